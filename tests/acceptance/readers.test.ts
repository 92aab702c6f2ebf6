import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { openDelivery } from '@miaotou/readers';
import { describe, expect, it } from 'vitest';
import { splitCsv } from './independent/claims.js';
import { readWorkbook } from './independent/workbook.js';

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Cells of all rows that the product reads. */
async function readCells(path: string): Promise<{ format: string; cells: string[][] }> {
  const delivery = await openDelivery(path, path);
  const cells: string[][] = [];
  for await (const sheet of delivery.sheets()) for await (const row of sheet.rows) cells.push(row.cells);
  return { format: delivery.format, cells };
}

const filled = (rows: string[][]): string[][] => rows.filter((cells) => cells.some((cell) => cell !== ''));

/** XML reads every line end as a line feed; the other reader keeps them as they stand. */
const lineFeeds = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

const mapValues = (
  record: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

describe('real files are read cell for cell as another reader reads them', () => {
  it.each([
    ['clb_201101_201112.xlsx', 184],
    ['clb_201201_201212.xlsx', 382],
    ['clb_201301_201312.xlsx', 645],
    ['clb_201401_201412.xlsx', 1358],
    ['clb_201501_201512.xlsx', 2774],
  ])('strike map %s', async (name, strikes) => {
    const path = join(data, 'clb_strikes', name);
    const independent = readWorkbook(path);
    const { format, cells } = await readCells(path);
    const [header = [], ...rows] = cells;
    expect(format).toBe('xlsx');
    expect(rows).toHaveLength(strikes);
    expect(rows.map((row) => Object.fromEntries(header.map((word, at) => [word, row[at] ?? ''])))).toEqual(
      independent.map((record) => mapValues(record, lineFeeds)),
    );
  });

  it.each([
    ['labelled_messages_public.csv', 245],
    ['citizen_messages_public.csv', 2200],
    ['messages_with_replies_public.csv', 1400],
  ])('citizen messages %s', async (name, messages) => {
    const path = join(data, 'complaints', name);
    const { format, cells } = await readCells(path);
    expect(format).toBe('csv');
    expect(cells).toHaveLength(messages + 1);
    expect(cells).toEqual(filled(splitCsv(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))));
  });

  it.each(['kentucky', 'ohio', 'wisconsin'])('wage claims of %s, gzipped', async (state) => {
    const path = join(data, 'wage_claims', `${state}.csv.gz`);
    const { format, cells } = await readCells(path);
    expect(format).toBe('csv.gz');
    expect(cells).toEqual(filled(splitCsv(gunzipSync(readFileSync(path)).toString('utf8'))));
  });
});
