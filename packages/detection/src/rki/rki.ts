import { abstain, checkRange, checkSeries, exceedanceScore } from '../series/index.js';
import { pastCounts } from '../past/index.js';
import type { CountSeries, Judgement, PeriodRange } from '../series/index.js';

export interface RkiControl {
  /** Past years that are looked back on; 2 by default. */
  readonly b?: number;
  /** Periods before the judged one, and around it in past years; 4 by default. */
  readonly w?: number;
  /** Whether the periods just before the judged one are looked at; false by default. */
  readonly actY?: boolean;
}

/** Arrays over the range; null where nothing can be said. */
export interface RkiResult {
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (boolean | null)[];
  readonly judgements: readonly Judgement[];
}

/** Upper ends of the 95 % confidence intervals of a Poisson mean, for counts of 0 to 20 (Crow and Gardner 1959). */
const poissonUpper: readonly number[] = [
  3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633, 19.05, 20.335, 21.364,
  22.945, 23.762, 25.4, 26.306, 27.735, 28.966, 30.017,
];
const LARGEST_TABULATED = 20;

function boundOf(counts: readonly number[], mean: number): number | null {
  if (mean <= LARGEST_TABULATED) return poissonUpper[Math.floor(mean)] ?? null;
  if (counts.length < 2) return null;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return mean + 2 * Math.sqrt(squares / (counts.length - 1));
}

function judge(series: CountSeries, at: number, { b = 2, w = 4, actY = false }: RkiControl): Judgement {
  const count = series.observed[at] ?? null;
  const past = pastCounts(series, at, { b, w, actY });
  if (past === null) return abstain(at, count, 'too-short');
  const known = past.filter((each) => each !== null);
  // The reference stops with an error here.
  if (known.length < past.length) return abstain(at, count, 'gaps-in-baseline');
  const expected = known.reduce((sum, each) => sum + each, 0) / known.length;
  const upperbound = boundOf(known, expected);
  if (upperbound === null) return abstain(at, count, 'not-estimable');
  if (count === null) return { ...abstain(at, count, 'missing'), expected, upperbound };
  return {
    at,
    observed: count,
    expected,
    upperbound,
    score: exceedanceScore(count, expected, upperbound),
    pValue: null,
    alarm: count > upperbound,
    abstained: null,
  };
}

/**
 * The methods of the Robert Koch Institute (Altmann 2003; RKI 1: b = 0, w = 6, actY; RKI 2: b = 1, w = 6, actY; RKI 3: b = 2,
 * w = 4), as algo.rki of the R package surveillance. Its bound is a confidence limit and no quantile of counts, so there is
 * no p-value.
 */
export function rki(series: CountSeries, range: PeriodRange, control: RkiControl = {}): RkiResult {
  checkSeries(series);
  checkRange(range, series.observed.length);
  const judgements = Array.from({ length: range[1] - range[0] + 1 }, (_, step) =>
    judge(series, range[0] + step, control),
  );
  return {
    upperbound: judgements.map(({ upperbound }) => upperbound),
    alarm: judgements.map(({ alarm }) => alarm),
    judgements,
  };
}
