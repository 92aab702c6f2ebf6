import type { LinkVersion, MatterRecords, ReportToLink } from '@miaotou/engine';
import { machine } from '@miaotou/engine';
import { dayOf } from '@miaotou/domain';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';

type Change = Parameters<MatterRecords['settle']>[1];
const Ids = z.array(z.object({ id: z.coerce.number() }));
const Linked = z.array(z.object({ id: z.coerce.number(), eventId: z.string() }));

function known(reports: ReadonlyMap<string, ReportToLink>, eventId: string): ReportToLink {
  const report = reports.get(eventId);
  if (report === undefined) throw new Error(`a linked report is not among those that were read: ${eventId}`);
  return report;
}

/** A link that begins counts before its end, and before the next one that begins. */
const begins = (id: number): number => id * 2;
const ends = (id: number): number => id * 2 + 1;

/** Day and secrecy of standing reports, as their newest versions say. */
export async function refreshLinks(
  tx: Parameters<MatterRecords['refresh']>[0],
  reports: readonly ReportToLink[],
): Promise<void> {
  const told = reports.map(({ eventId, occurredAt, accusation }) => ({
    event_id: eventId,
    day: dayOf(occurredAt),
    accusation,
  }));
  await drizzleOf(tx).execute(sql`
    update matter_reports r set day = g.day, accusation = g.accusation
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as g (event_id text, day date, accusation boolean)
    where r.event_id = g.event_id and r.ended_at is null
      and (r.day, r.accusation) is distinct from (g.day, g.accusation)`);
}

/** Writes what changes of matters and their links: one statement of arrays each, whatever their number. */
export async function settleLinks(
  tx: Parameters<MatterRecords['settle']>[0],
  { settlement, reports, at, by }: Change,
): Promise<readonly LinkVersion[]> {
  const database = drizzleOf(tx);
  const now = sql`${at.toISOString()}::timestamptz`;
  const { ended, begun } = settlement;

  const over = await database.execute(sql`
    update matter_reports r set ended_at = ${now}, ended_by = g.by, why = g.why
    from unnest(${sql.param(ended.map(({ eventId }) => eventId))}::text[], ${sql.param(ended.map(({ why }) => why))}::text[],
      ${sql.param(ended.map(({ why }) => (why === 'apart' ? by : machine)))}::text[]) as g (event_id, why, by)
    where r.event_id = g.event_id and r.ended_at is null
    returning r.id, r.event_id as "eventId"`);

  const heads = settlement.matters.map(({ id, members }) => ({
    id,
    last: known(reports, members.at(-1)?.report.eventId ?? ''),
  }));
  const fresh = heads.filter(({ id }) => id === null).map(({ last }) => last);
  const column = (rows: readonly ReportToLink[], pick: (row: ReportToLink) => string) =>
    sql`${sql.param(rows.map(pick))}::text[]`;
  const made = await database.execute(sql`
    insert into matters (employer_id, employer_name, region, created_at)
    select employer_id, employer_name, region, ${now}
    from unnest(${column(fresh, ({ employerId }) => employerId)}, ${column(fresh, ({ employerName }) => employerName)},
      ${column(fresh, ({ region }) => region)}) with ordinality as g (employer_id, employer_name, region, place)
    order by place returning id`);
  const numbers = Ids.parse(made.rows).map(({ id }) => id);
  const ids = heads.map(({ id }) => id ?? numbers.shift());
  const going = heads.flatMap(({ id, last }) => (id === null ? [] : [{ id, last }]));
  await database.execute(sql`
    update matters m set employer_id = g.employer_id, employer_name = g.employer_name, region = g.region
    from unnest(${sql.param(going.map(({ id }) => id))}::bigint[], ${column(
      going.map(({ last }) => last),
      ({ employerId }) => employerId,
    )}, ${column(
      going.map(({ last }) => last),
      ({ employerName }) => employerName,
    )}, ${column(
      going.map(({ last }) => last),
      ({ region }) => region,
    )}) as g (id, employer_id, employer_name, region)
    where m.id = g.id and (m.employer_id, m.employer_name, m.region) is distinct from (g.employer_id, g.employer_name, g.region)`);

  const links = begun.map(({ matter, link }) => {
    const report = known(reports, link.report.eventId);
    const { eventId, kind, layout, accusation } = report;
    const { reason, by: linked_by } = link;
    return {
      matter_id: ids[matter],
      event_id: eventId,
      kind,
      layout,
      day: dayOf(report.occurredAt),
      accusation,
      reason,
      linked_by,
    };
  });
  const kept = await database.execute(sql`
    insert into matter_reports (matter_id, event_id, kind, layout, day, accusation, reason, linked_by, at)
    select matter_id, event_id, kind, layout, day, accusation, reason, linked_by, ${now}
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as g (matter_id bigint, event_id text, kind text, layout text,
      day date, accusation boolean, reason jsonb, linked_by text)
    returning id, event_id as "eventId"`);
  await database.execute(sql`
    update matters m set ended_at = ${now} where ended_at is null
      and id = any(${sql.param(ended.map(({ matterId }) => matterId))}::bigint[])
      and not exists (select from matter_reports r where r.matter_id = m.id and r.ended_at is null)`);

  const standing = new Map(links.map((link) => [link.event_id, link.matter_id ?? null]));
  const begunNow = Linked.parse(kept.rows).map(({ id, eventId }) => ({
    eventId,
    matterId: standing.get(eventId) ?? null,
    seq: begins(id),
  }));
  const endedNow = Linked.parse(over.rows)
    .filter(({ eventId }) => !standing.has(eventId))
    .map(({ id, eventId }) => ({ eventId, matterId: null, seq: ends(id) }));
  return [...begunNow, ...endedNow];
}
