import { unitWorth, unitsOf } from '@miaotou/contracts';
import type { Column } from '@miaotou/contracts';
import type { DeliveredRow } from '../shared/index.js';
import type { HeaderCandidate } from './header-rows.js';
import { headerWords, statedUnit } from './headers.js';
import type { Match } from './match.js';

/** Column that gives the unit of money row by row, and the fields that follow it. */
export interface UnitColumn {
  readonly at: number;
  readonly fields: readonly string[];
}

const unitHeaders: ReadonlySet<string> = new Set([
  '金额单位',
  '计量单位',
  '货币单位',
  '金额计量单位',
  '单位(元/万元)',
]);

/** The column that says 元 or 万元 row by row, for money fields whose own header says neither. */
export function unitColumnOf({ manifest, header, columns, units }: Match): UnitColumn | null {
  const known = new Set(Object.values(columns));
  const at = header.names.findIndex(
    (names, position) => !known.has(position) && names.some(({ words }) => unitHeaders.has(words)),
  );
  const fields = manifest.columns
    .filter(
      ({ type, field }) => type === 'money' && Object.hasOwn(columns, field) && units[field] === undefined,
    )
    .map(({ field }) => field);
  return at < 0 || fields.length === 0 ? null : { at, fields };
}

/** Unit that a line above the table states for the whole table. */
export function sheetUnit(head: readonly DeliveredRow[], header: HeaderCandidate): number | null {
  for (const { row, cells } of head) {
    if (row >= header.firstRow) break;
    for (const cell of cells) {
      const unit = statedUnit(cell);
      if (unit !== null) return unit;
    }
  }
  return null;
}

/**
 * What a number of each column is worth in its stored unit: header first, then for money the sheet or file, then what the
 * manifest says of the alias, or of the column; yuan and ones when nobody says, and ones are not named.
 */
export function unitFactors(found: Match, stated: number | null): Record<string, number> {
  const factors: Record<string, number> = {};
  for (const column of found.manifest.columns) {
    const { field, type } = column;
    if (!Object.hasOwn(found.columns, field)) continue;
    const meant = found.meant[field];
    if (type === 'money') factors[field] = found.units[field] ?? stated ?? usualUnit(column, meant);
    else if (unitsOf(type).length > 0) {
      const times = found.units[field] ?? unitWorth[meant ?? column.unit ?? 'ones'];
      if (times !== 1) factors[field] = times;
    }
  }
  return factors;
}

const usualUnit = (column: Column, meant: Column['unit']): number => {
  const unit = meant ?? column.unit;
  if (unit !== undefined) return unitWorth[unit];
  return headerWords(column.header).unit ?? 100;
};
