import { atLeast, atMost, checkParameter, countQuantile, type CountDistribution } from './counts.js';
import { poissonMass } from './gamma-function.js';

function poisson(mean: number): CountDistribution {
  checkParameter('the mean', mean, mean >= 0 && mean < Infinity);
  return {
    mean,
    variance: mean,
    skewness: 1 / Math.sqrt(mean),
    mass: (count) => poissonMass(count, mean),
    ratio: (count) => mean / (count + 1),
    direct: null,
  };
}

/** Chance of at least `count` of a Poisson distribution. */
export const poissonAtLeast = (count: number, mean: number): number =>
  atLeast(poisson(mean), Math.ceil(count));

/** Chance of at most `count` of a Poisson distribution. */
export const poissonAtMost = (count: number, mean: number): number =>
  atMost(poisson(mean), Math.floor(count));

/** Smallest count that a Poisson distribution does not exceed with a chance of at least p, for 0 < p < 1. */
export const poissonQuantile = (p: number, mean: number): number => countQuantile(poisson(mean), p);
