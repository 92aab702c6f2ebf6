import { BilingualSchema, RoleSchema } from '@miaotou/contracts';
import { employerLinkKinds, escalationLevels, tierRank, unsignedStates } from '@miaotou/domain';
import type { IncidentStore } from '@miaotou/engine';
import { and, asc, desc, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { z } from 'zod';
import { alertOf } from '../alerts/mapping.js';
import { alertEvents, alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { employers } from '../employers/schema.js';
import { messages } from '../messages/schema.js';
import { offices, users } from '../people/schema.js';
import { readRoster } from '../roster/index.js';
import { readSilencesInForce } from '../silences/index.js';
import {
  clockOf,
  entryOf,
  entryRecord,
  incidentOf,
  incidentRecord,
  levelOf,
  moveOf,
  Stage,
  VerdictKind,
} from './mapping.js';
import {
  incidentAlerts,
  incidentCalls,
  incidentClocks,
  incidentDecisions,
  incidentEntries,
  incidentMoves,
  incidentProgress,
  incidents,
  verdicts,
} from './schema.js';

/** Rows per INSERT: below the limit of parameters of one statement. */
const insertRows = 500;
/** Key of the lock under which one gathering at a time goes on. */
const lockKey = 7_102_002;
const progressName = 'alert-events';

function* blocks<T>(rows: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < rows.length; start += insertRows) yield rows.slice(start, start + insertRows);
}
const listed = (values: readonly string[]): SQL =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
const numbered = (values: readonly number[]): SQL =>
  sql`(select x::bigint from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as x)`;

const overdue = (now: Date): SQL =>
  sql`exists (select 1 from incident_clocks c where c.incident_id = ${incidents.id} and c.next_at is not null and c.kind <> 'recheck' and c.due_at < ${now.toISOString()}::timestamptz)`;
const calledOrHeld = (people: readonly string[]): SQL =>
  sql`(${incidents.holderId}::text in ${listed(people)} or ${incidents.offerTo}::text in ${listed(people)} or exists (select 1 from incident_calls k where k.incident_id = ${incidents.id} and k.person_id::text in ${listed(people)}))`;

const RuleBody = z.object({ name: BilingualSchema, disputeTypes: z.array(z.string()).catch([]) });

/** Incidents, their clocks and their proof in PostgreSQL. */
export const incidentStore: IncidentStore = {
  async lock(tx) {
    await drizzleOf(tx).execute(sql`select pg_advisory_xact_lock(${lockKey})`);
  },

  async through(tx) {
    const [row] = await drizzleOf(tx)
      .select()
      .from(incidentProgress)
      .where(eq(incidentProgress.name, progressName));
    return row?.throughEvent ?? 0;
  },

  async setThrough(tx, throughEvent) {
    await drizzleOf(tx)
      .insert(incidentProgress)
      .values({ name: progressName, throughEvent })
      .onConflictDoUpdate({ target: incidentProgress.name, set: { throughEvent } });
  },

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

  async industries(executor, employerIds) {
    const known = employerIds.filter((id) => /^\d{1,15}$/u.test(id));
    if (known.length === 0) return new Map();
    const rows = await drizzleOf(executor)
      .select({ id: employers.id, industry: employers.industry })
      .from(employers)
      .where(sql`${employers.id} in ${numbered(known.map(Number))}`);
    return new Map(
      rows.flatMap(({ id, industry }) => (industry === null ? [] : [[String(id), industry] as const])),
    );
  },

  async rules(executor) {
    const found = await drizzleOf(executor).execute<{ id: string; body: unknown }>(
      sql`select distinct on (rule_id) rule_id as id, jsonb_build_object('name', body -> 'name', 'disputeTypes', body -> 'disputeTypes') as body from rule_versions order by rule_id, version desc`,
    );
    return new Map(found.rows.map(({ id, body }) => [id, RuleBody.parse(body)]));
  },

  async nextIds(tx, count) {
    if (count === 0) return [];
    const found = await drizzleOf(tx).execute<{ id: string }>(
      sql`select nextval(pg_get_serial_sequence('incidents', 'id')) as id from generate_series(1, ${count}::int)`,
    );
    return found.rows.map(({ id }) => Number(id));
  },

  async insert(tx, made) {
    for (const block of blocks(made.map(incidentRecord))) await drizzleOf(tx).insert(incidents).values(block);
  },

  async update(tx, changed) {
    for (const incident of changed) {
      const { id, ...rest } = incidentRecord(incident);
      await drizzleOf(tx).update(incidents).set(rest).where(eq(incidents.id, id));
    }
  },

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(incidents).where(eq(incidents.id, id));
    return row === undefined ? null : incidentOf(row);
  },

  async take(tx, ids) {
    if (ids.length === 0) return [];
    const rows = await drizzleOf(tx)
      .select()
      .from(incidents)
      .where(sql`${incidents.id} in ${numbered(ids)}`)
      .orderBy(asc(incidents.id))
      .for('update');
    return rows.map(incidentOf);
  },

  async takeFree(tx, ids) {
    if (ids.length === 0) return [];
    const rows = await drizzleOf(tx)
      .select()
      .from(incidents)
      .where(and(sql`${incidents.id} in ${numbered(ids)}`, isNull(incidents.closedAt)))
      .orderBy(asc(incidents.id))
      .for('update', { skipLocked: true });
    return rows.map(incidentOf);
  },

  async openByKeys(tx, keys) {
    if (keys.length === 0) return [];
    const rows = await drizzleOf(tx)
      .select()
      .from(incidents)
      .where(and(sql`${incidents.groupKey} in ${listed(keys)}`, isNull(incidents.closedAt)));
    return rows.map(incidentOf);
  },

  async wide(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(incidents)
      .where(and(isNull(incidents.closedAt), sql`${incidents.groupKey} ~ '^(town|county|industry):'`));
    return rows.map(incidentOf);
  },

  async members(executor, incidentIds) {
    if (incidentIds.length === 0) return [];
    const { incidentId, alertId, reason } = incidentAlerts;
    return drizzleOf(executor)
      .select({ incidentId, alertId, reason })
      .from(incidentAlerts)
      .where(sql`${incidentId} in ${numbered(incidentIds)}`)
      .orderBy(asc(alertId));
  },

  async membersByAlert(executor, alertIds) {
    if (alertIds.length === 0) return [];
    const { incidentId, alertId, reason } = incidentAlerts;
    return drizzleOf(executor)
      .select({ incidentId, alertId, reason })
      .from(incidentAlerts)
      .where(sql`${alertId} in ${numbered(alertIds)}`);
  },

  async join(tx, rows, joinedAt) {
    for (const block of blocks(rows)) {
      await drizzleOf(tx)
        .insert(incidentAlerts)
        .values(block.map((row) => ({ ...row, joinedAt })))
        .onConflictDoUpdate({
          target: incidentAlerts.alertId,
          set: { incidentId: sql`excluded.incident_id`, reason: sql`excluded.reason`, joinedAt },
        });
    }
  },

  async tell(tx, entries) {
    for (const block of blocks(entries.map(entryRecord))) {
      // A step that came twice is kept once.
      await drizzleOf(tx).insert(incidentEntries).values(block).onConflictDoNothing();
    }
  },

  async entries(executor, incidentId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(incidentEntries)
      .where(eq(incidentEntries.incidentId, incidentId))
      .orderBy(asc(incidentEntries.at), asc(incidentEntries.id));
    return rows.map(entryOf);
  },

  async hasKey(executor, incidentId, key) {
    const where = and(eq(incidentEntries.incidentId, incidentId), eq(incidentEntries.key, key));
    return (await drizzleOf(executor).$count(incidentEntries, where)) > 0;
  },

  async decide(tx, incidentId, at, decisions) {
    for (const block of blocks(decisions)) {
      await drizzleOf(tx)
        .insert(incidentDecisions)
        .values(
          block.map(({ stage, reason, text, silenceId }) => ({
            incidentId,
            at,
            stage,
            reason,
            textZh: text.zh,
            textEn: text.en,
            silenceId,
          })),
        );
    }
  },

  async decisions(executor, incidentId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(incidentDecisions)
      .where(eq(incidentDecisions.incidentId, incidentId))
      .orderBy(asc(incidentDecisions.id));
    return rows.map(({ at, stage, reason, textZh, textEn, silenceId }) => ({
      at,
      stage: Stage.parse(stage),
      reason,
      text: { zh: textZh, en: textEn },
      silenceId,
    }));
  },

  async clocks(executor, incidentIds) {
    if (incidentIds.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select()
      .from(incidentClocks)
      .where(sql`${incidentClocks.incidentId} in ${numbered(incidentIds)}`)
      .orderBy(asc(incidentClocks.id));
    return rows.map(clockOf);
  },

  async addClocks(tx, clocks) {
    for (const block of blocks(clocks)) {
      await drizzleOf(tx)
        .insert(incidentClocks)
        .values(block.map(({ basis, ...rest }) => ({ ...rest, basisZh: basis.zh, basisEn: basis.en })));
    }
  },

  async updateClocks(tx, clocks) {
    for (const { id, dueAt, provisional, basis, state, endedAt, nextAt } of clocks) {
      await drizzleOf(tx)
        .update(incidentClocks)
        .set({ dueAt, provisional, basisZh: basis.zh, basisEn: basis.en, state, endedAt, nextAt })
        .where(eq(incidentClocks.id, id));
    }
  },

  async due(executor, now, limit) {
    const found = await drizzleOf(executor).execute<{ id: string }>(
      sql`select incident_id as id from incident_clocks where next_at is not null and next_at <= ${now.toISOString()}::timestamptz group by incident_id order by min(next_at) limit ${limit}`,
    );
    return found.rows.map(({ id }) => Number(id));
  },

  async unstarted(executor, limit) {
    const found = await drizzleOf(executor).execute<{ id: string }>(
      sql`select id from incidents i where closed_at is null and started_at is null and not exists (select 1 from incident_clocks c where c.incident_id = i.id and c.next_at is not null) order by tier desc, id limit ${limit}`,
    );
    return found.rows.map(({ id }) => Number(id));
  },

  async call(tx, calls) {
    for (const block of blocks(calls)) {
      await drizzleOf(tx)
        .insert(incidentCalls)
        .values(block.map((call) => ({ ...call, level: escalationLevels.indexOf(call.level) })))
        .onConflictDoNothing();
    }
  },

  async calls(executor, incidentIds) {
    if (incidentIds.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select()
      .from(incidentCalls)
      .where(sql`${incidentCalls.incidentId} in ${numbered(incidentIds)}`)
      .orderBy(asc(incidentCalls.at), asc(incidentCalls.level));
    return rows.map((row) => ({ ...row, level: levelOf(row.level) }));
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

  roster: readRoster,
  silencesInForce: readSilencesInForce,

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
      tier === undefined ? undefined : eq(incidents.tier, tierRank(tier)),
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

  async addMove(tx, move) {
    const [made] = await drizzleOf(tx).insert(incidentMoves).values(move).returning({ id: incidentMoves.id });
    if (made === undefined) throw new Error('a move was not kept');
    return made.id;
  },

  async takeMove(tx, id) {
    const [row] = await drizzleOf(tx)
      .select()
      .from(incidentMoves)
      .where(eq(incidentMoves.id, id))
      .for('update');
    return row === undefined ? null : moveOf(row);
  },

  async undoMove(tx, id, undoneAt, undoneBy, undoReason) {
    await drizzleOf(tx)
      .update(incidentMoves)
      .set({ undoneAt, undoneBy, undoReason })
      .where(eq(incidentMoves.id, id));
  },

  async moves(executor, incidentId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(incidentMoves)
      .where(or(eq(incidentMoves.fromId, incidentId), eq(incidentMoves.toId, incidentId)))
      .orderBy(desc(incidentMoves.id));
    return rows.map(moveOf);
  },

  async addVerdicts(tx, made) {
    for (const block of blocks(made)) await drizzleOf(tx).insert(verdicts).values(block);
  },

  async withdrawVerdicts(tx, incidentId, withdrawnAt) {
    await drizzleOf(tx)
      .update(verdicts)
      .set({ withdrawnAt })
      .where(and(eq(verdicts.incidentId, incidentId), isNull(verdicts.withdrawnAt)));
  },

  async verdict(executor, incidentId) {
    const [row] = await drizzleOf(executor)
      .select({ kind: verdicts.kind, reason: verdicts.reason, byId: verdicts.byId })
      .from(verdicts)
      .where(and(eq(verdicts.incidentId, incidentId), isNull(verdicts.withdrawnAt)))
      .orderBy(desc(verdicts.id))
      .limit(1);
    return row === undefined ? null : { ...row, kind: VerdictKind.parse(row.kind) };
  },
};
