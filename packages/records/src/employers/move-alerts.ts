import type { EmployerRecord, Executor, MovedAlert } from '@miaotou/engine';
import { alertStates } from '@miaotou/domain';
import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { alertEvents, alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { alertStore } from '../alerts/index.js';
import { employerMoveAlerts } from './schema.js';

const closedByMerge = 'employer-merged';
type AlertRow = typeof alerts.$inferSelect;

/** An alert as it was before its employer was merged. */
const Before = z.object({
  subjectName: z.string(),
  employerId: z.string().nullable(),
  state: z.enum(alertStates),
  closedAt: z.coerce.date().nullable(),
  closeReason: z.string().nullable(),
  easedSince: z.coerce.date().nullable(),
});

function happening(
  before: Pick<AlertRow, 'id' | 'state' | 'tier'>,
  after: { readonly state: string },
  told: { readonly kind: string; readonly reason: string; readonly note: string },
  step: { readonly at: Date; readonly by: string },
): typeof alertEvents.$inferInsert {
  return {
    alertId: before.id,
    at: step.at,
    kind: told.kind,
    reason: told.reason,
    by: step.by,
    fromState: before.state,
    toState: after.state,
    fromTier: before.tier,
    toTier: before.tier,
    note: told.note,
    evidence: null,
    runId: null,
  };
}

/** Puts the alerts of one employer under another; a live one whose rule the other has live ends in that one. */
export async function followAlerts(
  tx: Executor,
  move: {
    readonly id: number;
    readonly from: number;
    readonly to: EmployerRecord;
    readonly at: Date;
    readonly by: string;
  },
): Promise<readonly MovedAlert[]> {
  await alertStore.lock(tx);
  const db = drizzleOf(tx);
  const [from, to] = [String(move.from), String(move.to.id)];
  const found = await db
    .select()
    .from(alerts)
    .where(
      or(and(eq(alerts.subjectKind, 'employer'), eq(alerts.subjectId, from)), eq(alerts.employerId, from)),
    )
    .orderBy(asc(alerts.id))
    .for('update');
  const live = await db
    .select({ ruleId: alerts.ruleId })
    .from(alerts)
    .where(and(eq(alerts.subjectKind, 'employer'), eq(alerts.subjectId, to), isNull(alerts.closedAt)));
  const taken = new Set(live.map(({ ruleId }) => ruleId));
  const moved: MovedAlert[] = [];
  for (const alert of found) {
    const own = alert.subjectKind === 'employer' && alert.subjectId === from;
    const ended = own && alert.closedAt === null && taken.has(alert.ruleId);
    const follows = own && !ended;
    const after = {
      employerId: to,
      version: alert.version + 1,
      state: ended ? 'resolved' : alert.state,
      ...(follows ? { subjectId: to, subjectName: move.to.name } : {}),
      ...(ended ? { closedAt: move.at, closeReason: closedByMerge } : {}),
    };
    await db.update(alerts).set(after).where(eq(alerts.id, alert.id));
    const { subjectName, employerId, state, closedAt, closeReason, easedSince } = alert;
    await db.insert(employerMoveAlerts).values({
      moveId: move.id,
      alertId: alert.id,
      at: move.at,
      back: false,
      fromSubject: alert.subjectId,
      toSubject: follows ? to : alert.subjectId,
      before: { subjectName, employerId, state, closedAt, closeReason, easedSince },
    });
    const told = {
      kind: ended ? 'resolved' : 'subject-changed',
      reason: closedByMerge,
      note: `${alert.subjectName} → ${move.to.name}`,
    };
    await db.insert(alertEvents).values(happening(alert, after, told, move));
    moved.push({ alertId: alert.id, ended });
  }
  return moved;
}

/** Puts the alerts of a move back where they were; what happened to them since stays. */
export async function returnAlerts(
  tx: Executor,
  move: { readonly id: number; readonly at: Date; readonly by: string },
): Promise<readonly MovedAlert[]> {
  await alertStore.lock(tx);
  const db = drizzleOf(tx);
  const steps = await db
    .select()
    .from(employerMoveAlerts)
    .where(and(eq(employerMoveAlerts.moveId, move.id), eq(employerMoveAlerts.back, false)))
    .orderBy(asc(employerMoveAlerts.id));
  if (steps.length === 0) return [];
  const found = await db
    .select()
    .from(alerts)
    .where(
      inArray(
        alerts.id,
        steps.map(({ alertId }) => alertId),
      ),
    )
    .for('update');
  const byId = new Map(found.map((alert) => [alert.id, alert]));
  const moved: MovedAlert[] = [];
  for (const step of steps) {
    const alert = byId.get(step.alertId);
    if (alert === undefined) continue;
    const { subjectName, employerId, state, closedAt, closeReason, easedSince } = Before.parse(step.before);
    const reopens = alert.closeReason === closedByMerge && closeReason !== closedByMerge;
    const after = {
      subjectId: step.fromSubject,
      subjectName,
      employerId,
      version: alert.version + 1,
      state: reopens ? state : alert.state,
      ...(reopens ? { closedAt, closeReason, easedSince } : {}),
    };
    await db.update(alerts).set(after).where(eq(alerts.id, alert.id));
    await db.insert(employerMoveAlerts).values({
      ...step,
      id: undefined,
      at: move.at,
      back: true,
      fromSubject: alert.subjectId,
      toSubject: step.fromSubject,
    });
    const told = {
      kind: reopens ? 'reopened' : 'subject-changed',
      reason: 'employer-merge-undone',
      note: `${alert.subjectName} → ${subjectName}`,
    };
    await db.insert(alertEvents).values(happening(alert, after, told, move));
    moved.push({ alertId: alert.id, ended: reopens });
  }
  return moved;
}
