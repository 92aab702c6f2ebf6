/** Place of a unit in the schematic tile map: column from the west, row from the north, both from 0. */
export interface Tile {
  readonly code: string;
  readonly col: number;
  readonly row: number;
}

/** Units laid out roughly as they lie to each other. A schematic picture without any boundary. */
const grid: readonly (readonly (string | null)[])[] = [
  ['445224114', '445224404', '445224115', null, '445224100', '445224102', null, '445224103'],
  ['445224403', null, '445224111', '445224110', '445224108', null, '445224105', '445224104'],
  ['445224113', '445224112', '445224109', '445224401', null, '445224107', '445224106', null],
  [null, null, 'zone-dananhai', null, null, '445224450', 'zone-lingang', null],
];

/** All tiles of the county, row by row. */
export const huilaiTiles: readonly Tile[] = grid.flatMap((cells, row) =>
  cells.flatMap((code, col) => (code === null ? [] : [{ code, col, row }])),
);

const byCode = new Map(huilaiTiles.map((tile) => [tile.code, tile]));

/** The tile of a township-level unit or zone; null for any other region. */
export function tileOf(code: string): Tile | null {
  return byCode.get(code) ?? null;
}
