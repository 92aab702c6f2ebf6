import type { Circles } from './circles.js';
import { logLikelihoodRatio, ratioBound } from './likelihood.js';

/**
 * What is scanned: circles and stretches of time over counts that are summed along time. A stretch (from, to] holds the
 * layers from + 1 … to; `cases` and `expected` hold, place by place, the sum of the layers 1 … l at index l − 1.
 */
export interface Field {
  readonly circles: Circles;
  readonly layers: number;
  /** from and to of each stretch, one after another. */
  readonly stretches: Int32Array;
  readonly total: number;
  /** A window with fewer cases is no cluster. */
  readonly fewest: number;
  readonly cases: Float64Array;
  readonly expected: Float64Array;
}

/** A circle over a stretch of time. */
export interface Window {
  /** Where its circle begins and ends in the circles' members. */
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
  readonly cases: number;
  readonly expected: number;
  readonly llr: number;
}

/** How much more a ratio must be to count as larger: sums of the same places in another order differ by less. */
const LARGER = 1 + 1e-12;

/** Sums of each place's layers 1 … l. */
export function alongTime(layered: readonly (readonly number[])[], layers: number): Float64Array {
  const sums = new Float64Array(layered.length * layers);
  layered.forEach((counts, place) => {
    let sum = 0;
    for (let layer = 0; layer < layers; layer += 1) {
      sum += counts[layer] ?? 0;
      sums[place * layers + layer] = sum;
    }
  });
  return sums;
}

/** Walks every window whose circle holds no place that is `taken`, with its cases and what was expected. */
function eachWindow(
  field: Field,
  taken: Uint8Array,
  meet: (first: number, last: number, stretch: number, cases: number, expected: number) => void,
): void {
  const { circles, layers, stretches } = field;
  const inside = new Float64Array(layers + 1);
  const wanted = new Float64Array(layers + 1);
  for (let centre = 0; centre < circles.places; centre += 1) {
    inside.fill(0);
    wanted.fill(0);
    const first = circles.start[centre] ?? 0;
    const end = circles.start[centre + 1] ?? 0;
    for (let last = first; last < end; last += 1) {
      const place = circles.members[last] ?? 0;
      if (taken[place] === 1) break;
      for (let layer = 1; layer <= layers; layer += 1) {
        const at = place * layers + layer - 1;
        inside[layer] = (inside[layer] ?? 0) + (field.cases[at] ?? 0);
        wanted[layer] = (wanted[layer] ?? 0) + (field.expected[at] ?? 0);
      }
      if (circles.whole[last] === 0) continue;
      for (let stretch = 0; stretch < stretches.length; stretch += 2) {
        const from = stretches[stretch] ?? 0;
        const to = stretches[stretch + 1] ?? 0;
        const cases = (inside[to] ?? 0) - (inside[from] ?? 0);
        meet(first, last, stretch, cases, (wanted[to] ?? 0) - (wanted[from] ?? 0));
      }
    }
  }
}

/** The window with the largest ratio among those that hold no place that is `taken`; null when none holds more than expected. */
export function likeliest(field: Field, taken: Uint8Array): Window | null {
  let best: Window | null = null;
  let toBeat = 0;
  eachWindow(field, taken, (first, last, stretch, cases, expected) => {
    if (!(cases > expected) || cases < field.fewest || ratioBound(cases, expected, field.total) <= toBeat)
      return;
    const llr = logLikelihoodRatio(cases, expected, field.total);
    if (llr <= toBeat) return;
    toBeat = llr * LARGER;
    const [from = 0, to = 0] = field.stretches.subarray(stretch, stretch + 2);
    best = { first, last, from, to, cases, expected, llr };
  });
  return best;
}

/** The likeliest window, then the likeliest of those that share no place with it, and so on, at most `most`. */
export function likeliestApart(field: Field, most: number): readonly Window[] {
  const taken = new Uint8Array(field.circles.places);
  const found: Window[] = [];
  while (found.length < most) {
    const next = likeliest(field, taken);
    if (next === null) break;
    found.push(next);
    for (let at = next.first; at <= next.last; at += 1) taken[field.circles.members[at] ?? 0] = 1;
  }
  return found;
}

/** Windows of a field. */
export const windowCount = ({ circles, stretches }: Field): number =>
  (circles.members.length * stretches.length) / 2;

/** What is expected in each window, in the order in which they are walked; 0 where a circle is not whole. */
export function expectedByWindow(field: Field): Float64Array {
  const expected = new Float64Array(windowCount(field));
  const perCircle = field.stretches.length / 2;
  eachWindow(field, new Uint8Array(field.circles.places), (_, last, stretch, __, wanted) => {
    expected[last * perCircle + stretch / 2] = wanted;
  });
  return expected;
}
