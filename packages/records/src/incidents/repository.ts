import { escalationLevels } from '@miaotou/domain';
import type { IncidentStore } from '@miaotou/engine';
import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
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
import { listed, numbered } from './lists.js';
import { incidentReads } from './reads.js';
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

  ...incidentReads,
  roster: readRoster,
  silencesInForce: readSilencesInForce,

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
