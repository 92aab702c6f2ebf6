import { PassThrough } from 'node:stream';
import ExcelJS from '@protobi/exceljs';
import type { LedgerSheet, LedgerSheetWriter } from '@miaotou/engine';

const thin: ExcelJS.Border = { style: 'thin', color: { argb: 'FF8C8C8C' } };
const boxed: Partial<ExcelJS.Borders> = { top: thin, left: thin, bottom: thin, right: thin };

async function writeInto(stream: PassThrough, sheet: LedgerSheet): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const page = workbook.addWorksheet(sheet.name, {
    views: [{ state: 'frozen', ySplit: sheet.head.length + 2 }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${sheet.head.length + 2}:${sheet.head.length + 2}`,
    },
    headerFooter: { oddFooter: '&C&P / &N' },
  });
  const width = sheet.columns.length;
  page.columns = sheet.columns.map(({ width: wide, format }) => ({
    width: wide,
    ...(format === undefined ? {} : { style: { numFmt: format } }),
  }));
  const line = (text: string, font: Partial<ExcelJS.Font>, height: number, middle: boolean): void => {
    const row = page.addRow([text]);
    page.mergeCells(row.number, 1, row.number, width);
    row.font = font;
    row.height = height;
    row.alignment = { horizontal: middle ? 'center' : 'left', vertical: 'middle' };
    row.commit();
  };
  line(sheet.title, { bold: true, size: 18 }, 32, true);
  for (const text of sheet.head) line(text, { size: 11 }, 20, false);
  const heading = page.addRow(sheet.columns.map(({ title }) => title));
  heading.font = { bold: true };
  heading.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  heading.eachCell((cell) => {
    cell.border = boxed;
  });
  heading.commit();
  for await (const rows of sheet.rows) {
    for (const cells of rows) {
      const row = page.addRow([...cells]);
      row.alignment = { vertical: 'top', wrapText: true };
      for (let at = 1; at <= width; at += 1) row.getCell(at).border = boxed;
      row.commit();
    }
  }
  page.addRow([]).commit();
  const signatures = page.addRow([]);
  const step = Math.floor(width / sheet.foot.length);
  sheet.foot.forEach((text, index) => {
    signatures.getCell(index * step + 2).value = text;
  });
  signatures.height = 28;
  signatures.commit();
  page.commit();
  await workbook.commit();
}

/** Workbooks of the ledger, written row by row: nothing holds the whole of it. */
export const ledgerSheetWriter: LedgerSheetWriter = {
  async *write(sheet) {
    const stream = new PassThrough();
    // A fault on the way ends the file where it is: half a workbook does not open, so nobody takes it for the whole.
    writeInto(stream, sheet).catch((error: unknown) => {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    for await (const chunk of stream) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  },
};
