import type { EventWindow, InsightsWarehouse, Regions } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import * as queries from './queries.js';

const narrowed = (regions: Regions) => ({ everywhere: regions === null, regions: [...(regions ?? [])] });
const windowOf = ({ kinds, regions, ...rest }: EventWindow) => ({
  ...rest,
  kinds: [...kinds],
  ...narrowed(regions),
});

/** The warehouse side of the overview and the employer page. */
export function createInsightsWarehouse(warehouse: Warehouse): InsightsWarehouse {
  return {
    weeklyEvents: (window) => warehouse.query(queries.weeklyEvents, windowOf(window)),
    eventsByRegion: (window) => warehouse.query(queries.eventsByRegion, windowOf(window)),
    caseFlow: (window) => warehouse.query(queries.caseFlow, windowOf(window)),
    employersAbove: ({ indicators, regions, ...rest }) =>
      warehouse.query(queries.employersAbove, { ...rest, indicators: [...indicators], ...narrowed(regions) }),
    coverage: (knownAt) => warehouse.query(queries.coverage, { knownAt }),
    async employerIndicators(employerId, from, knownAt) {
      const rows = await warehouse.query(queries.employerIndicators, { employerId, from, knownAt });
      return rows.map(({ indicator, period, its_value: value }) => ({ indicator, period, value }));
    },
    async employerEvents(employerId, knownAt, limit) {
      const rows = await warehouse.query(queries.employerEvents, { employerId, knownAt, limit });
      return rows.map(
        ({ eventId, kind, occurredAt, amountFen, batchId, its_persons, its_row, its_attributes }) => ({
          eventId,
          kind,
          occurredAt,
          persons: its_persons,
          amountFen,
          batchId,
          row: its_row,
          attributes: its_attributes,
        }),
      );
    },
  };
}
