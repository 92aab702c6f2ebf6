/** Weights of neighbours: `W` shares 1 among each place's neighbours, `B` gives each of them 1. */
export type WeightStyle = 'W' | 'B';

/** Weights of each place's neighbours; none for a place without a value or without a neighbour that has one. */
export interface Weights {
  readonly neighbours: readonly (readonly number[])[];
  /** Weight of each neighbour of the place. */
  readonly each: readonly number[];
  /** Sum of the weights, and of their squares, place by place. */
  readonly sum: readonly number[];
  readonly squares: readonly number[];
}

/** A place's value among the others; the statistics leave out places without one. */
export interface Values {
  /** Places that have a value. */
  readonly count: number;
  readonly of: readonly (number | null)[];
  readonly mean: number;
}

/** Values with their mean; throws RangeError naming the place whose value is not finite. */
export function valuesOf(values: readonly (number | null)[]): Values {
  let count = 0;
  let sum = 0;
  values.forEach((value, place) => {
    if (value === null) return;
    if (!Number.isFinite(value)) throw new RangeError(`value of place ${place} is not finite: ${value}`);
    count += 1;
    sum += value;
  });
  return { count, of: values, mean: sum / count };
}

/**
 * Weights of the neighbours that have a value, each place itself among them where `self` is true. Throws RangeError for a
 * neighbour that is no place, is named twice, or is the place itself.
 */
export function weightsOf(
  neighbours: readonly (readonly number[])[],
  values: readonly (number | null)[],
  style: WeightStyle,
  self: boolean,
): Weights {
  if (neighbours.length !== values.length) {
    throw new RangeError(
      `${values.length} places need as many lists of neighbours, got ${neighbours.length}`,
    );
  }
  const kept = neighbours.map((list, place) => {
    list.forEach((other, at) => {
      if (!Number.isInteger(other) || other < 0 || other >= values.length || other === place) {
        throw new RangeError(`neighbour ${at} of place ${place} is no other place: ${other}`);
      }
    });
    if (new Set(list).size !== list.length) throw new RangeError(`place ${place} names a neighbour twice`);
    if ((values[place] ?? null) === null) return [];
    const others = list.filter((other) => (values[other] ?? null) !== null);
    return self ? [...others, place].toSorted((a, b) => a - b) : others;
  });
  const each = kept.map(({ length }) => (style === 'W' && length > 0 ? 1 / length : 1));
  const lengthTimes = (factor: (weight: number) => number) =>
    kept.map(({ length }, place) => length * factor(each[place] ?? 0));
  return { neighbours: kept, each, sum: lengthTimes((w) => w), squares: lengthTimes((w) => w * w) };
}

/** Weighted sum of the neighbours' `values`, place by place. */
export function lagged({ neighbours, each }: Weights, values: (place: number) => number): readonly number[] {
  return neighbours.map((list, place) => {
    const weight = each[place] ?? 0;
    return list.reduce((sum, other) => sum + weight * values(other), 0);
  });
}
