import type { Field } from './field.js';
import type { Draw } from './replicates.js';
import { replicateScan } from './replicates.js';

/** How often chance alone did as well. */
export interface Significance {
  /**
   * (1 + g) / (1 + R) after all R replicates, of which g did as well; h / l when the scan stopped for this cluster at
   * the l-th replicate, the h-th that did as well (Besag and Clifford 1991). Both keep their level exactly.
   */
  readonly p: number;
  /** Replicates that p rests on. */
  readonly replicates: number;
  /** Whether p was reported before all replicates were drawn. */
  readonly early: boolean;
}

/** Replicates to draw, and after how many that did as well a cluster needs no more of them. */
export interface Replication {
  readonly replicates: number;
  readonly stopAfter?: number;
}

/** A ratio of the same places summed in another order may differ by less than this share. */
const AS_WELL = 1 - 1e-12;

/**
 * Significance of each ratio, the largest first: against the largest ratio anywhere in each replicate (Dwass 1957,
 * Kulldorff 1997), so that the many windows are accounted for.
 */
export function significances(
  field: Field,
  total: number,
  ratios: readonly number[],
  draw: Draw,
  { replicates, stopAfter = Infinity }: Replication,
): readonly Significance[] {
  const open = ratios.map((ratio, rank) => ({ rank, level: ratio * AS_WELL, asWell: 0 }));
  const settled = new Map<number, Significance>();
  const smallest = (): number => Math.min(...open.map(({ level }) => level));
  if (open.length === 0) return [];
  const scan = replicateScan(field, total, smallest());
  for (let drawn = 0; drawn < replicates && open.length > 0;) {
    const before = open.length;
    for (const largest of scan.largest(draw)) {
      drawn += 1;
      if (drawn > replicates) break;
      for (const cluster of open) if (largest >= cluster.level) cluster.asWell += 1;
      for (let at = open.length - 1; at >= 0; at -= 1) {
        const cluster = open[at];
        if (cluster === undefined || cluster.asWell < stopAfter) continue;
        const early = drawn < replicates;
        const p = early ? cluster.asWell / drawn : (1 + cluster.asWell) / (1 + replicates);
        settled.set(cluster.rank, { p, replicates: drawn, early });
        open.splice(at, 1);
      }
    }
    if (open.length > 0 && open.length < before) scan.raiseTo(smallest());
  }
  return ratios.map((_, rank) => {
    const early = settled.get(rank);
    if (early !== undefined) return early;
    const asWell = open.find((cluster) => cluster.rank === rank)?.asWell ?? 0;
    return { p: (1 + asWell) / (1 + replicates), replicates, early: false };
  });
}
