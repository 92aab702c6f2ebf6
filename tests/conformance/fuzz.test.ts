import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManifestSchema } from '@miaotou/contracts';
import {
  ReadError,
  isTrailer,
  openDelivery,
  recogniseLayout,
  unpackArchive,
  unrecognisedError,
} from '@miaotou/readers';
import type { DeliveredRow, Delivery } from '@miaotou/readers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archiveOf, csvOf, foreignOf, gzipOf, workbookOf, workbookParts, zipOf } from './fuzz/files.js';
import type { Made } from './fuzz/files.js';
import { knownOfText, knownOfWorkbook } from './fuzz/known.js';
import { randomOf } from './fuzz/random.js';
import { header } from './fuzz/tables.js';

/** Each file has its number for a seed, so that one that fails can be made again. */
const files = 10_000;
/** Files on their way at once: most of a small file's time is waiting for the disk. */
const lanes = 8;

const manifest = ManifestSchema.parse({
  source: 'tax',
  layout: 'fuzzed',
  version: 1,
  name: { zh: '欠税表', en: 'Tax arrears' },
  office: { code: 'O26', name: { zh: '税务局', en: 'Tax office' } },
  formats: ['csv', 'xlsx'],
  cycle: { every: 'month' },
  periodField: 'period',
  key: ['uscc'],
  columns: [
    { field: 'uscc', header: header[1], type: 'uscc', required: true },
    { field: 'name', header: header[2], type: 'text', required: true },
    { field: 'kind', header: header[3], type: 'text' },
    { field: 'period', header: header[4], type: 'month', required: true },
    { field: 'owed', header: '欠缴税额', type: 'money', required: true },
    { field: 'late', header: header[6], type: 'money' },
  ],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miaotou-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const makers = [
  csvOf,
  csvOf,
  csvOf,
  gzipOf,
  workbookOf,
  workbookOf,
  workbookOf,
  archiveOf,
  foreignOf,
] as const;

/** Reads a file as the imports do: every row and, of each fourth file, its layout and trailing lines. Gives its cells. */
async function readWhole(delivery: Delivery, seed: number): Promise<string[]> {
  const cells: string[] = [];
  for await (const sheet of delivery.sheets()) {
    const rows: DeliveredRow[] = [];
    for await (const row of sheet.rows) rows.push(row);
    for (const row of rows) for (const cell of row.cells) if (cell !== '') cells.push(cell);
    if (seed % 4 > 0) continue;
    const found = recogniseLayout(rows.slice(0, 20), [manifest], {
      fileName: 'fuzz',
      sheetName: sheet.name,
      hiddenColumns: sheet.hiddenColumns,
      receivedOn: '2026-05-20',
    });
    if (found.ok) for (const row of rows) isTrailer(row.cells, found);
    else unrecognisedError(found, {});
  }
  return cells;
}

/** Cells that came out of a file and are not in it. */
async function inventions(path: string, seed: number, made: Made): Promise<string[]> {
  const delivery = await openDelivery(path, 'fuzz', { maxInflatedBytes: 64 * 1_048_576 });
  const cells = await readWhole(delivery, seed);
  const known = delivery.format === 'xlsx' ? knownOfWorkbook(made) : knownOfText(made, delivery);
  return cells.filter((cell) => !known(cell));
}

/** Members that came out of an archive and are not in it. */
async function strangeMembers(path: string, lane: string, { parts }: Made): Promise<string[] | null> {
  const unpacked = await unpackArchive(path, 'fuzz', lane, { maxInflatedBytes: 64 * 1_048_576 });
  if (unpacked === null) return null;
  const strange: string[] = [];
  for (const file of unpacked.files) {
    const bytes = await readFile(file.path);
    if (!parts.some(({ data }) => data.equals(bytes)) || /[/\\\p{Cc}\p{Cf}]/u.test(file.name))
      strange.push(file.name);
  }
  return strange;
}

/** What is wrong with the way one file ended; null when it was read truly or refused properly. */
async function wrong(
  seed: number,
  made: Made,
  lane: string,
): Promise<{ readonly outcome: string; readonly fault: string | null }> {
  const path = join(lane, 'fuzz');
  await writeFile(path, made.bytes);
  try {
    const members = await strangeMembers(path, lane, made);
    const invented = members ?? (await inventions(path, seed, made));
    return {
      outcome: 'read',
      fault: invented.length === 0 ? null : `invented ${JSON.stringify(invented[0])}`,
    };
  } catch (error) {
    if (!(error instanceof ReadError)) return { outcome: 'broken', fault: String(error) };
    const said = /[\u4e00-\u9fff]/.test(error.zh) && /^[A-Z]/.test(error.en);
    return { outcome: error.code, fault: said ? null : `${error.code} is not said in both languages` };
  }
}

it('the judge of the files below notices a cell that is in none of them', () => {
  const parts = workbookParts(randomOf(1));
  const known = knownOfWorkbook({ kind: '', bytes: zipOf(parts), parts });
  const numbers = parts.flatMap(({ data }) => [...data.toString().matchAll(/<v>(\d+\.\d\d)<\/v>/g)]);
  const number = numbers[0]?.[1] ?? '';
  expect([number, `${Number(number) * 100}%`, '惠来县'].map(known)).toEqual([true, true, true]);
  expect(['无中生有', `${number}1`, `${Number(number) + 1}%`, '1999-01-01', '12:34:56'].map(known)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});

it(`of ${files} damaged files of all formats each is read truly or refused with a reason`, async () => {
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  const before = process.memoryUsage().rss;
  let highest = before;
  let next = 0;
  const work = async (_: unknown, number: number): Promise<void> => {
    const lane = join(folder, String(number));
    await mkdir(lane);
    for (let seed = next++; seed < files; seed = next++) {
      const random = randomOf(seed);
      const made = random.pick(makers)(random);
      const { outcome, fault } = await wrong(seed, made, lane);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (fault !== null) faults.push(`file ${seed}, ${made.kind}: ${fault}`);
      if (seed % 100 === 0) highest = Math.max(highest, process.memoryUsage().rss);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  expect(faults).toEqual([]);
  expect((highest - before) / 1_048_576).toBeLessThan(600);
  // A fuzz that only meets refusals, or only readable files, tries nothing.
  const read = outcomes.get('read') ?? 0;
  expect(read).toBeGreaterThan(files / 5);
  expect(files - read).toBeGreaterThan(files / 5);
  expect(outcomes.size).toBeGreaterThan(10);
  console.log(
    `fuzz: ${JSON.stringify(Object.fromEntries(outcomes))}, ${Math.round((highest - before) / 1_048_576)} MB`,
  );
}, 600_000);
