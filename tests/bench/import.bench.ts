import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createLanding, pipelines } from '@miaotou/assembly';
import type { Manifest } from '@miaotou/contracts';
import type { SettledEmployer, StagePlan } from '@miaotou/engine';
import { drizzleOf } from '@miaotou/records';
import { testRecords, testWarehouse } from '@miaotou/testkit';
import { createSourcesWarehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { compare } from './measure.js';
import type { Side } from './measure.js';
import { parseAndCheck, readOnly, writeIndicatorWorkbook } from './import-files.js';
import { writeIndicatorFile } from './indicator-file.js';

const rows = Number(process.env['BENCH_ROWS'] ?? 2_000_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const workbookRows = Number(process.env['BENCH_XLSX_ROWS'] ?? 100_000);
const landed = [
  'raw_rows',
  'originals',
  'quarantine',
  'row_versions',
  'observations',
  'watermarks',
  'deliveries',
];

type Warehouse = Awaited<ReturnType<typeof testWarehouse>>;

const Merging = z.object({ merges: z.coerce.number() });

/** Waits until nothing is merged in the background: what one side left to be done is not to be paid by the other. */
async function merged(warehouse: Warehouse): Promise<void> {
  for (;;) {
    const [found] = await warehouse.run('SELECT count() AS merges FROM system.merges', {}, Merging);
    if (found === undefined || found.merges === 0) return;
    await setTimeout(50);
  }
}

/** The engine's own load of the file into a sorted table of the same columns, nothing checked. */
async function unchecked(warehouse: Warehouse, path: string): Promise<Side> {
  await warehouse.command(`CREATE OR REPLACE TABLE miaotou.bench_plain (uscc String, name String, town String, indicator String, period Date,
    value Float64, origin String, note String) ENGINE = MergeTree ORDER BY (indicator, period, uscc)`);
  return {
    name: "the engine's own load, unchecked",
    reset: async () => {
      await warehouse.command('TRUNCATE TABLE miaotou.bench_plain');
      await merged(warehouse);
    },
    run: () =>
      warehouse.command(
        `INSERT INTO miaotou.bench_plain SELECT c0, c1, c2, c3, toDateOrZero(concat(c4, '-01')), toFloat64OrZero(c5), c6, c7
         FROM file('${path}', CSV, 'c0 String, c1 String, c2 String, c3 String, c4 String, c5 String, c6 String, c7 String')
         SETTINGS input_format_csv_skip_first_lines = 1`,
      ),
  };
}

async function empty(warehouse: Warehouse): Promise<void> {
  for (const table of landed) await warehouse.command(`TRUNCATE TABLE miaotou.${table}`);
  await merged(warehouse);
}

function bulkManifest(): Manifest {
  const layouts = pipelines.flatMap((pipeline) => pipeline.layouts.map(({ manifest }) => manifest));
  const found = layouts.find(({ layout }) => layout === 'si-indicator-table');
  if (found === undefined) throw new Error('the bulk layout is gone');
  return found;
}

const noOriginals = { lines: () => Promise.resolve(new Map<number, string>()) };

/** Staging, all checks, repeated keys and quarantine; with `values`, also the values of employers that are given. */
function checkedOnly(warehouse: Warehouse, path: string, held: number, values: boolean): Side {
  const store = createSourcesWarehouse(warehouse, noOriginals);
  const manifest = bulkManifest();
  const columns = Object.fromEntries(manifest.columns.map(({ field }, index) => [field, index]));
  const width = manifest.columns.length;
  const part = { kind: 'bulk' as const, path, sha256: '', width, columns, factors: {} };
  const plan: StagePlan = {
    manifest,
    batchId: 1,
    bytes: statSync(path).size,
    observedAt: new Date(),
    firstDay: '1970-01-01',
    lastDay: '2030-01-01',
    lastCycle: null,
    correction: null,
  };
  let employers: readonly SettledEmployer[] | null = null;
  return {
    name: values ? 'checked, quarantined and landed by the engine' : 'checked and quarantined by the engine',
    reset: () => empty(warehouse),
    run: () =>
      store.stage(plan, async (stage) => {
        await stage.load(part);
        if ((await stage.oddities()) > 0) throw new Error('the file is not what it should be');
        if (values) {
          employers ??= (await stage.writtenEmployers()).map(({ ident }) => ({
            ident,
            subject: ident,
            name: '',
            region: '',
          }));
          await stage.settle(employers);
        }
        const counts = await stage.judge({ badIdents: [], badCodes: [], unknownPlaces: [] });
        if (counts.rows !== rows || counts.quarantined !== held)
          throw new Error(`${counts.quarantined} of ${counts.rows} rows quarantined`);
        await stage.landQuarantine();
        if (values) await stage.landDirect();
      }),
  };
}

/** Runs a side while looking at the process: how long the event loop was held, and the largest resident memory. */
function watched(side: Side): { readonly side: Side; readonly told: () => string } {
  const held: { p99: number; longest: number }[] = [];
  let peak = 0;
  return {
    side: {
      ...side,
      run: async () => {
        const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
        // A fresh one for each run: what lies between two runs is no delay of either.
        const delay = monitorEventLoopDelay({ resolution: 10 });
        delay.enable();
        await side.run();
        delay.disable();
        clearInterval(watching);
        held.push({ p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 });
      },
    },
    told: () => {
      const all = held.map(({ p99 }) => p99.toFixed(0)).join(', ');
      const longest = Math.max(...held.map((one) => one.longest)).toFixed(0);
      return `event loop held while importing: p99 of each run ${all} ms, goal under 50; longest ${longest} ms; largest resident memory of this process: ${(peak / 2 ** 20).toFixed(0)} MB\n`;
    },
  };
}

interface Counts {
  readonly rows: number;
  readonly quarantined: number;
}

/** The whole import as the product runs it: besides, the register of employers, duplicates, raw rows, versions, watermark. */
async function measure(employers: number, more: boolean, print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-bench-'));
  const warehouse = await testWarehouse();
  const records = await testRecords();
  try {
    const path = join(folder, 'indicators.csv');
    const { bad } = await writeIndicatorFile(path, rows, employers);
    const landing = createLanding({
      records,
      warehouse,
      dataDir: folder,
      secret: Buffer.alloc(32, 1),
      shipped: pipelines,
      endpoints: [],
      folders: [],
      clock: { now: () => new Date() },
      live: { publish: () => undefined },
      enqueue: async () => undefined,
      batchDone: async () => undefined,
      onFault: (error) => {
        throw error;
      },
    });
    // A row whose code alone is wrong is kept: its employer is known by exact name and town.
    const held = bad - Math.ceil(bad / 6);
    const imported = (name: string, forget: boolean, file: string, expected: Counts): Side => {
      let batchId = 0;
      return {
        name,
        reset: async () => {
          await empty(warehouse);
          // Each round is a first delivery: the batch of the round before is gone.
          await drizzleOf(records.read).execute(sql`DELETE FROM batches`);
          if (forget) {
            await warehouse.command('TRUNCATE TABLE miaotou.identities');
            await drizzleOf(records.read).execute(
              sql`TRUNCATE employers, employer_aliases, employer_questions CASCADE`,
            );
          }
          const kept = await landing.imports.receive({
            source: 'social-insurance',
            path: file,
            fileName: basename(file),
            via: 'command',
            receivedFrom: 'bench',
            receivedAt: new Date(),
          });
          batchId = kept.batchId;
        },
        run: async () => {
          const ended = await landing.imports.run(batchId, {
            signal: new AbortController().signal,
            progress: () => undefined,
          });
          if (
            ended.state !== 'done' ||
            ended.rows !== expected.rows ||
            ended.quarantined !== expected.quarantined
          )
            throw new Error(`${ended.state}: ${ended.quarantined} of ${ended.rows} rows quarantined`);
        },
      };
    };
    print(
      `${rows.toLocaleString('en')} rows, ${employers.toLocaleString('en')} employers, ${bad.toLocaleString('en')} bad rows, ${(statSync(path).size / 1e6).toFixed(0)} MB`,
    );
    const plain = await unchecked(warehouse, path);
    const whole = { rows, quarantined: held };
    for (const [side, goal] of [
      [checkedOnly(warehouse, path, held, false), { goal: 1.3 }],
      [checkedOnly(warehouse, path, held, true), {}],
      [imported('whole import, register empty', true, path, whole), {}],
      [imported('whole import, register known', false, path, whole), { goal: 2 }],
    ] as const) {
      const seen = watched(side);
      await compare(seen.side, plain, { rounds, ...goal }, print);
      print(seen.told());
    }
    if (!more) return;
    const plainWay: Side = {
      name: 'csv-parse, zod, and the good rows inserted',
      reset: () => warehouse.command('TRUNCATE TABLE miaotou.bench_plain'),
      run: async () => {
        const keep = (block: readonly { readonly period: string }[]) =>
          warehouse.insert(
            'miaotou.bench_plain',
            block.map((row) => ({ ...row, period: `${row.period}-01` })),
          );
        const { good, bad: found } = await parseAndCheck(path, keep);
        if (good + found !== rows) throw new Error(`${good + found} of ${rows} rows were read`);
      },
    };
    const checked = checkedOnly(warehouse, path, held, true);
    const ratio = await compare(plainWay, checked, { rounds: Math.min(rounds, 2) }, print);
    print(`faster than csv-parse and zod: ${ratio.toFixed(1)}x, goal at least 15x\n`);
    const book = join(folder, 'indicators.xlsx');
    await writeIndicatorWorkbook(book, workbookRows, 5_000);
    const reader: Side = {
      name: 'our streaming reader alone',
      run: async () => {
        const lines = await readOnly(book, 'indicators.xlsx');
        if (lines !== workbookRows + 1) throw new Error(`${lines} lines were read`);
      },
    };
    const name = `workbook of ${workbookRows.toLocaleString('en')} rows, whole import`;
    const seen = watched(imported(name, false, book, { rows: workbookRows, quarantined: 0 }));
    await compare(seen.side, reader, { rounds, goal: 1.5 }, print);
    print(seen.told());
  } finally {
    await warehouse.command('DROP TABLE IF EXISTS miaotou.bench_plain');
    await records.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function run(print: (line: string) => void): Promise<void> {
  await measure(20_000, true, print);
  await measure(100_000, false, print);
}
