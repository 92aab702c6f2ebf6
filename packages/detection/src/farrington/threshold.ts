import {
  negativeBinomialAtLeast,
  negativeBinomialQuantile,
  poissonAtLeast,
  poissonQuantile,
} from '../distributions/index.js';
import { normalUpperTail } from '../normal/index.js';
import type { PowerTransform } from './control.js';

/** Bound above a fitted mean, and the chance of at least the judged count; null where there is none. */
export interface Threshold {
  readonly upper: number | null;
  readonly pValue: number | null;
}

const exponents: Readonly<Record<PowerTransform, number>> = { none: 1, '1/2': 1 / 2, '2/3': 2 / 3 };

/** Mean and standard deviation on the scale of the transform, by the delta method. */
export interface Transformed {
  readonly exponent: number;
  readonly centre: number;
  readonly sd: number;
}

/** The predictive distribution of the delta method: variance of the counts and of the fitted mean (Farrington et al. 1996). */
export function transformed(
  mean: number,
  se: number,
  dispersion: number,
  powertrans: PowerTransform,
): Transformed {
  const exponent = exponents[powertrans];
  const tau = dispersion + (se * se) / mean;
  // e² mean^(2e − 1) tau
  const variance = exponent * exponent * mean ** (2 * exponent - 1) * tau;
  return { exponent, centre: mean ** exponent, sd: Math.sqrt(variance) };
}

/** Bound on the scale of the counts, z standard deviations above the centre; null where it is no number. */
export function transformedBound({ exponent, centre, sd }: Transformed, z: number): number | null {
  const above = (centre + z * sd) ** (1 / exponent);
  const below = (centre - z * sd) ** (1 / exponent);
  // Below a chance of one half z is negative and the two change places.
  const bound = Number.isNaN(above) ? below : Math.max(above, Number.isNaN(below) ? above : below);
  return Number.isFinite(bound) ? bound : null;
}

/** Chance of at least the count on the scale of the transform. */
export function transformedTail({ exponent, centre, sd }: Transformed, count: number): number | null {
  const tail = normalUpperTail((count ** exponent - centre) / sd);
  return Number.isNaN(tail) ? null : tail;
}

/** Quantile and tail of a negative binomial count with variance dispersion·mean, Poisson at 1 (Noufaily et al. 2013). */
export function countThreshold(
  mean: number,
  dispersion: number,
  alpha: number,
  count: number | null,
): Threshold {
  if (!Number.isFinite(mean)) return { upper: null, pValue: null };
  if (!(dispersion > 1)) {
    return {
      upper: poissonQuantile(1 - alpha, mean),
      pValue: count === null ? null : poissonAtLeast(count, mean),
    };
  }
  const size = mean / (dispersion - 1);
  const prob = 1 / dispersion;
  return {
    upper: negativeBinomialQuantile(1 - alpha, size, prob),
    pValue: count === null ? null : negativeBinomialAtLeast(count, size, prob),
  };
}
