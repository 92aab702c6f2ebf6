import { tierRank, type AlertTier } from '@miaotou/domain';
import type { Overview } from '@miaotou/contracts';
import { tierTotal } from '../tiers/index.js';
import type { Language } from '../shared/index.js';

export type RegionTile = Overview['tiles'][number];

/** One tile as drawn. Column and row are 1-based places of a grid. */
export interface DrawnTile {
  readonly region: string;
  readonly label: string;
  readonly fullName: string;
  readonly kind: string;
  readonly column: number;
  readonly line: number;
  readonly tier: AlertTier | null;
  readonly live: number;
  /** Null: no source covers the place. */
  readonly recent: number | null;
}

export interface TileGrid {
  readonly columns: number;
  readonly lines: number;
  readonly tiles: readonly DrawnTile[];
}

/** Names of zones, and one of a farm in English, are far longer than a tile is wide. */
const shortNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '445224450': { zh: '沿海试验区', en: 'Coastal Zone' },
  '445224404': { zh: '青坑林场', en: 'Qingkeng Farm' },
  'zone-dananhai': { zh: '大南海', en: 'Dananhai' },
  'zone-lingang': { zh: '临港园', en: 'Lingang' },
};

/** The name that fits on a tile: towns lose 镇 or Town, farms keep their kind, for a town may bear the same name. */
export function tileLabel(tile: Pick<RegionTile, 'region' | 'name'>, language: Language): string {
  const short = shortNames[tile.region];
  if (short !== undefined) return short[language];
  return language === 'zh' ? tile.name.zh.replace(/镇$/u, '') : tile.name.en.replace(/ Town$/u, '');
}

/**
 * Tiles in reading order on a grid without empty border columns or lines. It is a schematic picture: places lie roughly
 * as they do on the ground, and no boundary is drawn.
 */
export function tileGrid(tiles: readonly RegionTile[], language: Language): TileGrid {
  if (tiles.length === 0) return { columns: 0, lines: 0, tiles: [] };
  const left = Math.min(...tiles.map(({ col }) => col));
  const top = Math.min(...tiles.map(({ row }) => row));
  const drawn = tiles
    .map((tile) => ({
      region: tile.region,
      label: tileLabel(tile, language),
      fullName: tile.name[language],
      kind: tile.kind,
      column: tile.col - left + 1,
      line: tile.row - top + 1,
      tier: tile.tier,
      live: tierTotal(tile.alerts),
      recent: tile.recent,
    }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  return {
    columns: Math.max(...drawn.map(({ column }) => column)),
    lines: Math.max(...drawn.map(({ line }) => line)),
    tiles: drawn,
  };
}

/** Places by heat: highest tier, then live alerts, then name. Places without live alerts are left out. */
export function hottestTiles(grid: TileGrid): readonly DrawnTile[] {
  return grid.tiles
    .filter(({ tier }) => tier !== null)
    .toSorted(
      (a, b) =>
        tierRank(b.tier) - tierRank(a.tier) || b.live - a.live || a.fullName.localeCompare(b.fullName, 'zh'),
    );
}
