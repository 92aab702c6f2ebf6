import type { CountSeries } from '../series/index.js';

export interface PastControl {
  /** Past years that are looked back on. */
  readonly b: number;
  /** Periods before the judged one, and to both sides of it in past years. */
  readonly w: number;
  /** Whether the periods just before the judged one are looked at. */
  readonly actY: boolean;
}

/**
 * Counts that Bayes and RKI look back on, gaps among them; null where the series does not reach back so far. RangeError for
 * a control by which nothing would be looked at.
 */
export function pastCounts(
  { observed, frequency }: CountSeries,
  at: number,
  { b, w, actY }: PastControl,
): readonly (number | null)[] | null {
  if (!Number.isInteger(b) || !Number.isInteger(w) || b < 0 || w < 1 || (b === 0 && !actY)) {
    throw new RangeError(`nothing can be looked back on with b ${b}, w ${w} and actY ${actY}`);
  }
  if (at - b * frequency - w < 0) return null;
  const counts = actY ? observed.slice(at - w, at) : [];
  for (let year = 1; year <= b; year += 1) {
    const same = at - year * frequency;
    counts.push(...observed.slice(same - w, same + w + 1));
  }
  return counts;
}
