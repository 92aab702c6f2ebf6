import type { Column, Manifest } from '@miaotou/contracts';
import type { StagePlan, TextSheet, TotalLine } from '@miaotou/engine';
import { compileCell } from './check-sql.js';
import { quoted } from './sql-text.js';
import { factorOf, stagedRows } from './stage-sql.js';

/** Columns of a total line that hold a number to be compared. */
export function totalledColumns({ columns }: Manifest, line: TotalLine): readonly Column[] {
  return columns.filter(
    ({ type, field, personal }) =>
      personal === undefined &&
      (type === 'money' || type === 'count' || type === 'number') &&
      (line.cells[field] ?? '') !== '',
  );
}

/**
 * The numbers of a total line, read as cells of its columns are, beside the sums of the sheet's rows: all of them, those
 * above it, and those since the total before it. Rows that could not be kept count as the sender counted them.
 */
export function totalSums(plan: StagePlan, sheet: TextSheet, line: TotalLine): string {
  const each = totalledColumns(plan.manifest, line).map((column) => {
    const { field } = column;
    const stated = compileCell(
      column,
      quoted((line.cells[field] ?? '').trim()),
      factorOf(column, sheet.factors),
      plan,
    );
    const value = `ifNull(toFloat64(v_${field}), 0)`;
    const sum = (rows: string) => `sumIf(${value}, isFinite(${value}) AND ${rows})`;
    return `tuple(${quoted(field)}, (SELECT toFloat64(${stated.value})), ${sum('1')}, ${sum(`row < ${line.row}`)},
      ${sum(`row < ${line.row} AND row > ${line.after}`)}, toUInt32(countIf(k_${field} != 0 AND isNull(v_${field}))))`;
  });
  return `SELECT [${each.join(', ')}] AS sums FROM ${stagedRows} WHERE sheet = ${quoted(sheet.sheet)}`;
}
