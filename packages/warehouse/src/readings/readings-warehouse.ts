import type { CorrectedEvent, ReadEvent, ReadingsWarehouse, TextWindow } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import { readEvent, readTexts, readTextState, type EventRow } from './queries.js';

function eventOf(row: EventRow): ReadEvent {
  return {
    eventId: row.event_id,
    kind: row.kind,
    layout: row.its_layout,
    occurredAt: row.occurred_at,
    employerId: row.employer_id,
    employerName: row.its_employer,
    region: row.its_region,
    persons: row.its_persons,
    amountFen: row.its_amount,
    months: row.its_months,
    attributes: row.its_attributes,
    batchId: row.its_batch,
    row: row.its_row,
  };
}

const narrowed = ({ kinds, regions, ...rest }: Omit<TextWindow, 'limit'>) => ({
  ...rest,
  kinds: [...kinds],
  everywhere: regions === null,
  regions: [...(regions ?? [])],
});

/** The same event once more with other facts: everything else comes from its newest version. */
function newerVersion({ observedAt }: CorrectedEvent): string {
  const known = observedAt.toISOString().replace('T', ' ').replace('Z', '');
  return `INSERT INTO miaotou.events (kind, layout, event_id, employer_id, employer_name, region, industry, occurred_at,
  observed_at, persons, amount_fen, months, person_keys, attributes, retracted, batch_id, row, sheet)
SELECT kind, layout, event_id, employer_id, employer_name, {region:String}, industry, occurred_at,
  toDateTime64('${known}', 3, 'UTC'), {persons:Nullable(UInt32)}, {amountFen:Nullable(Int64)}, {months:Nullable(Float64)},
  person_keys, {attributes:Map(String, String)}, 0, batch_id, row, sheet
FROM miaotou.events
WHERE event_id = {eventId:String} AND employer_id = {employerId:String} AND retracted = 0
ORDER BY observed_at DESC, batch_id DESC, row DESC LIMIT 1`;
}

/** Read events in the warehouse. */
export function createReadingsWarehouse(warehouse: Warehouse): ReadingsWarehouse {
  return {
    async texts({ limit, ...window }) {
      const rows = await warehouse.query(readTexts, { ...narrowed(window), limit });
      return rows.map(eventOf);
    },
    async textState(window) {
      const [row] = await warehouse.query(readTextState, narrowed(window));
      return row ?? { texts: 0, newest: null };
    },
    async event(eventId, knownAt) {
      const [row] = await warehouse.query(readEvent, { eventId, knownAt });
      return row === undefined ? null : eventOf(row);
    },
    async correct(corrected) {
      const { event, facts } = corrected;
      const { eventId, employerId } = event;
      await warehouse.command(newerVersion(corrected), { ...facts, eventId, employerId });
    },
  };
}
