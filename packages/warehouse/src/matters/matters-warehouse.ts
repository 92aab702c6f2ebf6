import type { MattersWarehouse, ReportFacts } from '@miaotou/engine';
import { isAccusation } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import * as queries from './queries.js';
import type { FactsRow } from './queries.js';

function factsOf(row: FactsRow): ReportFacts {
  return {
    eventId: row.event_id,
    kind: row.kind,
    layout: row.its_layout,
    employerId: row.employer_id,
    region: row.its_region,
    occurredAt: row.occurred_at,
    persons: row.its_persons,
    amountFen: row.its_amount,
    batchId: row.batch,
    row: row.its_row,
    attributes: row.its_attributes,
  };
}

/** Reports and their links in the warehouse. */
export function createMattersWarehouse(warehouse: Warehouse): MattersWarehouse {
  return {
    async touched(batchId) {
      const rows = await warehouse.query(queries.touchedEmployers, { batchId });
      return rows.map(({ employer_id }) => employer_id);
    },

    async sharing() {
      const rows = await warehouse.query(queries.sharingEmployers, {});
      return rows.map(({ employer_id }) => employer_id);
    },

    async linkable(employerIds, decided) {
      const rows = await warehouse.query(queries.linkableReports, {
        employers: [...employerIds],
        decided: [...decided],
      });
      return rows.map((row) => ({
        eventId: row.event_id,
        employerId: row.employer_id,
        occurredAt: row.occurred_at,
        person: row.person === '' ? null : row.person,
        phone: row.phone === '' ? null : row.phone,
        kind: row.kind,
        layout: row.its_layout,
        employerName: row.its_employer,
        region: row.its_region,
        accusation: isAccusation(row.kind, row.category),
      }));
    },

    async keep(links, at) {
      if (links.length === 0) return;
      await warehouse.insert(
        'miaotou.matter_reports',
        links.map(({ eventId, matterId, seq }) => ({
          event_id: eventId,
          matter_id: matterId === null ? '' : String(matterId),
          observed_at: at,
          seq,
        })),
      );
    },

    async reports(eventIds, knownAt) {
      if (eventIds.length === 0) return [];
      const rows = await warehouse.query(queries.reportsByIds, { eventIds: [...eventIds], knownAt });
      return rows.map(factsOf);
    },

    async reportsOf(employerId, knownAt, limit) {
      const rows = await warehouse.query(queries.reportsOfEmployer, { employerId, knownAt, limit });
      return { reports: rows.map(factsOf), total: rows[0]?.total ?? 0 };
    },

    async counts({ regions, ...window }) {
      const [row] = await warehouse.query(queries.countedReports, {
        ...window,
        everywhere: regions === null,
        regions: [...(regions ?? [])],
      });
      return row ?? { reports: 0, matters: 0, personTimes: null, persons: null };
    },
  };
}
