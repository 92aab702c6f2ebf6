import type { Overview } from '@miaotou/contracts';

export type TrendPoint = Overview['trends'][number]['points'][number];

/** A run of points without value, as first and last position. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Where a series has no value: the source had not delivered. */
export function gapsOf(points: readonly { readonly value: number | null }[]): readonly Gap[] {
  const gaps: Gap[] = [];
  points.forEach(({ value }, at) => {
    if (value !== null) return;
    const last = gaps.at(-1);
    if (last !== undefined && last.to === at - 1) gaps[gaps.length - 1] = { from: last.from, to: at };
    else gaps.push({ from: at, to: at });
  });
  return gaps;
}

/** Newest point that has a value, and its change against the one before; change is null across a gap. */
export function latestOf(points: readonly TrendPoint[]): {
  readonly point: TrendPoint;
  readonly change: number | null;
} | null {
  const at = points.findLastIndex(({ value }) => value !== null);
  const point = points[at];
  if (point === undefined || point.value === null) return null;
  const before = points[at - 1]?.value ?? null;
  return { point, change: before === null ? null : point.value - before };
}
