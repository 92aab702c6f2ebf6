import type { Evidence } from '@miaotou/contracts';
import type { AlertState, AlertTier, Bilingual, SubjectKind } from '@miaotou/domain';

/** An alert as kept. */
export interface Alert {
  readonly id: number;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly employerId: string | null;
  readonly region: string;
  readonly tier: AlertTier;
  readonly peakTier: AlertTier;
  readonly state: AlertState;
  readonly openedAt: Date;
  readonly sinceAt: Date;
  readonly tierSince: Date;
  readonly lastSignalAt: Date;
  readonly easedSince: Date | null;
  readonly easedTier: AlertTier | null;
  readonly evidence: Evidence;
  readonly sentence: Bilingual;
  readonly plan: string;
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
  readonly version: number;
}

/** One thing that happened to an alert. */
export interface AlertHappening {
  readonly alertId: number;
  readonly at: Date;
  readonly kind: string;
  readonly reason: string;
  readonly by: string;
  readonly fromState: AlertState | null;
  readonly toState: AlertState | null;
  readonly fromTier: AlertTier | null;
  readonly toTier: AlertTier | null;
  readonly note: string | null;
  readonly evidence: Evidence | null;
  readonly runId: string | null;
}

/** Who did it when no person did. */
export const bySystem = 'system';

/** Why nothing is asked of a subject any more, so that its alert ends whatever its tier. */
export type EndReason = 'source-paused' | 'proceeding-over';

/** Reasons of closing by the rules themselves; every other reason was a person's. */
export const closedByRules = [
  'cleared-for-hold',
  'cleared-at-once',
  'source-paused',
  'proceeding-over',
] as const;

export function isClosedByRules(closeReason: string | null): boolean {
  return closedByRules.some((reason) => reason === closeReason);
}
