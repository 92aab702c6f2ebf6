import type { ReplaySide } from '@miaotou/contracts';
import { verdictKinds } from '@miaotou/domain';
import type { VerdictKind } from '@miaotou/domain';
import type { PastVerdict } from './ports.js';
import { shareOf } from './share.js';
import type { Replayed } from './replayed.js';

const keyOf = (one: { ruleId: string; subjectKind: string; subjectId: string }): string =>
  JSON.stringify([one.ruleId, one.subjectKind, one.subjectId]);

/**
 * What people found out of alerts: a verdict on production's alert counts for the alert of the same rule and subject that
 * lived at the same time. What was known already says nothing of whether the rule is right, and is left out of the share.
 */
export function verdictsOf(
  alerts: readonly Replayed[],
  verdicts: readonly PastVerdict[],
): Required<Pick<ReplaySide['verdicts'], 'kinds' | 'held'>> {
  const byKey = new Map<string, Replayed[]>();
  for (const one of alerts) byKey.set(keyOf(one.alert), [...(byKey.get(keyOf(one.alert)) ?? []), one]);
  const kinds = Object.fromEntries(verdictKinds.map((kind) => [kind, 0])) as Record<VerdictKind, number>;
  for (const verdict of verdicts) {
    const met = (byKey.get(keyOf(verdict)) ?? []).some(
      ({ alert }) =>
        alert.openedAt.getTime() <= (verdict.closedAt?.getTime() ?? Number.POSITIVE_INFINITY) &&
        verdict.openedAt.getTime() <= (alert.closedAt?.getTime() ?? Number.POSITIVE_INFINITY),
    );
    if (met) kinds[verdict.kind] += 1;
  }
  const right = kinds.true + kinds.partly;
  return { kinds, held: shareOf(right, right + kinds.false) };
}
