import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Excel from '@protobi/exceljs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { cellsOf, readFileWhole } from './fixtures/files.js';

const data = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
/** The data lie beside the repository; where tests decide, their absence is a failure. */
const expected = existsSync(data) || process.env['CI'] !== undefined;

describe.runIf(expected)('real files read as an independent program reads them', () => {
  it.each(['201101_201112', '201201_201212', '201301_201312', '201401_201412', '201501_201512'])(
    'strike map %s',
    async (years) => {
      const path = join(data, 'clb_strikes', `clb_${years}.xlsx`);
      const book = new Excel.Workbook();
      await book.xlsx.readFile(path);
      const oracle: string[][] = [];
      book.worksheets[0]?.eachRow((row) => {
        const cells: string[] = [];
        row.eachCell({ includeEmpty: true }, (cell) => {
          cells.push(cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : cell.text);
        });
        while (cells.at(-1) === '') cells.pop();
        oracle.push(cells);
      });
      const { delivery, sheets } = await readFileWhole(path);
      expect(delivery.format).toBe('xlsx');
      expect(sheets).toHaveLength(1);
      expect(oracle.length).toBeGreaterThan(180);
      expect(cellsOf(sheets)).toEqual(oracle);
    },
  );

  it.each([
    ['labelled_messages_public.csv', 245],
    ['citizen_messages_public.csv', 2200],
    ['messages_with_replies_public.csv', 1400],
  ])('citizen messages %s', async (name, messages) => {
    const path = join(data, 'complaints', name);
    const oracle: string[][] = parse(await readFile(path), { bom: true });
    const { sheets } = await readFileWhole(path);
    expect(cellsOf(sheets)).toEqual(oracle);
    expect(cellsOf(sheets)).toHaveLength(messages + 1);
  });

  it.each(['kentucky', 'ohio', 'wisconsin'])('wage claims of %s, gzipped', async (state) => {
    const path = join(data, 'wage_claims', `${state}.csv.gz`);
    const oracle: string[][] = parse(gunzipSync(await readFile(path)), { bom: true, skip_empty_lines: true });
    const { delivery, sheets } = await readFileWhole(path);
    expect(delivery.format).toBe('csv.gz');
    expect(cellsOf(sheets)).toEqual(oracle);
  });
});
