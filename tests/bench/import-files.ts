import { createReadStream } from 'node:fs';
import ExcelJS from '@protobi/exceljs';
import { openDelivery } from '@miaotou/readers';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { benchUscc } from './indicator-file.js';

const town = '葵潭镇';
const headers = [
  '统一社会信用代码',
  '单位名称',
  '所属乡镇',
  '指标代码',
  '所属期',
  '数值',
  '数据来源',
  '备注',
];

/** Writes the indicator table as a workbook of one sheet, every key once. */
export async function writeIndicatorWorkbook(path: string, rows: number, employers: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  const sheet = book.addWorksheet('指标');
  sheet.addRow(headers).commit();
  for (let row = 0; row < rows; row += 1) {
    const employer = row % employers;
    const month = Math.floor(row / employers);
    const period = `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    const name = `惠来测试企业${employer}有限公司`;
    sheet.addRow([benchUscc(employer), name, town, 'SI02', period, row % 5000, '县税务局', '']).commit();
  }
  sheet.commit();
  await book.commit();
}

/** Goes through a file with our streaming reader and nothing else; gives its lines. */
export async function readOnly(path: string, fileName: string): Promise<number> {
  const delivery = await openDelivery(path, fileName);
  let lines = 0;
  for await (const sheet of delivery.sheets())
    for await (const row of sheet.rows) lines += Math.sign(row.row);
  return lines;
}

const Row = z.object({
  uscc: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/),
  name: z.string().min(1),
  town: z.string(),
  indicator: z.enum(['SI01', 'SI02', 'SI03', 'SI04', 'insured_headcount']),
  period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  value: z.coerce.number().min(-1e13).max(1e13),
  origin: z.string(),
  note: z.string(),
});

/** Rows handed on at once. */
const blockRows = 20_000;

/** The plain way: csv-parse row by row, a zod schema on each, good rows handed on in blocks; gives how many are good and bad. */
export async function parseAndCheck(
  path: string,
  keep: (rows: readonly z.infer<typeof Row>[]) => Promise<void>,
): Promise<{ good: number; bad: number }> {
  const rows = createReadStream(path).pipe(parse({ columns: [...Row.keyof().options], from_line: 2 }));
  const counts = { good: 0, bad: 0 };
  let block: z.infer<typeof Row>[] = [];
  for await (const row of rows) {
    const checked = Row.safeParse(row);
    counts[checked.success ? 'good' : 'bad'] += 1;
    if (!checked.success) continue;
    block.push(checked.data);
    if (block.length < blockRows) continue;
    await keep(block);
    block = [];
  }
  if (block.length > 0) await keep(block);
  return counts;
}
