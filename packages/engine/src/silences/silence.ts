import type { SilenceScope } from '@miaotou/contracts';
import { longestSilenceDays } from '@miaotou/contracts';
import { regionWithin } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';

/** A silence as kept. */
export interface Silence {
  readonly id: number;
  readonly scope: SilenceScope;
  readonly reason: string;
  readonly days: number;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: 'approved' | 'refused' | null;
  readonly expiresAt: Date | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

/** What may be held back. */
export interface Audible {
  readonly now: Date;
  readonly tier: AlertTier;
  readonly region: string;
  readonly employerId: string | null;
  readonly ruleId: string | null;
}

const dayMs = 86_400_000;
const names = (list: readonly string[], one: string | null): boolean =>
  list.length === 0 || (one !== null && list.includes(one));

/** Where a silence stands at a moment. */
export function silenceState(
  silence: Silence,
  now: Date,
): 'asked' | 'in-force' | 'refused' | 'ended' | 'expired' {
  if (silence.decision === null) return 'asked';
  if (silence.decision === 'refused' || silence.expiresAt === null) return 'refused';
  if (silence.endedAt !== null && silence.endedAt <= now) return 'ended';
  return silence.expiresAt <= now ? 'expired' : 'in-force';
}

/** Whether a silence holds something back. Red is never held back, and a silence that names nothing holds nothing. */
export function silences(silence: Silence, one: Audible): boolean {
  const { rules, regions, employers, tiers } = silence.scope;
  if (one.tier === 'red' || silenceState(silence, one.now) !== 'in-force') return false;
  if (rules.length + regions.length + employers.length === 0) return false;
  return (
    names(rules, one.ruleId) &&
    names(employers, one.employerId) &&
    (regions.length === 0 || regionWithin(one.region, regions)) &&
    (tiers.length === 0 || tiers.includes(one.tier))
  );
}

/** When a silence approved at a moment must end, never later than the longest time. */
export function silenceEnd(approvedAt: Date, days: number): Date {
  return new Date(approvedAt.getTime() + Math.min(Math.max(days, 1), longestSilenceDays) * dayMs);
}
