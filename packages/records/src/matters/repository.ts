import { LinkReasonSchema } from '@miaotou/contracts';
import { reportKinds } from '@miaotou/domain';
import type { DecisionRecord, MatterRecords, MatterReportRecord } from '@miaotou/engine';
import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import type { AnyColumn } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { matterDecisions, matterReports, matters } from './schema.js';
import { refreshLinks, settleLinks } from './settle.js';

const Kind = z.enum(reportKinds);
const Why = z.enum(['apart', 'no-longer-shared', 'other-matter', 'other-reason']);
const DecisionKind = z.enum(['apart', 'join']);
const Listed = z.object({
  id: z.coerce.number(),
  employerId: z.string(),
  employerName: z.string(),
  region: z.string(),
  from: z.string(),
  to: z.string(),
  layouts: z.array(z.string()),
  reports: z.coerce.number(),
  total: z.coerce.number(),
});

const anyText = (column: AnyColumn, values: readonly string[]) =>
  sql`${column} = any(${sql.param([...values])}::text[])`;
const list = (values: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
const pattern = (text: string): string => `%${text.replaceAll(/[\\%_]/gu, '\\$&')}%`;

function linkOf(row: typeof matterReports.$inferSelect): MatterReportRecord {
  const { eventId, matterId, layout, day, accusation, at, linkedBy, endedAt, endedBy, why } = row;
  return {
    eventId,
    matterId,
    layout,
    day,
    accusation,
    at,
    kind: Kind.parse(row.kind),
    reason: LinkReasonSchema.parse(row.reason),
    by: linkedBy,
    ended: endedAt === null ? null : { at: endedAt, by: endedBy ?? '', why: Why.parse(why) },
  };
}

function decisionOf(row: typeof matterDecisions.$inferSelect): DecisionRecord {
  const { undoneAt, undoneBy, undoneReason, ...rest } = row;
  return {
    ...rest,
    kind: DecisionKind.parse(row.kind),
    undone: undoneAt === null ? null : { at: undoneAt, by: undoneBy ?? '', reason: undoneReason ?? '' },
  };
}

/** Matters in PostgreSQL. */
export const matterRecords: MatterRecords = {
  async standing(executor, { employerIds, eventIds }) {
    const rows = await drizzleOf(executor)
      .select({ link: matterReports })
      .from(matterReports)
      .innerJoin(matters, eq(matters.id, matterReports.matterId))
      .where(
        and(
          isNull(matterReports.endedAt),
          or(anyText(matters.employerId, employerIds), anyText(matterReports.eventId, eventIds)),
        ),
      );
    return rows.map(({ link }) => linkOf(link));
  },

  async employers(executor) {
    const rows = await drizzleOf(executor)
      .selectDistinct({ id: matters.employerId })
      .from(matters)
      .where(isNull(matters.endedAt));
    return rows.map(({ id }) => id);
  },

  refresh: refreshLinks,
  settle: settleLinks,

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(matters).where(eq(matters.id, id));
    return row ?? null;
  },

  async links(executor, matterId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(matterReports)
      .where(eq(matterReports.matterId, matterId))
      .orderBy(asc(matterReports.day), asc(matterReports.id));
    return rows.map(linkOf);
  },

  async linksOf(executor, eventIds) {
    const rows = await drizzleOf(executor)
      .select()
      .from(matterReports)
      .where(and(isNull(matterReports.endedAt), anyText(matterReports.eventId, eventIds)))
      .orderBy(asc(matterReports.day), asc(matterReports.id));
    return rows.map(linkOf);
  },

  async list(executor, { text, kind, regions, within, accusations, page, pageSize }) {
    const like = text === null ? null : pattern(text);
    const rows = await drizzleOf(executor).execute(sql`
      with told as (
        select matter_id, min(day)::text as first_day, max(day)::text as last_day, count(*) as reports,
          array_agg(distinct layout order by layout) as layouts, bool_or(kind = ${kind ?? ''}) as of_kind
        from matter_reports where ended_at is null and (${accusations} or not accusation)
        group by matter_id having count(*) > 1
      ), named as (
        select m.id, m.employer_id, coalesce(e.name, m.employer_name) as name, coalesce(e.region, m.region) as region
        from matters m left join employers e on e.id::text = m.employer_id where m.ended_at is null
      )
      select n.id, n.employer_id as "employerId", n.name as "employerName", n.region, t.first_day as "from", t.last_day as "to",
        t.layouts, t.reports, count(*) over () as total
      from told t join named n on n.id = t.matter_id
      where (${kind === null} or t.of_kind)
        and (${like === null} or n.name ilike ${like ?? ''})
        and (${regions === null} or n.region in ${list(regions ?? [])})
        and (${within === null} or n.region in ${list(within ?? [])})
      order by t.last_day desc, n.id desc limit ${pageSize} offset ${(page - 1) * pageSize}`);
    const items = z.array(Listed).parse(rows.rows);
    return {
      items: items.map(({ total: _total, ...item }) => ({ ...item, endedAt: null })),
      total: items[0]?.total ?? 0,
    };
  },

  async decided(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(matterDecisions)
      .where(isNull(matterDecisions.undoneAt))
      .orderBy(asc(matterDecisions.id));
    return rows.map(decisionOf);
  },

  async decisionsOn(executor, eventIds) {
    const rows = await drizzleOf(executor)
      .select()
      .from(matterDecisions)
      .where(or(anyText(matterDecisions.eventId, eventIds), anyText(matterDecisions.withEventId, eventIds)))
      .orderBy(desc(matterDecisions.id));
    return rows.map(decisionOf);
  },

  async decision(executor, id) {
    const [row] = await drizzleOf(executor).select().from(matterDecisions).where(eq(matterDecisions.id, id));
    return row === undefined ? null : decisionOf(row);
  },

  async decide(tx, decision) {
    await drizzleOf(tx).insert(matterDecisions).values(decision);
  },

  async undo(tx, id, { at, by, reason }) {
    await drizzleOf(tx)
      .update(matterDecisions)
      .set({ undoneAt: at, undoneBy: by, undoneReason: reason })
      .where(and(eq(matterDecisions.id, id), isNull(matterDecisions.undoneAt)));
  },
};
