import type { Share } from '@miaotou/contracts';

/** Quantile of the standard normal distribution for 95 %. */
const z = 1.959963984540054;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** `hits` of `of` with the bounds of Wilson's score interval at 95 %; null of none. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return null;
  const share = hits / of;
  const square = z * z;
  const middle = (share + square / (2 * of)) / (1 + square / of);
  const half = (z / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return {
    of,
    value: rounded(share),
    low: rounded(Math.max(0, middle - half)),
    high: rounded(Math.min(1, middle + half)),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return Math.round((low + (high - low) * (place - Math.floor(place))) * 10) / 10;
}

/** Median and quartiles, between neighbours where they fall between; null of none. */
export function quartilesOf(
  values: readonly number[],
): { median: number; lower: number; upper: number } | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lower: quantile(sorted, 0.25), upper: quantile(sorted, 0.75) };
}
