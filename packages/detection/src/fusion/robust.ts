import {
  negativeBinomialAtLeast,
  negativeBinomialQuantile,
  poissonAtLeast,
  poissonQuantile,
} from '../distributions/index.js';
import { normalQuantile } from '../normal/index.js';
import type { Design } from './design.js';
import { fitLogLinear } from './fit.js';
import type { Fit } from './fit.js';

export interface RobustFit extends Fit {
  /** Variance over mean of the counts, at least 1. */
  readonly dispersion: number;
}

/** Refits after the first, each with the weights of the one before; further ones change no figure that is shown. */
const REFITS = 2;
/** Deviations beyond which a count of the past weighs less: one in two hundred, as in Noufaily et al. 2013. */
const CUT = 2.58;
/** Approximate deviations below which the exact ones need not be asked for. */
const SCREEN = 2.3;
/** Steps after which a fit is left: the weights need no more than three digits of it, the last fit is shown. */
const settled = { forWeights: 1e-2, shown: 1e-6 } as const;
const LEAST_CHANCE = 1e-12;
/** At most this far above 1 a dispersion is that of a Poisson distribution. */
const POISSON = 1e-9;
const LARGEST = 1e9;

/** Chance of at least this count where the variance is `dispersion` times the mean. */
export const chanceOf = (count: number, mean: number, dispersion: number): number =>
  dispersion <= 1 + POISSON
    ? poissonAtLeast(count, mean)
    : negativeBinomialAtLeast(count, mean / (dispersion - 1), 1 / dispersion);

/** Smallest count that is exceeded with a chance of at most alpha. */
export function boundOf(alpha: number, mean: number, dispersion: number): number {
  return dispersion <= 1 + POISSON
    ? poissonQuantile(1 - alpha, mean)
    : negativeBinomialQuantile(1 - alpha, mean / (dispersion - 1), 1 / dispersion);
}

/**
 * Weight of a past count: 1, or (2.58 / z)² where it lies z > 2.58 deviations high. The deviations are those of its own
 * chance; Anscombe's residual takes every third case of a sparse series for an outbreak and makes its spread too small.
 */
function weightOf(count: number, mean: number, dispersion: number): number {
  if (count <= mean) return 1;
  const residual = 1.5 * (Math.cbrt(count * count) * mean ** (-1 / 6) - Math.sqrt(mean));
  if (residual < SCREEN * Math.sqrt(dispersion)) return 1;
  const z = normalQuantile(1 - Math.min(0.5, Math.max(LEAST_CHANCE, chanceOf(count, mean, dispersion))));
  return z > CUT ? (CUT / z) ** 2 : 1;
}

function dispersionOf(counts: Float64Array, weights: Float64Array, { means, freedom }: Fit): number {
  let squares = 0;
  for (let row = 0; row < counts.length; row += 1) {
    const mean = means[row] ?? 0;
    squares += (weights[row] ?? 0) * (((counts[row] ?? 0) - mean) ** 2 / mean);
  }
  return Math.max(1, squares / freedom);
}

/** What only one period in forty exceeds. */
const seldomExceeded = (counts: Float64Array): number =>
  counts.toSorted()[Math.floor(0.975 * (counts.length - 1))] ?? 0;

/**
 * A log-linear model of the past in which past outbreaks weigh little, and the spread of the counts around it. One count
 * beyond all measure would hide itself in the spread that it makes: it counts as twice what is seen seldom. Null where there
 * is no fit, and for counts in the milliards, which are none of cases.
 */
export function fitRobust(design: Design, used: Int32Array, observed: Float64Array): RobustFit | null {
  const seldom = seldomExceeded(observed);
  if (seldom > LARGEST) return null;
  const counts = observed.map((count) => Math.min(count, 2 * seldom + 3));
  const weights = new Float64Array(used.length).fill(1);
  let dispersion = 1;
  let start: Float64Array | null = null;
  for (let refit = 0; ; refit += 1) {
    const fit = fitLogLinear(
      design,
      { used, counts, weights, dispersion },
      start,
      refit === REFITS ? settled.shown : settled.forWeights,
    );
    if (fit === null || fit.freedom <= 0) return null;
    dispersion = dispersionOf(counts, weights, fit);
    if (refit === REFITS) return { ...fit, dispersion };
    start = fit.coefficients;
    for (let row = 0; row < used.length; row += 1)
      weights[row] = weightOf(counts[row] ?? 0, fit.means[row] ?? 0, dispersion);
  }
}
