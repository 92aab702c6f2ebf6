import { atLeast, atMost, checkParameter, countQuantile, type CountDistribution } from './counts.js';
import { binomialMass } from './gamma-function.js';
import { incompleteBeta } from './incomplete.js';

/** Below this chance of success a tail has so many masses that the incomplete beta function is sooner done. */
const LONG_TAIL = 1e-3;

/**
 * Counts with mean size·(1 − prob)/prob and variance mean/prob: the failures before `size` successes, size any number
 * above 0.
 */
function negativeBinomial(size: number, prob: number): CountDistribution {
  checkParameter('the size', size, size > 0 && size < Infinity);
  checkParameter('the chance', prob, prob > 0 && prob <= 1);
  const failure = 1 - prob;
  const mean = (size * failure) / prob;
  return {
    mean,
    variance: mean / prob,
    skewness: (1 + failure) / Math.sqrt(size * failure),
    mass: (count) =>
      count === 0
        ? Math.exp(size * Math.log(prob))
        : (size / (size + count)) * binomialMass(size, size + count, prob, failure),
    ratio: (count) => ((size + count) / (count + 1)) * failure,
    direct: prob < LONG_TAIL ? (count) => incompleteBeta(size, count + 1, prob, failure) : null,
  };
}

/** Chance of at least `count` of a negative binomial distribution. */
export function negativeBinomialAtLeast(count: number, size: number, prob: number): number {
  const whole = Math.ceil(count);
  if (prob >= LONG_TAIL || whole <= 0) return atLeast(negativeBinomial(size, prob), whole);
  return incompleteBeta(whole, size, 1 - prob, prob);
}

/** Chance of at most `count` of a negative binomial distribution. */
export const negativeBinomialAtMost = (count: number, size: number, prob: number): number =>
  atMost(negativeBinomial(size, prob), Math.floor(count));

/** Smallest count that a negative binomial distribution does not exceed with a chance of at least p, for 0 < p < 1. */
export const negativeBinomialQuantile = (p: number, size: number, prob: number): number =>
  countQuantile(negativeBinomial(size, prob), p);
