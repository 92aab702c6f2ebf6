import { normalUpperTail } from '../normal/index.js';
import type { Values, Weights, WeightStyle } from './weights.js';
import { lagged, valuesOf, weightsOf } from './weights.js';

/** A local statistic with what chance lets expect, on the statistic's own scale. */
export interface LocalStatistic {
  readonly value: number;
  readonly expectation: number;
  readonly variance: number;
  /** Standard deviations from what is expected. */
  readonly z: number;
  /** Chance of lying as far off in either direction (normal approximation). */
  readonly pValue: number;
}

/** Chance of a deviate as far off in either direction. */
export const twoSided = (z: number): number => Math.min(1, 2 * normalUpperTail(Math.abs(z)));

interface Others {
  readonly sum: number;
  readonly mean: number;
  readonly variance: number;
  /** Places whose values may come to lie among the neighbours. */
  readonly count: number;
}

function statistic(lag: number, place: number, weights: Weights, others: Others): LocalStatistic | null {
  const { sum, mean, variance, count } = others;
  const [sumOfWeights, squares] = [weights.sum[place] ?? 0, weights.squares[place] ?? 0];
  if (sumOfWeights === 0 || count < 2) return null;
  const expected = sumOfWeights * mean;
  const spread = (variance * (count * squares - sumOfWeights ** 2)) / (count - 1);
  if (!(spread > 0) || sum === 0) return null;
  const z = (lag - expected) / Math.sqrt(spread);
  return {
    value: lag / sum,
    expectation: expected / sum,
    variance: spread / sum ** 2,
    z,
    pValue: twoSided(z),
  };
}

function othersOf({ count, of, mean }: Values, place: number): Others {
  const own = of[place] ?? 0;
  const left = count - 1;
  const sum = mean * count - own;
  const meanOfOthers = sum / left;
  let squares = 0;
  of.forEach((value, at) => {
    if (value !== null && at !== place) squares += (value - meanOfOthers) ** 2;
  });
  return { sum, mean: meanOfOthers, variance: squares / left, count: left };
}

/**
 * Getis and Ord's local G (1992; Ord and Getis 1995), with the conventions of the R package spdep: with `self` G*, which
 * counts the place itself among its neighbours and all n values as possible ones, without it G and n − 1. Null where a
 * place has no value, has no neighbour with one, or where all values are alike. Throws RangeError for broken input.
 */
export function localG(
  values: readonly (number | null)[],
  neighbours: readonly (readonly number[])[],
  { style = 'W', self = false }: { readonly style?: WeightStyle; readonly self?: boolean } = {},
): readonly (LocalStatistic | null)[] {
  const known = valuesOf(values);
  const weights = weightsOf(neighbours, values, style, self);
  const lags = lagged(weights, (place) => values[place] ?? 0);
  let squares = 0;
  for (const value of values) if (value !== null) squares += (value - known.mean) ** 2;
  const all: Others = {
    sum: known.mean * known.count,
    mean: known.mean,
    variance: squares / known.count,
    count: known.count,
  };
  return values.map((value, place) =>
    value === null ? null : statistic(lags[place] ?? 0, place, weights, self ? all : othersOf(known, place)),
  );
}
