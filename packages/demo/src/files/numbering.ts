import type { Day } from '@miaotou/domain';

/** Numbers things through each year in the order of their days, as a register does. */
export function numbered<T extends object>(
  things: readonly T[],
  dayOf: (thing: T) => Day,
  numberOf: (year: string, n: number) => string,
): Map<T, string> {
  const counts = new Map<string, number>();
  const numbers = new Map<T, string>();
  for (const thing of things.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0))) {
    const year = dayOf(thing).slice(0, 4);
    const n = (counts.get(year) ?? 0) + 1;
    counts.set(year, n);
    numbers.set(thing, numberOf(year, n));
  }
  return numbers;
}

/** A register number of fixed width. */
export const padded = (n: number, width: number): string => String(n).padStart(width, '0');
