import type { Spread } from '@miaotou/contracts';

/** Bars and scale of a spread; places run from 0 (left) to 1 (right), heights from 0 to 1. */
export interface SpreadShape {
  readonly bars: readonly {
    readonly from: number;
    readonly to: number;
    readonly left: number;
    readonly right: number;
    readonly height: number;
    readonly subjects: number;
  }[];
  readonly whole: boolean;
  readonly placeOf: (value: number) => number;
  readonly valueAt: (place: number) => number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Four digits are as exact as a pointer can be. */
function rounded(value: number, whole: boolean): number {
  return whole ? Math.round(value) : Number(value.toPrecision(4));
}

/**
 * Prepares a spread for drawing with thresholds on it: the scale reaches to the farthest of them. Heights go by the square
 * root, or the long tail in which thresholds lie would not be seen. Null where there is nothing to draw.
 */
export function spreadShape(
  { bins, scale, least, greatest }: Pick<Spread, 'bins' | 'scale' | 'least' | 'greatest'>,
  thresholds: readonly number[],
): SpreadShape | null {
  const [first] = bins;
  const last = bins.at(-1);
  if (first === undefined || last === undefined || least === null || greatest === null) return null;
  const log = scale === 'logarithmic';
  const usable = thresholds.filter((value) => !log || value > 0);
  const low = Math.min(first.from, ...usable, ...(log ? [] : [0]));
  const high = Math.max(
    last.to,
    ...usable.map((value) => (log ? value * 1.1 : value + (value - low) * 0.04)),
  );
  const at = (value: number): number => (log ? Math.log(value) : value);
  const span = at(high) - at(low);
  const placeOf = (value: number): number =>
    log && value <= 0 ? 0 : clamp(span === 0 ? 0 : (at(value) - at(low)) / span);
  const tallest = Math.sqrt(Math.max(1, ...bins.map(({ subjects }) => subjects)));
  const whole = bins.every(({ from, to }) => Number.isInteger(from) && Number.isInteger(to));
  return {
    bars: bins.map(({ from, to, subjects }) => ({
      from,
      to,
      left: placeOf(from),
      right: placeOf(to),
      height: Math.sqrt(subjects) / tallest,
      subjects,
    })),
    whole,
    placeOf,
    valueAt: (place) => {
      const raw = at(low) + clamp(place) * span;
      return rounded(log ? Math.exp(raw) : raw, whole);
    },
  };
}
