import { huilaiTiles, tileOf } from '@miaotou/domain';
import type { Hotspot, HotspotPage } from '@miaotou/contracts';
import type { Language } from '../shared/index.js';
import { tileLabel } from '../tiles/index.js';
import { clusterMarks } from './cluster-marks.js';

/** One place of a scan as drawn. Column and line are 1-based places of the schematic grid. */
export interface HotspotTile {
  readonly region: string;
  readonly label: string;
  readonly fullName: string;
  readonly column: number;
  readonly line: number;
  /** Counted over all weeks of the scan. */
  readonly observed: number;
  /** The significant hotspot that the place belongs to. */
  readonly cluster: Hotspot | null;
}

export const hotspotGridSize = {
  columns: Math.max(...huilaiTiles.map(({ col }) => col)) + 1,
  lines: Math.max(...huilaiTiles.map(({ row }) => row)) + 1,
} as const;

/** The places of a scan in reading order; a place that the schematic grid does not know is left out. */
export function hotspotTiles(
  { regions, clusters }: Pick<HotspotPage, 'regions' | 'clusters'>,
  language: Language,
): readonly HotspotTile[] {
  const marks = clusterMarks(clusters);
  return regions
    .flatMap(({ region, name, observed }) => {
      const tile = tileOf(region);
      if (tile === null) return [];
      return [
        {
          region,
          label: tileLabel({ region, name }, language),
          fullName: name[language],
          column: tile.col + 1,
          line: tile.row + 1,
          observed,
          cluster: marks.get(region) ?? null,
        },
      ];
    })
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}
