import ExcelJS from '@protobi/exceljs';
import { cellText, type Cell, type Habits } from './cells.js';
import { closingLines, headerText, type Table } from './table.js';
import { fixZipTimes } from './zip-times.js';

/** What is put into a workbook's cell: dates and counts as such, the rest as text. */
function workbookValue(cell: Cell, habits: Habits): string | number | Date | null {
  if (cell === '') return null;
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'object' && 'day' in cell && habits.day === 'serial') {
    return new Date(`${cell.day}T00:00:00Z`);
  }
  if (typeof cell === 'object' && 'fen' in cell && habits.money !== 'grouped') {
    return cell.fen / (habits.money === 'wan' ? 1_000_000 : 100);
  }
  return cellText(cell, habits);
}

/** Merges the cells of each run of columns that share a group, and those of columns without one downwards. */
function mergeHeaders(sheet: ExcelJS.Worksheet, table: Table, top: number): void {
  const { columns } = table;
  for (let start = 0; start < columns.length;) {
    const group = columns[start]?.group;
    const next = columns.findIndex(
      (column, i) => i > start && (group === undefined || column.group !== group),
    );
    const end = (next === -1 ? columns.length : next) - 1;
    if (group === undefined) sheet.mergeCells(top, start + 1, top + 1, start + 1);
    else if (end > start) sheet.mergeCells(top, start + 1, top, end + 1);
    start = end + 1;
  }
}

/** A table as workbook bytes, with its title merged over the columns and, where columns are grouped, a header of two rows. */
export async function xlsxBytes(table: Table, habits: Habits): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  const sheet = workbook.addWorksheet('Sheet1');
  const { columns } = table;
  if (table.title !== null) {
    sheet.addRow([table.title]);
    sheet.mergeCells(1, 1, 1, columns.length);
  }
  const headers = columns.map((column) => headerText(column, habits.money === 'wan'));
  const top = (table.title === null ? 0 : 1) + 1;
  if (columns.some(({ group }) => group !== undefined)) {
    sheet.addRow(columns.map((column, i) => column.group ?? headers[i]));
    sheet.addRow(columns.map((column, i) => (column.group === undefined ? null : headers[i])));
    mergeHeaders(sheet, table, top);
  } else sheet.addRow(headers);
  for (const row of [...table.rows, ...closingLines(table)]) {
    sheet.addRow(row.map((cell) => workbookValue(cell, habits)));
  }
  columns.forEach((column, i) => {
    if (column.role === 'day' && habits.day === 'serial') sheet.getColumn(i + 1).numFmt = 'yyyy/m/d';
  });
  return fixZipTimes(Buffer.from(await workbook.xlsx.writeBuffer()));
}
