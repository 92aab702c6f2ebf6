import { findIndustry, tierOfRank, tierRank } from '@miaotou/domain';
import type { InspectionScope, InspectionStore } from '@miaotou/engine';
import { and, asc, count, desc, eq, ilike, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { employers } from '../employers/schema.js';
import { inspectionOf } from './mapping.js';
import { inspections } from './schema.js';

const open = sql`${inspections.state} in ('open', 'begun')`;
const list = (values: readonly string[]): SQL =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
const within = (regions: readonly string[] | null): SQL | undefined =>
  regions === null ? undefined : sql`${inspections.region} in ${list(regions)}`;

/** Whose inspections: given to the person, or to their office and to nobody; or to the office. */
function given({ person, office }: InspectionScope): SQL | undefined {
  const ofOffice = office === null ? undefined : sql`${inspections.officeId}::text = ${office}`;
  if (person === null) return ofOffice;
  const free = ofOffice === undefined ? undefined : and(ofOffice, sql`${inspections.personId} is null`);
  return or(eq(inspections.personId, person), free);
}

const Candidate = z.object({
  id: z.coerce.string(),
  name: z.string(),
  region: z.string(),
  industry: z.string().nullable(),
  rank: z.coerce.number(),
  alerts: z.coerce.number(),
  inspected: z.string().nullable(),
  open: z.boolean(),
  total: z.coerce.number(),
});

/** Lists and counts of inspections. */
export const inspectionLists: Pick<InspectionStore, 'page' | 'campaignCounts' | 'openOf' | 'candidates'> = {
  async page(executor, query, scope) {
    const database = drizzleOf(executor);
    const { state, campaign, employer, q, page, pageSize } = query;
    const text = q === undefined || q === '' ? undefined : `%${q.replaceAll(/[\\%_]/gu, '\\$&')}%`;
    const overdue = and(open, sql`${inspections.dueDay} < ${scope.today}::date`);
    const states: Readonly<Record<typeof state, SQL | undefined>> = {
      live: open,
      overdue,
      clue: eq(inspections.outcome, 'clue'),
      risk: eq(inspections.outcome, 'risk'),
      closed: eq(inspections.outcome, 'closed'),
      withdrawn: eq(inspections.state, 'withdrawn'),
      all: undefined,
    };
    const wanted = and(
      within(scope.regions),
      within(scope.within),
      given(scope),
      campaign === undefined ? undefined : eq(inspections.campaignId, Number(campaign)),
      employer === undefined ? undefined : eq(inspections.employerId, employer),
      text === undefined
        ? undefined
        : or(ilike(inspections.employerName, text), ilike(inspections.reason, text)),
    );
    const where = and(wanted, states[state]);
    const rows = await database
      .select()
      .from(inspections)
      .where(where)
      .orderBy(sql`case when ${open} then 0 else 1 end`, asc(inspections.dueDay), desc(inspections.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    const [counts] = await database
      .select({
        open: sql<number>`(count(*) filter (where ${open}))::integer`,
        overdue: sql<number>`(count(*) filter (where ${overdue}))::integer`,
        clue: sql<number>`(count(*) filter (where ${states.clue}))::integer`,
        risk: sql<number>`(count(*) filter (where ${states.risk}))::integer`,
        closed: sql<number>`(count(*) filter (where ${states.closed}))::integer`,
      })
      .from(inspections)
      .where(wanted);
    return {
      total: await database.$count(inspections, where),
      items: rows.map(inspectionOf),
      counts: counts ?? { open: 0, overdue: 0, clue: 0, risk: 0, closed: 0 },
    };
  },

  async campaignCounts(executor, regions, today) {
    const rows = await drizzleOf(executor)
      .select({
        campaignId: inspections.campaignId,
        all: count(),
        open: sql<number>`(count(*) filter (where ${open}))::integer`,
        overdue: sql<number>`(count(*) filter (where ${open} and ${inspections.dueDay} < ${today}::date))::integer`,
        risk: sql<number>`(count(*) filter (where ${inspections.outcome} = 'risk'))::integer`,
      })
      .from(inspections)
      .where(and(sql`${inspections.campaignId} is not null`, within(regions)))
      .groupBy(inspections.campaignId);
    return new Map(
      rows.flatMap(({ campaignId, ...counts }) =>
        campaignId === null ? [] : [[campaignId, counts] as const],
      ),
    );
  },

  async openOf(executor, employerIds) {
    if (employerIds.length === 0) return new Set();
    const rows = await drizzleOf(executor)
      .select({ employerId: inspections.employerId })
      .from(inspections)
      .where(and(open, inArray(inspections.employerId, [...employerIds])));
    return new Set(rows.map(({ employerId }) => employerId));
  },

  async candidates(executor, query, visible) {
    const { regions = [], industries = [], tier, limit } = query;
    // Employers keep their trade as their rows state it: which of those words lie in the sections is told by the standard.
    const stated = await drizzleOf(executor)
      .selectDistinct({ industry: employers.industry })
      .from(employers)
      .where(isNotNull(employers.industry));
    const words = stated.flatMap(({ industry }) =>
      industry !== null && industries.includes(findIndustry(industry)?.code.slice(0, 1) ?? '')
        ? [industry]
        : [],
    );
    const rows = await drizzleOf(executor).execute(sql`
      with live as (
        select employer_id, max(tier) as rank, count(*) as alerts from alerts
        where closed_at is null and employer_id is not null group by employer_id),
      done as (
        select employer_id, max((ended_at at time zone 'Asia/Shanghai')::date)::text as inspected,
          bool_or(state in ('open', 'begun')) as open
        from inspections where state <> 'withdrawn' group by employer_id)
      select e.id, e.name, e.region, e.industry, coalesce(l.rank, 0) as rank, coalesce(l.alerts, 0) as alerts,
        d.inspected, coalesce(d.open, false) as open, count(*) over () as total
      from employers e left join live l on l.employer_id = e.id::text left join done d on d.employer_id = e.id::text
      where e.heir_id is null and e.retired_at is null
        and (${visible === null} or e.region in ${list(visible ?? [])})
        and (${regions.length === 0} or e.region in ${list(regions)})
        and (${industries.length === 0} or e.industry in ${list(words)})
        and coalesce(l.rank, 0) >= ${tier === undefined ? 0 : tierRank(tier)}
      order by coalesce(d.open, false), coalesce(l.rank, 0) desc, coalesce(l.alerts, 0) desc, d.inspected nulls first, e.name, e.id
      limit ${limit}`);
    const items = z.array(Candidate).parse(rows.rows);
    return {
      total: items[0]?.total ?? 0,
      items: items.map(({ total: _total, rank, ...one }) => ({ ...one, tier: tierOfRank(rank) })),
    };
  },
};
