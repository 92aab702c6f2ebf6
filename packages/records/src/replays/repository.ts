import { ReplayRequestSchema, ReplayResultSchema, ReplayRowSchema, replayStates } from '@miaotou/contracts';
import { alertStates, subjectKinds, verdictKinds } from '@miaotou/domain';
import { bySystem } from '@miaotou/engine';
import type { PastAlert, ReplayDetails, ReplayRecord, ReplayRecords } from '@miaotou/engine';
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, notLike } from 'drizzle-orm';
import { z } from 'zod';
import { alertOf, happeningOf } from '../alerts/index.js';
import { alertEvents, alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { incidents, verdicts } from '../incidents/schema.js';
import { evaluationRuns } from '../rules/schema.js';
import { replays } from './schema.js';

const Stored = z.object({
  state: z.enum(replayStates),
  request: ReplayRequestSchema,
  headline: ReplayRowSchema.shape.headline,
  problem: ReplayRowSchema.shape.problem,
});

/** What is listed; the results may be large. */
const {
  id,
  title,
  state,
  progress,
  stage,
  requestedBy,
  requestedAt,
  seenAt,
  finishedAt,
  request,
  headline,
  problem,
} = replays;
const shown = {
  id,
  title,
  state,
  progress,
  stage,
  requestedBy,
  requestedAt,
  seenAt,
  finishedAt,
  request,
  headline,
  problem,
};

type Shown = Pick<typeof replays.$inferSelect, keyof typeof shown>;
const replayOf = (row: Shown): ReplayRecord => ({ ...row, ...Stored.parse(row) });

const Verdict = z.enum(verdictKinds);
const Standing = z.object({
  subjectKind: z.enum(subjectKinds),
  fromState: z.enum(alertStates),
  toState: z.enum(alertStates),
});

/** Replays and the history that they repeat, in PostgreSQL. */
export const replayRecords: ReplayRecords = {
  async add(executor, replay) {
    await drizzleOf(executor).insert(replays).values(replay);
  },

  async page(executor, offset, limit) {
    const database = drizzleOf(executor);
    const rows = await database
      .select(shown)
      .from(replays)
      .orderBy(desc(replays.requestedAt), desc(replays.id))
      .limit(limit)
      .offset(offset);
    return { total: await database.$count(replays), replays: rows.map(replayOf) };
  },

  async find(executor, replayId) {
    const [row] = await drizzleOf(executor)
      .select({ ...shown, result: replays.result })
      .from(replays)
      .where(eq(replays.id, replayId));
    if (row === undefined) return null;
    const { result, ...rest } = row;
    return { ...replayOf(rest), result: result === null ? null : ReplayResultSchema.parse(result) };
  },

  async details(executor, replayId) {
    const [row] = await drizzleOf(executor)
      .select({ details: replays.details })
      .from(replays)
      .where(eq(replays.id, replayId));
    // Written by the program itself, and too large to be checked row by row at every page.
    return (row?.details ?? null) as ReplayDetails | null;
  },

  async change(executor, replayId, from, patch) {
    const changed = await drizzleOf(executor)
      .update(replays)
      .set(patch)
      .where(and(eq(replays.id, replayId), inArray(replays.state, [...from])))
      .returning({ id: replays.id });
    return changed.length > 0;
  },

  async remove(executor, replayId) {
    await drizzleOf(executor).delete(replays).where(eq(replays.id, replayId));
  },

  async runs(executor, { from, to }) {
    const rows = await drizzleOf(executor)
      .select()
      .from(evaluationRuns)
      .where(
        and(
          gte(evaluationRuns.asOf, from),
          lt(evaluationRuns.asOf, to),
          isNotNull(evaluationRuns.finishedAt),
        ),
      )
      .orderBy(asc(evaluationRuns.finishedAt), asc(evaluationRuns.startedAt));
    return rows.flatMap(({ id: runId, reason, batchId, detectionRunId, asOf, knownAt, finishedAt: ended }) =>
      ended === null
        ? []
        : { id: runId, reason, batchId, detectionRunId, asOf, knownAt: knownAt ?? asOf, finishedAt: ended },
    );
  },

  async actions(executor) {
    const rows = await drizzleOf(executor)
      .select({
        event: alertEvents,
        ruleId: alerts.ruleId,
        subjectKind: alerts.subjectKind,
        subjectId: alerts.subjectId,
      })
      .from(alertEvents)
      .innerJoin(alerts, eq(alerts.id, alertEvents.alertId))
      .where(and(ne(alertEvents.by, bySystem), isNotNull(alertEvents.fromState)))
      .orderBy(asc(alertEvents.at), asc(alertEvents.id));
    return rows.flatMap(({ event, ...key }) => {
      const { fromTier, toTier, ...told } = happeningOf(event);
      const standing = Standing.safeParse({ ...told, ...key });
      if (!standing.success || fromTier === null || toTier === null) return [];
      return [{ ...told, ...key, ...standing.data, fromTier, toTier }];
    });
  },

  async alerts(executor, { from, to }) {
    const rows = await drizzleOf(executor)
      .select()
      .from(alerts)
      .leftJoin(alertEvents, eq(alertEvents.alertId, alerts.id))
      .where(and(gte(alerts.openedAt, from), lt(alerts.openedAt, to)))
      .orderBy(asc(alerts.id), asc(alertEvents.id));
    const found = new Map<number, PastAlert>();
    for (const { alerts: row, alert_events: event } of rows) {
      const own = found.get(row.id) ?? { alert: alertOf(row), history: [] };
      found.set(
        row.id,
        event === null ? own : { alert: own.alert, history: [...own.history, happeningOf(event)] },
      );
    }
    return [...found.values()];
  },

  async verdicts(executor) {
    const rows = await drizzleOf(executor)
      .select({
        ruleId: verdicts.ruleId,
        subjectKind: verdicts.subjectKind,
        subjectId: verdicts.subjectId,
        kind: verdicts.kind,
        openedAt: alerts.openedAt,
        closedAt: alerts.closedAt,
      })
      .from(verdicts)
      .innerJoin(alerts, eq(alerts.id, verdicts.alertId))
      .where(isNull(verdicts.withdrawnAt));
    return rows.map((row) => ({ ...row, kind: Verdict.parse(row.kind) }));
  },

  async incidents(executor, { from, to }) {
    return drizzleOf(executor).$count(
      incidents,
      and(gte(incidents.openedAt, from), lt(incidents.openedAt, to), notLike(incidents.groupKey, 'split:%')),
    );
  },
};
