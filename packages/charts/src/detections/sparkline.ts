/** A very small drawing of counts: paths for what is known, stretches for what is not. */
export interface Sparkline {
  /** One SVG path for each stretch of counts. */
  readonly paths: readonly string[];
  readonly gaps: readonly { readonly x: number; readonly width: number }[];
  /** The newest count; null where nothing is known of the newest period. */
  readonly last: { readonly x: number; readonly y: number } | null;
}

const digits = (value: number): number => Math.round(value * 10) / 10;

/** Counts, the oldest first, scaled from zero to the greatest into a box that leaves `pad` on every side. */
export function sparkline(
  counts: readonly (number | null)[],
  width: number,
  height: number,
  pad = 4,
): Sparkline {
  const top = Math.max(1, ...counts.map((count) => count ?? 0));
  const step = counts.length > 1 ? (width - 2 * pad) / (counts.length - 1) : 0;
  const x = (at: number): number => digits(pad + at * step);
  const y = (count: number): number => digits(height - pad - (count / top) * (height - 2 * pad));
  const paths: string[] = [];
  const gaps: { x: number; width: number }[] = [];
  counts.forEach((count, at) => {
    const before = counts[at - 1] ?? null;
    if (count === null) {
      gaps.push({ x: digits(Math.max(0, x(at) - step / 2)), width: digits(Math.max(step, 2)) });
      return;
    }
    const place = `${x(at)} ${y(count)}`;
    if (before === null) {
      // A count between two gaps is a dot: a line of no length with round ends.
      paths.push(`M${place}L${place}`);
    } else {
      paths[paths.length - 1] = `${paths.at(-1) ?? `M${place}`}L${place}`;
    }
  });
  const newest = counts.at(-1) ?? null;
  return { paths, gaps, last: newest === null ? null : { x: x(counts.length - 1), y: y(newest) } };
}
