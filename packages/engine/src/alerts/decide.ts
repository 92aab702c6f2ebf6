import { tierOfRank, tierRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import type { EndReason, closedByRules } from './alert.js';

/** Where a live alert stands, as far as a new verdict matters. */
export interface Standing {
  readonly tier: AlertTier;
  readonly sinceAt: Date;
  readonly lastSignalAt: Date;
  /** Since when the rule gives less than the tier; null while it does not. */
  readonly easedSince: Date | null;
  /** The strongest tier given since then; null for none at all. */
  readonly easedTier: AlertTier | null;
}

/** What a rule now says. */
export interface Judgement {
  readonly tier: AlertTier | null;
  readonly abstained: boolean;
  /** The rule asks nothing of the subject any more. */
  readonly ended?: EndReason | undefined;
}

export type AlertDecision =
  | { readonly kind: 'none'; readonly reason: NoneReason }
  | { readonly kind: 'open'; readonly reason: 'threshold-reached'; readonly tier: AlertTier }
  | { readonly kind: 'raise'; readonly reason: 'higher-threshold-reached'; readonly tier: AlertTier }
  | { readonly kind: 'refresh'; readonly reason: 'still-stands' | 'stands-again' }
  | {
      readonly kind: 'ease-start';
      readonly reason: 'weaker' | 'cleared' | 'weaker-awaits-decision' | 'cleared-awaits-decision';
      readonly easedTier: AlertTier | null;
    }
  | {
      readonly kind: 'lower';
      readonly reason: 'weaker-for-hold' | 'weaker-at-once';
      readonly tier: AlertTier;
      /** Still above what the rule gives: the next hold starts at once. */
      readonly easedTier: AlertTier | null;
      readonly easing: boolean;
    }
  | { readonly kind: 'resolve'; readonly reason: (typeof closedByRules)[number] };

export type NoneReason =
  'abstained' | 'no-signal' | 'judged-later-already' | 'hold-running' | 'needs-written-decision';

const dayMs = 86_400_000;

function stronger(a: AlertTier | null, b: AlertTier | null): AlertTier | null {
  return tierRank(a) >= tierRank(b) ? a : b;
}

function easingStart(given: AlertTier | null, hold: number | null): AlertDecision {
  if (hold === 0) {
    return given === null
      ? { kind: 'resolve', reason: 'cleared-at-once' }
      : { kind: 'lower', reason: 'weaker-at-once', tier: given, easedTier: null, easing: false };
  }
  const eased = given === null ? 'cleared' : 'weaker';
  return { kind: 'ease-start', reason: hold === null ? `${eased}-awaits-decision` : eased, easedTier: given };
}

function easing(
  current: Standing,
  easedSince: Date,
  given: AlertTier | null,
  at: Date,
  hold: number | null,
): AlertDecision {
  if (hold === null) return { kind: 'none', reason: 'needs-written-decision' };
  if (at.getTime() - easedSince.getTime() < hold * dayMs) return { kind: 'none', reason: 'hold-running' };
  const strongest = stronger(current.easedTier, given);
  if (strongest === null) return { kind: 'resolve', reason: 'cleared-for-hold' };
  const tier = tierOfRank(tierRank(current.tier) - 1) ?? current.tier;
  return {
    kind: 'lower',
    reason: 'weaker-for-hold',
    tier,
    easedTier: given,
    easing: tierRank(given) < tierRank(tier),
  };
}

/**
 * What a new verdict does to the alert of its rule and subject. Raised at once; lowered by one tier when the rule gave
 * less for the whole hold of the tier; resolved when it gave nothing for the whole hold, or asks nothing of the subject any more. An abstention
 * changes nothing, and a verdict about a time already judged changes nothing either.
 * `hold` gives the days of a tier: none for at once, null where only a written decision lowers it.
 */
export function decideAlert(
  current: Standing | null,
  judgement: Judgement,
  at: Date,
  hold: (tier: AlertTier) => number | null,
): AlertDecision {
  const { tier, abstained, ended } = judgement;
  if (ended !== undefined && current !== null) return { kind: 'resolve', reason: ended };
  if (abstained) return { kind: 'none', reason: 'abstained' };
  if (current === null) {
    if (tier === null) return { kind: 'none', reason: 'no-signal' };
    return { kind: 'open', reason: 'threshold-reached', tier };
  }
  if (at < (current.easedSince ?? current.lastSignalAt))
    return { kind: 'none', reason: 'judged-later-already' };
  if (tier !== null && tierRank(tier) > tierRank(current.tier)) {
    return { kind: 'raise', reason: 'higher-threshold-reached', tier };
  }
  if (tier === current.tier) {
    return { kind: 'refresh', reason: current.easedSince === null ? 'still-stands' : 'stands-again' };
  }
  if (current.easedSince === null) {
    return easingStart(tier, hold(current.tier));
  }
  return easing(current, current.easedSince, tier, at, hold(current.tier));
}
