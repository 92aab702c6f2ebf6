import { normalUpperTail } from '../normal/index.js';
import type { LocalStatistic } from './getis-ord.js';
import { twoSided } from './getis-ord.js';
import type { WeightStyle } from './weights.js';
import { lagged, valuesOf, weightsOf } from './weights.js';

/** Whether a place's value, and the weighted sum of its neighbours' values, lie above the mean of all places'. */
export type Quadrant = 'High-High' | 'High-Low' | 'Low-High' | 'Low-Low';

/** A place's share in the autocorrelation, and where it stands against its neighbours. */
export interface LocalMoran extends LocalStatistic {
  readonly quadrant: Quadrant;
}

/** Differences below this share of a standard deviation are no differences. */
const ROUNDING = 1e-12;

interface MoranControl {
  readonly style?: WeightStyle;
  /**
   * `conditional` holds the place's own value fast (Sokal, Oden and Thomson 1998; the default of spdep since 1.2),
   * `total` shuffles all values (Anselin 1995).
   */
  readonly variance?: 'conditional' | 'total';
}

/**
 * Local Moran's I (Anselin 1995) with the conventions of the R package spdep. Null where a place has no value or no
 * neighbour with one, or where nothing varies. Throws RangeError for broken input.
 */
export function localMoran(
  values: readonly (number | null)[],
  neighbours: readonly (readonly number[])[],
  { style = 'W', variance = 'conditional' }: MoranControl = {},
): readonly (LocalMoran | null)[] {
  const { count, mean } = valuesOf(values);
  const weights = weightsOf(neighbours, values, style, false);
  const off = (place: number): number => (values[place] ?? mean) - mean;
  const lags = lagged(weights, off);
  let squares = 0;
  let fourth = 0;
  const sums = lagged(weights, (place) => values[place] ?? 0);
  let lagSum = 0;
  values.forEach((value, place) => {
    if (value === null) return;
    squares += off(place) ** 2;
    fourth += off(place) ** 4;
    lagSum += sums[place] ?? 0;
  });
  const second = squares / count;
  const kurtosis = fourth / count / second ** 2;
  const lagMean = lagSum / count;

  const total = (sum: number, ofSquares: number) => {
    const expectation = -sum / (count - 1);
    const alike = (count - kurtosis) / (count - 1);
    const pairs = (2 * kurtosis - count) / ((count - 1) * (count - 2));
    return {
      expectation,
      spread: alike * ofSquares + pairs * (sum ** 2 - ofSquares) - expectation ** 2,
    };
  };
  const conditional = (own: number, sum: number, ofSquares: number) => ({
    expectation: -(own ** 2 * sum) / ((count - 1) * second),
    spread:
      (own / second) ** 2 *
      (count / (count - 2)) *
      (ofSquares - sum ** 2 / (count - 1)) *
      (second - own ** 2 / (count - 1)),
  });

  return values.map((value, place) => {
    const sum = weights.sum[place] ?? 0;
    if (value === null || sum === 0 || !(second > 0) || count < 3) return null;
    const ofSquares = weights.squares[place] ?? 0;
    const own = off(place);
    const lag = lags[place] ?? 0;
    const { expectation, spread } =
      variance === 'total' ? total(sum, ofSquares) : conditional(own, sum, ofSquares);
    // Of a place at the very mean chance lets expect nothing else: what is left is rounding.
    if (!(spread > 0) || Math.abs(own) <= ROUNDING * Math.sqrt(second)) return null;
    const local = (own / second) * lag;
    const z = (local - expectation) / Math.sqrt(spread);
    const quadrant: Quadrant = `${own > 0 ? 'High' : 'Low'}-${(sums[place] ?? 0) > lagMean ? 'High' : 'Low'}`;
    return { value: local, expectation, variance: spread, z, pValue: twoSided(z), quadrant };
  });
}

/**
 * Moran's I of all places (Cliff and Ord 1981, under randomisation); `pValue` is the chance of as much likeness or more.
 * Null with fewer than four values or where nothing varies. Throws RangeError for broken input.
 */
export function moran(
  values: readonly (number | null)[],
  neighbours: readonly (readonly number[])[],
  { style = 'W' }: { readonly style?: WeightStyle } = {},
): LocalStatistic | null {
  const { count, mean } = valuesOf(values);
  const weights = weightsOf(neighbours, values, style, false);
  const off = (place: number): number => (values[place] ?? mean) - mean;
  const lags = lagged(weights, off);
  let squares = 0;
  let fourth = 0;
  let cross = 0;
  const incoming = values.map(() => 0);
  const weightTo = new Map<string, number>();
  values.forEach((_, place) => {
    squares += off(place) ** 2;
    fourth += off(place) ** 4;
    cross += off(place) * (lags[place] ?? 0);
    const weight = weights.each[place] ?? 0;
    for (const other of weights.neighbours[place] ?? []) {
      incoming[other] = (incoming[other] ?? 0) + weight;
      weightTo.set(`${place} ${other}`, weight);
    }
  });
  const s0 = weights.sum.reduce((sum, each) => sum + each, 0);
  if (count < 4 || s0 === 0 || !(squares > 0)) return null;
  // (w + w')² over each pair once in each direction: a weight without its counterpart stands for both.
  let s1 = 0;
  for (const [pair, weight] of weightTo) {
    const [place, other] = pair.split(' ');
    const back = weightTo.get(`${other} ${place}`);
    s1 += back === undefined ? weight ** 2 : (weight + back) ** 2 / 2;
  }
  const s2 = weights.sum.reduce((sum, out, place) => sum + (out + (incoming[place] ?? 0)) ** 2, 0);
  const n = count;
  const kurtosis = (n * fourth) / squares ** 2;
  const expectation = -1 / (n - 1);
  const variance =
    (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 ** 2) -
      kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 ** 2)) /
      ((n - 1) * (n - 2) * (n - 3) * s0 ** 2) -
    expectation ** 2;
  const value = (n / s0) * (cross / squares);
  const z = (value - expectation) / Math.sqrt(variance);
  return { value, expectation, variance, z, pValue: normalUpperTail(z) };
}
