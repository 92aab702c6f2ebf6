import { abstain, checkRange, checkSeries } from '../series/index.js';
import type { CountSeries, Judgement, PeriodRange } from '../series/index.js';
import { seasonalMean } from './seasonal-mean.js';
import { transforms } from './transform.js';
import type { CusumTransform } from './transform.js';

export interface CusumControl {
  /** Standardised excess that is let pass in each period; 1.04 by default. */
  readonly k?: number;
  /** Sum at which there is an alarm; 2.26 by default. */
  readonly h?: number;
  /** Mean of the counts: a number, 'glm' for a yearly wave, or by default the mean of all periods before the range. */
  readonly m?: number | 'glm' | null;
  readonly trans?: CusumTransform;
  /** Overdispersion of the two negative-binomial transforms; 0.1 by default. */
  readonly alpha?: number;
}

/** Arrays over the range. Where the sum is lost to a gap it and the alarm are null, and the bound is 0 as in the reference. */
export interface CusumResult {
  readonly upperbound: readonly number[];
  readonly alarm: readonly (boolean | null)[];
  readonly cusum: readonly (number | null)[];
  readonly judgements: readonly Judgement[];
}

function meansOf(series: CountSeries, [from, to]: PeriodRange, m: CusumControl['m']): readonly number[] {
  const length = to - from + 1;
  if (typeof m === 'number') return Array.from({ length }, () => m);
  if (m === 'glm') {
    const mean = seasonalMean(series.observed, from, series.start[1], series.frequency);
    return Array.from({ length }, (_, step) => (mean === null ? Number.NaN : mean(from + step)));
  }
  const training = series.observed.slice(0, from);
  const sum = training.reduce<number>((all, count) => all + (count ?? Number.NaN), 0);
  return Array.from({ length }, () => sum / training.length);
}

/**
 * One-sided CUSUM of standardised counts (Page 1954; Rossi, Lampugnani and Marchi 1999), as algo.cusum of the R package
 * surveillance. The sum starts at 0 with the range and is not taken back by an alarm; a gap ends it. The score is the sum
 * over its limit; there is no p-value, because the sum has no simple distribution.
 */
export function cusum(series: CountSeries, range: PeriodRange, control: CusumControl = {}): CusumResult {
  checkSeries(series);
  checkRange(range, series.observed.length);
  const { k = 1.04, h = 2.26, m = null, trans = 'standard', alpha = 0.1 } = control;
  if (!(h > 0) || !Number.isFinite(h) || !Number.isFinite(k)) {
    throw new RangeError(`the limit must be above 0 and the allowance finite, got ${h} and ${k}`);
  }
  const { standardise, bound } = transforms[trans];
  const upperbound: number[] = [];
  const sums: (number | null)[] = [];
  const alarm: (boolean | null)[] = [];
  const judgements: Judgement[] = [];
  let sum = 0;
  meansOf(series, range, m).forEach((mean, step) => {
    const at = range[0] + step;
    const count = series.observed[at] ?? null;
    const before = sum;
    sum = Math.max(0, sum + standardise(count ?? Number.NaN, mean, alpha) - k);
    const limit = bound === undefined ? h - sum : bound(mean, h + k - before, alpha);
    const top = limit > 0 && limit < Infinity ? limit : 0;
    const known = !Number.isNaN(sum);
    upperbound.push(top);
    sums.push(known ? sum : null);
    alarm.push(known ? sum >= h : null);
    judgements.push(
      known && count !== null && sum < Infinity
        ? {
            at,
            observed: count,
            expected: Number.isFinite(mean) ? mean : null,
            upperbound: top,
            score: sum / h,
            pValue: null,
            alarm: sum >= h,
            abstained: null,
          }
        : abstain(at, count, count === null ? 'missing' : mean > 0 ? 'gaps-in-baseline' : 'not-estimable'),
    );
  });
  return { upperbound, alarm, cusum: sums, judgements };
}
