import ExcelJS from '@protobi/exceljs';
import type { ReturnWorkbook, WorkbookWriter } from '@miaotou/engine';

const fill = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const faulty = fill('FFFFC7CE');
const heading = fill('FFE7ECF3');
const widest = 40;

/** A sheet's name without the characters that a workbook forbids, told apart from those before it. */
function sheetName(name: string, taken: Set<string>): string {
  const plain = name.replaceAll(/[[\]:*?/\\]/g, '_').slice(0, 28) || '数据';
  let free = plain;
  for (let n = 2; taken.has(free); n += 1) free = `${plain.slice(0, 25)}-${n}`;
  taken.add(free);
  return free;
}

function writeCover(workbook: ExcelJS.Workbook, cover: ReturnWorkbook['cover']): void {
  const sheet = workbook.addWorksheet('说明');
  sheet.columns = [{ width: 22 }, { width: 90 }];
  const title = sheet.addRow(['退回更正表']);
  title.font = { bold: true, size: 16 };
  for (const [label, text] of cover) {
    const row = sheet.addRow([label, text]);
    row.alignment = { wrapText: true, vertical: 'top' };
    row.getCell(1).font = { bold: true };
  }
}

function writeSheet(
  workbook: ExcelJS.Workbook,
  { name, headers, rows }: ReturnWorkbook['sheets'][number],
  taken: Set<string>,
): void {
  const sheet = workbook.addWorksheet(sheetName(name, taken), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headers.map((header) => ({
    width: Math.min(widest, Math.max(12, [...header].length * 2.2)),
    // Everything goes out as text, so that no identifier comes back rounded and no day as a serial.
    style: { numFmt: '@' },
  }));
  const head = sheet.addRow([...headers]);
  head.font = { bold: true };
  head.eachCell((cell) => {
    cell.fill = heading;
  });
  for (const { cells, faults } of rows) {
    const row = sheet.addRow([...cells]);
    const notes = new Map<number, string[]>();
    for (const { at, text } of faults) {
      // A fault of the row as a whole stands at its reference.
      const place = at < 0 ? headers.length - 1 : at;
      notes.set(place, [...(notes.get(place) ?? []), text]);
    }
    for (const [at, texts] of notes) {
      const cell = row.getCell(at + 1);
      cell.fill = faulty;
      cell.note = texts.join('\n');
    }
  }
}

/** Workbooks for offices, written in memory: they hold the rows of one delivery that wait. */
export const workbookWriter: WorkbookWriter = {
  async write({ cover, sheets }) {
    const workbook = new ExcelJS.Workbook();
    writeCover(workbook, cover);
    const taken = new Set(['说明']);
    for (const sheet of sheets) writeSheet(workbook, sheet, taken);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  },
};
