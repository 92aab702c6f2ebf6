import type { Hotspot } from '@miaotou/contracts';

/** The hotspot that each place belongs to, significant ones only; a place of several belongs to the likeliest. */
export function clusterMarks(clusters: readonly Hotspot[]): ReadonlyMap<string, Hotspot> {
  const marks = new Map<string, Hotspot>();
  for (const cluster of clusters.toSorted((a, b) => a.rank - b.rank)) {
    if (!cluster.significant) continue;
    for (const { region } of cluster.members) if (!marks.has(region)) marks.set(region, cluster);
  }
  return marks;
}
