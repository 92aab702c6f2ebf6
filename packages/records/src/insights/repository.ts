import { addDays, dayOf, incidentStates, liveAlertStates, startOfDay, tierOfRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import type { InsightsRecords, Regions } from '@miaotou/engine';
import { and, count, desc, eq, inArray, isNotNull, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { alerts, employers, incidentCalls, incidents, messages, offices, users } from '../schema.js';
import { drizzleOf } from '../client/index.js';

const IncidentState = z.enum(incidentStates);
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

  async incidentsOf(executor, employerId) {
    const rows = await drizzleOf(executor)
      .select({
        incident: incidents,
        dueAt: sql<string | null>`(select min(c.due_at) from incident_clocks c
          where c.incident_id = ${incidents.id} and c.next_at is not null and c.kind <> 'recheck')`,
      })
      .from(incidents)
      .where(
        sql`${incidents.employerId} = ${employerId} or exists (select 1 from incident_alerts m
          join alerts a on a.id = m.alert_id where m.incident_id = ${incidents.id} and a.employer_id = ${employerId})`,
      )
      .orderBy(desc(incidents.id))
      .limit(100);
    return rows.map(({ incident, dueAt }) => ({
      id: incident.id,
      title: incident.title,
      region: incident.region,
      tier: tierOf(incident.tier),
      state: IncidentState.parse(incident.state),
      openedAt: incident.openedAt,
      closedAt: incident.closedAt,
      sentence: { zh: incident.sentenceZh, en: incident.sentenceEn },
      holderId: incident.holderId,
      signedAt: incident.signedAt,
      dueAt: dueAt === null ? null : new Date(dueAt),
    }));
  },

  async noticesOf(executor, incidentIds) {
    if (incidentIds.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select({
        incidentId: messages.incidentId,
        title: messages.title,
        at: sql<string>`min(${messages.createdAt})`,
        people: sql<number>`count(distinct ${messages.personId})::integer`,
        read: sql<number>`(count(distinct ${messages.personId}) filter (where ${messages.readAt} is not null))::integer`,
      })
      .from(messages)
      .where(and(inArray(messages.incidentId, incidentIds.map(String)), isNotNull(messages.personId)))
      .groupBy(messages.incidentId, messages.title, messages.reason)
      .orderBy(desc(sql`min(${messages.createdAt})`))
      .limit(100);
    return rows.map(({ incidentId, at, ...rest }) => ({
      ...rest,
      incidentId: Number(incidentId),
      at: new Date(at),
    }));
  },

  async callsOf(executor, incidentIds) {
    if (incidentIds.length === 0) return [];
    const { incidentId, personId, at } = incidentCalls;
    return drizzleOf(executor)
      .select({ incidentId, personId, at })
      .from(incidentCalls)
      .where(inArray(incidentId, [...incidentIds]))
      .orderBy(incidentCalls.at);
  },

  async people(executor) {
    const rows = await drizzleOf(executor)
      .select({ user: users, zh: offices.nameZh, en: offices.nameEn })
      .from(users)
      .leftJoin(offices, eq(offices.id, users.officeId))
      .where(isNull(users.disabledAt));
    return rows.map(({ user: { id, username, displayName }, zh, en }) => ({
      id,
      username,
      displayName,
      office: zh === null || en === null ? null : { zh, en },
    }));
  },
};
