import { negativeBinomialAtLeast, negativeBinomialQuantile } from '../distributions/index.js';
import { abstain, checkRange, checkSeries, exceedanceScore } from '../series/index.js';
import { pastCounts } from '../past/index.js';
import type { CountSeries, Judgement, PeriodRange } from '../series/index.js';

export interface BayesControl {
  /** Past years that are looked back on; 0 by default. */
  readonly b?: number;
  /** Periods before the judged one, and around it in past years; 6 by default. */
  readonly w?: number;
  /** Whether the periods just before the judged one are looked at; true by default. */
  readonly actY?: boolean;
  /** Chance of an alarm without reason in one period; 0.05 by default. */
  readonly alpha?: number;
}

/** Arrays over the range; null where nothing can be said. */
export interface BayesResult {
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (boolean | null)[];
  readonly judgements: readonly Judgement[];
}

function judge(
  series: CountSeries,
  at: number,
  { b = 0, w = 6, actY = true, alpha = 0.05 }: BayesControl,
): Judgement {
  const count = series.observed[at] ?? null;
  const past = pastCounts(series, at, { b, w, actY });
  if (past === null) return abstain(at, count, 'too-short');
  const known = past.filter((each) => each !== null);
  if (known.length === 0) return abstain(at, count, 'gaps-in-baseline');
  const size = known.reduce((sum, each) => sum + each, 0) + 0.5;
  const prob = known.length / (known.length + 1);
  const expected = size / known.length;
  const upperbound = negativeBinomialQuantile(1 - alpha, size, prob);
  if (count === null) return { ...abstain(at, count, 'missing'), expected, upperbound };
  return {
    at,
    observed: count,
    expected,
    upperbound,
    score: exceedanceScore(count, expected, upperbound),
    pValue: negativeBinomialAtLeast(count, size, prob),
    alarm: count > upperbound,
    abstained: null,
  };
}

/**
 * The Bayes method of Höhle (2007) and Riebler (2004), as algo.bayes of the R package surveillance: the mean of the periods
 * looked back on has Jeffreys' prior, so the next count is negative binomial. Gaps among them are left out.
 */
export function bayes(series: CountSeries, range: PeriodRange, control: BayesControl = {}): BayesResult {
  checkSeries(series);
  checkRange(range, series.observed.length);
  const { alpha = 0.05 } = control;
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, got ${alpha}`);
  const judgements = Array.from({ length: range[1] - range[0] + 1 }, (_, step) =>
    judge(series, range[0] + step, control),
  );
  return {
    upperbound: judgements.map(({ upperbound }) => upperbound),
    alarm: judgements.map(({ alarm }) => alarm),
    judgements,
  };
}
