import type { Cell } from './cells.js';

/** One column of a department's table. */
export interface TableColumn {
  readonly header: string;
  /** Words of a merged header above this and the neighbouring columns of the same group. */
  readonly group?: string;
  /** What a defect may do to the column's cells. */
  readonly role?: 'uscc' | 'name' | 'town' | 'day' | 'money' | 'number';
}

/** A table as a clerk would write it. */
export interface Table {
  /** Words above the table; none for plain exports. */
  readonly title: string | null;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Index of the column whose sum stands in the closing line; none for plain exports. */
  readonly total: number | null;
}

/** The header as this file writes it: a file in ten thousands of yuan says so. */
export const headerText = (column: TableColumn, wan: boolean): string =>
  column.role === 'money' ? `${column.header}${wan ? '（万元）' : '（元）'}` : column.header;

/** Sum line and signatures below a table. */
export function closingLines(table: Table): Cell[][] {
  if (table.total === null) return [];
  const sum = table.rows.reduce((total, row) => {
    const cell = row[table.total ?? 0];
    return typeof cell === 'object' && 'fen' in cell ? total + cell.fen : total;
  }, 0);
  const line: Cell[] = table.columns.map(() => '');
  line[0] = '合计';
  line[table.total] = { fen: sum };
  return [line, ['填报人：某某', '', '', '审核人：某某']];
}
