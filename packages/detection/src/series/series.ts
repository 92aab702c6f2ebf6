/** A series of counts of equally long periods. Null is a gap: nothing is known of the period, and nothing is zero. */
export interface CountSeries {
  readonly observed: readonly (number | null)[];
  /** Periods of a year: 52 for weeks, 365 for days, 12 for months. */
  readonly frequency: number;
  /** Year and period of the first count, both from 1. */
  readonly start: readonly [year: number, period: number];
  /** First day of each period, YYYY-MM-DD, rising; with them, past years are found by date and not by counting periods. */
  readonly dates?: readonly string[];
  /** Whom the counts are of, for methods that take an offset; above 0. */
  readonly population?: readonly number[];
}

/** Why nothing is said of a period. */
export const abstainReasons = [
  'missing',
  'too-short',
  'gaps-in-baseline',
  'too-few-cases',
  'source-behind',
  'no-dispersion',
  'no-fit',
  'not-estimable',
] as const;
export type AbstainReason = (typeof abstainReasons)[number];

/** What a method says of one period, in the same words for every method. */
export interface Judgement {
  /** 0-based place in the series. */
  readonly at: number;
  readonly observed: number | null;
  /** Mean that the method expects. */
  readonly expected: number | null;
  readonly upperbound: number | null;
  /** How far the count exceeds what is expected: 0 at the expected count, 1 at the bound, above 1 beyond it. */
  readonly score: number | null;
  /** Chance of at least this count by the method's own predictive distribution. */
  readonly pValue: number | null;
  readonly alarm: boolean | null;
  readonly abstained: AbstainReason | null;
}

/** Range of periods of a series: 0-based, both ends included. */
export type PeriodRange = readonly [from: number, to: number];

/** A judgement that is none, and why. */
export function abstain(at: number, observed: number | null, abstained: AbstainReason): Judgement {
  return {
    at,
    observed,
    expected: null,
    upperbound: null,
    score: null,
    pValue: null,
    alarm: null,
    abstained,
  };
}

/**
 * Exceedance score of a count: 0 at the expected count, 1 at the bound, above 1 exactly beyond the bound. Where the bound
 * is no higher than what is expected (bounds of whole cases), a count up to it scores 0 and each case beyond it adds one.
 */
export function exceedanceScore(observed: number, expected: number, upperbound: number): number {
  if (upperbound > expected) return (observed - expected) / (upperbound - expected);
  return observed <= upperbound ? 0 : 1 + observed - upperbound;
}
