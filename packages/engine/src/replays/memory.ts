import { bySystem, foldLine, isClosedByRules } from '../alerts/index.js';
import type { Alert, AlertHappening, AlertRun, Alerts, VerdictLine } from '../alerts/index.js';
import type { PastAction } from './ports.js';

const keyOf = (one: { ruleId: string; subjectKind: string; subjectId: string }): string =>
  JSON.stringify([one.ruleId, one.subjectKind, one.subjectId]);

/** Alerts of a replay: folded as production folds them, kept in memory only. */
export interface AlertMemory {
  /** What a run of the rules needs of alerts. */
  readonly alerts: Pick<Alerts, 'apply' | 'push' | 'watched'>;
  /** Does what a person did to production's alert to the one here of the same rule and subject; false where there is none in that state. */
  act(action: PastAction): boolean;
  all(): readonly { readonly alert: Alert; readonly history: readonly AlertHappening[] }[];
}

/** A memory, empty or with alerts that earlier runs left. */
export function createAlertMemory(left: readonly Alert[] = []): AlertMemory {
  const byKey = new Map<string, Map<number, Alert>>();
  const histories = new Map<number, AlertHappening[]>();
  let numbers = Math.max(0, ...left.map(({ id }) => id));

  const keep = (alert: Alert): void => {
    const key = keyOf(alert);
    const own = byKey.get(key) ?? new Map<number, Alert>();
    own.set(alert.id, alert);
    byKey.set(key, own);
  };
  for (const alert of left) keep(alert);
  const tell = (happening: AlertHappening): void => {
    const own = histories.get(happening.alertId);
    if (own === undefined) histories.set(happening.alertId, [happening]);
    else own.push(happening);
  };

  const fold = (line: VerdictLine, run: AlertRun): readonly AlertHappening[] => {
    const kept = [...(byKey.get(keyOf(line))?.values() ?? [])];
    const nextId = (): number => (numbers += 1);
    const { inserted, updated, happened } = foldLine(line, kept, { ...run, nextId });
    for (const alert of [...inserted, ...updated]) keep(alert);
    for (const { happening } of happened) tell(happening);
    return happened.map(({ happening }) => happening);
  };

  const every = (): Alert[] => [...byKey.values()].flatMap((own) => [...own.values()]);

  return {
    alerts: {
      apply(_tx, lines, run) {
        const happened = lines.flatMap((line) => fold(line, run));
        const count = (kind: string): number => happened.filter((one) => one.kind === kind).length;
        return Promise.resolve({
          opened: count('opened'),
          raised: count('raised'),
          lowered: count('lowered'),
          resolved: count('resolved'),
          shown: [],
        });
      },
      push: () => undefined,
      watched: (_at, kind) =>
        Promise.resolve(
          every()
            .filter(
              (alert) =>
                alert.subjectKind === kind &&
                (alert.closedAt === null ||
                  (alert.easedSince === null && !isClosedByRules(alert.closeReason))),
            )
            .map(({ ruleId, subjectId }) => ({ ruleId, subjectId })),
        ),
    },
    act({ at, kind, reason, by, note, fromState, toState, fromTier, toTier, ...key }) {
      const own = [...(byKey.get(keyOf(key))?.values() ?? [])];
      const before = own.findLast(({ state }) => state === fromState);
      if (before === undefined || by === bySystem) return false;
      const closes = toState === 'resolved' || toState === 'dismissed';
      // Two live alerts of one rule and subject cannot be.
      if (!closes && before.closedAt !== null && own.some(({ closedAt }) => closedAt === null)) return false;
      const retiered = toTier !== fromTier;
      const after: Alert = {
        ...before,
        state: toState,
        tier: retiered ? toTier : before.tier,
        tierSince: retiered ? at : before.tierSince,
        version: before.version + 1,
        closedAt: closes ? at : null,
        closeReason: closes ? (note ?? reason) : null,
      };
      keep(after);
      tell({
        alertId: before.id,
        at,
        kind,
        reason,
        by,
        fromState,
        toState,
        fromTier: before.tier,
        toTier: after.tier,
        note,
        evidence: null,
        runId: null,
      });
      return true;
    },
    all: () => every().map((alert) => ({ alert, history: histories.get(alert.id) ?? [] })),
  };
}
