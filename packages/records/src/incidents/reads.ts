import { BilingualSchema, RoleSchema } from '@miaotou/contracts';
import { employerLinkKinds, tierRank, unsignedStates } from '@miaotou/domain';
import type { IncidentStore } from '@miaotou/engine';
import { and, asc, desc, eq, gt, ilike, inArray, isNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { z } from 'zod';
import { alertOf } from '../alerts/index.js';
import { alertEvents, alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { industriesByEmployer } from '../industries/index.js';
import { messages } from '../messages/schema.js';
import { offices, users } from '../people/schema.js';
import { listed, numbered } from './lists.js';
import { incidentOf } from './mapping.js';
import { incidents } from './schema.js';

const overdue = (now: Date): SQL =>
  sql`exists (select 1 from incident_clocks c where c.incident_id = ${incidents.id} and c.next_at is not null and c.kind <> 'recheck' and c.due_at < ${now.toISOString()}::timestamptz)`;
const calledOrHeld = (people: readonly string[]): SQL =>
  sql`(${incidents.holderId}::text in ${listed(people)} or ${incidents.offerTo}::text in ${listed(people)} or exists (select 1 from incident_calls k where k.incident_id = ${incidents.id} and k.person_id::text in ${listed(people)}))`;

const RuleBody = z.object({ name: BilingualSchema, disputeTypes: z.array(z.string()).catch([]) });

type Reads = Pick<
  IncidentStore,
  | 'changesAfter'
  | 'alerts'
  | 'ties'
  | 'industries'
  | 'rules'
  | 'told'
  | 'messages'
  | 'people'
  | 'page'
  | 'standing'
>;

/** What incidents read of other nouns, and their lists. */
export const incidentReads: Reads = {
  async changesAfter(tx, eventId, limit) {
    const { id, alertId, at, kind } = alertEvents;
    return drizzleOf(tx)
      .select({ id, alertId, at, kind })
      .from(alertEvents)
      .where(gt(id, eventId))
      .orderBy(asc(id))
      .limit(limit);
  },

  async alerts(executor, ids) {
    if (ids.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select()
      .from(alerts)
      .where(sql`${alerts.id} in ${numbered(ids)}`)
      .orderBy(asc(alerts.id));
    return rows.map(alertOf);
  },

  async ties(executor, employerIds) {
    const known = employerIds.filter((id) => /^\d{1,15}$/u.test(id));
    if (known.length === 0) return [];
    const found = await drizzleOf(executor).execute(sql`
      with recursive up as (
        select l.from_id, l.to_id, l.kind from employer_links l
        where l.ended_at is null and l.from_id in ${numbered(known.map(Number))}
        union
        select l.from_id, l.to_id, l.kind from employer_links l join up on l.from_id = up.to_id where l.ended_at is null
      )
      select from_id::text as "fromId", to_id::text as "toId", kind from up`);
    return z
      .array(z.object({ fromId: z.string(), toId: z.string(), kind: z.enum(employerLinkKinds) }))
      .parse(found.rows);
  },

  industries: industriesByEmployer,

  async rules(executor) {
    const found = await drizzleOf(executor).execute<{ id: string; body: unknown }>(
      sql`select distinct on (rule_id) rule_id as id, jsonb_build_object('name', body -> 'name', 'disputeTypes', body -> 'disputeTypes') as body from rule_versions order by rule_id, version desc`,
    );
    return new Map(found.rows.map(({ id, body }) => [id, RuleBody.parse(body)]));
  },

  async told(executor, incidentIds) {
    if (incidentIds.length === 0) return new Set();
    const rows = await drizzleOf(executor)
      .selectDistinct({ reason: messages.reason })
      .from(messages)
      .where(sql`${messages.incidentId} in ${listed(incidentIds.map(String))}`);
    return new Set(rows.map(({ reason }) => reason));
  },

  async messages(executor, incidentId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(messages)
      .where(eq(messages.incidentId, String(incidentId)))
      .orderBy(asc(messages.id));
    return rows.map((row) => ({
      personId: row.personId,
      channel: row.channel,
      text: row.sentText ?? row.text,
      state: row.state,
      createdAt: row.createdAt,
      sentAt: row.sentAt,
    }));
  },

  async people(executor) {
    const rows = await drizzleOf(executor)
      .select({ user: users, zh: offices.nameZh, en: offices.nameEn })
      .from(users)
      .leftJoin(offices, eq(offices.id, users.officeId))
      .where(isNull(users.disabledAt))
      .orderBy(asc(users.username));
    return rows.map(({ user, zh, en }) => ({
      id: user.id,
      username: user.username,
      displayName: user.displayName,
      role: RoleSchema.parse(user.role),
      scope: user.scope,
      officeId: user.officeId,
      office: zh === null || en === null ? null : { zh, en },
    }));
  },

  async page(executor, query, scope, now) {
    const database = drizzleOf(executor);
    const { tier, q, state } = query;
    const text = q === undefined || q === '' ? undefined : `%${q.replaceAll(/[\\%_]/gu, '\\$&')}%`;
    const states: Readonly<Record<typeof state, SQL | undefined>> = {
      live: isNull(incidents.closedAt),
      overdue: and(isNull(incidents.closedAt), overdue(now)),
      closed: sql`${incidents.closedAt} is not null`,
      all: undefined,
    };
    const where = and(
      states[state],
      scope.regions === null ? undefined : sql`${incidents.region} in ${listed(scope.regions)}`,
      scope.within === null ? undefined : sql`${incidents.region} in ${listed(scope.within)}`,
      scope.people === null ? undefined : calledOrHeld(scope.people),
      tier === undefined ? undefined : inArray(incidents.tier, tier.map(tierRank)),
      text === undefined ? undefined : or(ilike(incidents.title, text), ilike(incidents.sentenceZh, text)),
    );
    const rows = await database
      .select()
      .from(incidents)
      .where(where)
      // Live before closed, graver before lighter, unsigned before signed, waiting longest first.
      .orderBy(
        sql`${incidents.closedAt} is not null`,
        desc(incidents.tier),
        sql`${incidents.state} not in ${listed(unsignedStates)}`,
        asc(incidents.openedAt),
        asc(incidents.id),
      )
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize);
    return { total: await database.$count(incidents, where), items: rows.map(incidentOf) };
  },

  async standing(executor, regions, now) {
    const rows = await drizzleOf(executor)
      .select({
        id: incidents.id,
        unsigned: sql<boolean>`${incidents.state} in ${listed(unsignedStates)}`,
        overdue: sql<boolean>`${overdue(now)}`,
        personId: sql<
          string | null
        >`coalesce(${incidents.holderId}, (select k.person_id from incident_calls k where k.incident_id = ${incidents.id} order by k.level, k.at limit 1))`,
      })
      .from(incidents)
      .where(
        and(
          isNull(incidents.closedAt),
          regions === null ? undefined : sql`${incidents.region} in ${listed(regions)}`,
        ),
      );
    return rows;
  },
};
