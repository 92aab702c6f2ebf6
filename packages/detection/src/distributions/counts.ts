import { normalQuantile } from '../normal/index.js';

/**
 * A distribution of counts whose masses follow each other by a ratio. The two that are needed share everything below: tails
 * are sums of masses from the judged count outwards, so that a far tail keeps all its digits.
 */
export interface CountDistribution {
  readonly mean: number;
  readonly variance: number;
  /** Third central moment over the variance to the power of 3/2. */
  readonly skewness: number;
  readonly mass: (count: number) => number;
  /** mass(count + 1) / mass(count). */
  readonly ratio: (count: number) => number;
  /** Chance of at most `count`, where the masses are too many to be summed; null where they are summed. */
  readonly direct: ((count: number) => number) | null;
}

const EPSILON = 2 ** -53;
/** Below this a product may round to itself and a sum would never end. */
const VANISHING = 2 ** -1020;

/** Sum of the masses from `count` upwards; count above the mean. */
function sumUpwards({ mass, ratio }: CountDistribution, count: number): number {
  let term = mass(count);
  let sum = term;
  for (let at = count; term > Math.max(sum * EPSILON, VANISHING); at += 1) {
    term *= ratio(at);
    sum += term;
  }
  return sum;
}

/** Sum of the masses from `count` down to 0; count at most at the mean. */
function sumDownwards({ mass, ratio }: CountDistribution, count: number): number {
  let term = mass(count);
  let sum = term;
  for (let at = count; at > 0 && term > Math.max(sum * EPSILON, VANISHING); at -= 1) {
    term /= ratio(at - 1);
    sum += term;
  }
  return sum;
}

/** Chance of at least `count`. */
export function atLeast(distribution: CountDistribution, count: number): number {
  if (count <= 0) return 1;
  return count > distribution.mean
    ? sumUpwards(distribution, count)
    : 1 - sumDownwards(distribution, count - 1);
}

/** Chance of at most `count`. */
export function atMost(distribution: CountDistribution, count: number): number {
  if (count < 0) return 0;
  if (distribution.direct !== null) return distribution.direct(count);
  return count > distribution.mean
    ? 1 - sumUpwards(distribution, count + 1)
    : sumDownwards(distribution, count);
}

/** Up to this mean the masses are summed from 0: fewer steps than finding a place to start from. */
const SMALL_MEAN = 60;
/** Above this mean the way from the guess is too long for steps of one. */
const STEPPED_MEAN = 1000;
/** Above this mean a quantile is Cornish and Fisher's approximation, rounded: single cases are beyond what is known. */
const HUGE_MEAN = 1e9;
/** A mass at 0 below this would lose digits on its way up. */
const LOST = 1e-280;

function fromZero({ ratio }: CountDistribution, p: number, first: number): number {
  let count = 0;
  let term = first;
  let sum = first;
  while (sum < p) {
    term *= ratio(count);
    const next = sum + term;
    // The rest of the masses is below the last digit of the sum: p cannot be told from 1.
    if (next === sum && term < EPSILON) return count;
    sum = next;
    count += 1;
  }
  return count;
}

/** Quantile by Cornish and Fisher (1938), rounded to a count. */
function approximate({ mean, variance, skewness }: CountDistribution, p: number): number {
  const z = normalQuantile(p);
  const sd = Math.sqrt(variance);
  return Math.max(0, Math.round(mean + sd * (z + (skewness * (z * z - 1)) / 6)));
}

/** The first count that reaches p, sought from a guess outwards in doubling steps and then between bounds that close in by half. */
function halving(atMostOf: (count: number) => number, p: number, guess = 0, step = 1): number {
  let low = guess - 1;
  for (let width = step; low >= 0 && atMostOf(low) >= p; width *= 2) low = Math.max(-1, low - width);
  let high = low + step;
  for (let width = step; high < Number.MAX_SAFE_INTEGER && atMostOf(high) < p; width *= 2) {
    low = high;
    high += width;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (atMostOf(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** Share of a probability that rounding may take: a count that reaches it but for this much is the quantile. */
const SLACK = 2 ** -46;

/** Smallest count that is not exceeded with a chance of at least `chance`, for 0 < chance < 1. */
export function countQuantile(distribution: CountDistribution, chance: number): number {
  if (!(chance > 0 && chance < 1)) {
    throw new RangeError(`a probability strictly between 0 and 1 is needed, got ${chance}`);
  }
  const p = chance * (1 - SLACK);
  if (distribution.mean === 0) return 0;
  if (distribution.direct !== null) return halving(distribution.direct, p);
  if (distribution.mean < SMALL_MEAN) {
    const first = distribution.mass(0);
    if (first > LOST) return fromZero(distribution, p, first);
  }
  let count = approximate(distribution, p);
  const { mean, variance, mass } = distribution;
  if (mean > HUGE_MEAN) return count;
  if (mean > STEPPED_MEAN) {
    return halving((at) => atMost(distribution, at), p, count, Math.ceil(Math.sqrt(variance) / 64));
  }
  // From the guess outwards, the sum is kept up by single masses.
  let below = atMost(distribution, count);
  while (below < p) {
    count += 1;
    const next = below + mass(count);
    if (next === below) return count;
    below = next;
  }
  while (count > 0) {
    const next = below - mass(count);
    if (next < p) return count;
    below = next;
    count -= 1;
  }
  return 0;
}

/** Refuses what is no parameter of a distribution. */
export function checkParameter(name: string, value: number, holds: boolean): void {
  if (!holds) throw new RangeError(`${name} is outside of what it may be: ${value}`);
}
