import { addDays, dayOf, liveAlertStates, startOfDay, tierOfRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import type { InsightsRecords, Regions } from '@miaotou/engine';
import { and, count, desc, eq, inArray, isNotNull, max, sql } from 'drizzle-orm';
import { alerts, employers } from '../schema.js';
import { drizzleOf } from '../client/index.js';

const live = inArray(alerts.state, [...liveAlertStates]);
const within = (regions: Regions) => (regions === null ? undefined : inArray(alerts.region, [...regions]));

function tierOf(rank: number | null): AlertTier {
  const tier = tierOfRank(rank ?? 0);
  if (tier === null) throw new Error('an alert without tier is kept');
  return tier;
}

/** The records side of the overview and the employer page. */
export const insightsRecords: InsightsRecords = {
  async alertCounts(executor, now, regions) {
    // Whole days of the county, today among them, so that a count and the list behind it hold the same alerts.
    const since = (days: number) => startOfDay(addDays(dayOf(now), 1 - days)).toISOString();
    const where = (condition: ReturnType<typeof sql>) =>
      sql<number>`(count(*) filter (where ${condition}))::int`;
    const rows = await drizzleOf(executor)
      .select({
        region: alerts.region,
        rank: alerts.tier,
        live: where(sql`${live}`),
        unanswered: where(sql`${alerts.state} = 'open'`),
        openedLast7Days: where(sql`${alerts.openedAt} >= ${since(7)}::timestamptz`),
        openedPrevious7Days: where(
          sql`${alerts.openedAt} >= ${since(14)}::timestamptz and ${alerts.openedAt} < ${since(7)}::timestamptz`,
        ),
      })
      .from(alerts)
      .where(and(within(regions), sql`(${live} or ${alerts.openedAt} >= ${since(14)}::timestamptz)`))
      .groupBy(alerts.region, alerts.tier);
    return rows.map(({ rank, ...counts }) => ({ tier: tierOf(rank), ...counts }));
  },

  async employersToWatch(executor, regions, limit) {
    const rows = await drizzleOf(executor)
      .select({
        employerId: alerts.employerId,
        name: sql<string>`(array_agg(coalesce(${employers.name}, ${alerts.subjectName})))[1]`,
        region: sql<string>`(array_agg(${alerts.region} order by ${alerts.tier} desc))[1]`,
        rank: max(alerts.tier),
        alerts: count(),
        rules: sql<string[]>`array_agg(distinct ${alerts.ruleId})`,
      })
      .from(alerts)
      .leftJoin(employers, eq(sql`${employers.id}::text`, alerts.employerId))
      .where(and(live, isNotNull(alerts.employerId), within(regions)))
      .groupBy(alerts.employerId)
      .orderBy(desc(max(alerts.tier)), desc(count()), alerts.employerId)
      .limit(limit);
    return rows.map(({ employerId, rank, ...rest }) => ({
      employerId: employerId ?? '',
      tier: tierOf(rank),
      ...rest,
    }));
  },

  async employer(executor, id) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(employers)
      .where(eq(employers.id, Number(id)));
    if (row === undefined) return null;
    const { name, uscc, region, industry } = row;
    const standing = row.standing === 'registered' ? 'registered' : 'named';
    return { id: String(row.id), name, uscc, region, industry, standing };
  },
};
