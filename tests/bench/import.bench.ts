import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLanding, pipelines } from '@miaotou/assembly';
import type { Manifest } from '@miaotou/contracts';
import type { SettledEmployer, StagePlan } from '@miaotou/engine';
import { drizzleOf } from '@miaotou/records';
import { testRecords, testWarehouse } from '@miaotou/testkit';
import { createSourcesWarehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';
import { compare } from './measure.js';
import type { Side } from './measure.js';
import { writeIndicatorFile } from './indicator-file.js';

const rows = Number(process.env['BENCH_ROWS'] ?? 2_000_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const landed = ['raw_rows', 'quarantine', 'row_versions', 'observations', 'watermarks'];

type Warehouse = Awaited<ReturnType<typeof testWarehouse>>;

/** The engine's own load of the file into a sorted table of the same columns, nothing checked. */
async function unchecked(warehouse: Warehouse, path: string): Promise<Side> {
  await warehouse.command(`CREATE OR REPLACE TABLE miaotou.bench_plain (uscc String, name String, town String, indicator String, period Date,
    value Float64, origin String, note String) ENGINE = MergeTree ORDER BY (indicator, period, uscc)`);
  return {
    name: "the engine's own load, unchecked",
    reset: () => warehouse.command('TRUNCATE TABLE miaotou.bench_plain'),
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
}

function bulkManifest(): Manifest {
  const layouts = pipelines.flatMap((pipeline) => pipeline.layouts.map(({ manifest }) => manifest));
  const found = layouts.find(({ layout }) => layout === 'si-indicator-table');
  if (found === undefined) throw new Error('the bulk layout is gone');
  return found;
}

/** Staging, all checks, repeated keys, quarantine and values; employers are given, and no raw rows are kept. */
function checkedOnly(warehouse: Warehouse, path: string, held: number): Side {
  const store = createSourcesWarehouse(warehouse);
  const manifest = bulkManifest();
  const columns = Object.fromEntries(manifest.columns.map(({ field }, index) => [field, index]));
  const part = { kind: 'bulk' as const, path, width: manifest.columns.length, columns, factors: {} };
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
    name: 'checked, quarantined and landed by the engine',
    reset: () => empty(warehouse),
    run: () =>
      store.stage(plan, async (stage) => {
        await stage.load(part);
        if ((await stage.oddities()) > 0) throw new Error('the file is not what it should be');
        employers ??= (await stage.writtenEmployers()).map(({ ident }) => ({
          ident,
          subject: ident,
          name: '',
          region: '',
        }));
        await stage.settle(employers);
        const counts = await stage.judge({ badIdents: [], badCodes: [] });
        if (counts.rows !== rows || counts.quarantined !== held)
          throw new Error(`${counts.quarantined} of ${counts.rows} rows quarantined`);
        await stage.landQuarantine();
        await stage.landDirect();
      }),
  };
}

/** The whole import as the product runs it: besides, the register of employers, duplicates, raw rows, versions, watermark. */
async function measure(employers: number, print: (line: string) => void): Promise<void> {
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
      pipelines,
      endpoints: [],
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
    const imported = (name: string, forget: boolean): Side => {
      let batchId = 0;
      return {
        name,
        reset: async () => {
          await empty(warehouse);
          // Each round is a first delivery: the batch of the round before is gone.
          await drizzleOf(records.read).execute(sql`DELETE FROM batches`);
          if (forget)
            await drizzleOf(records.read).execute(
              sql`TRUNCATE employers, employer_aliases, employer_questions`,
            );
          const kept = await landing.imports.receive({
            source: 'social-insurance',
            path,
            fileName: 'indicators.csv',
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
          if (ended.state !== 'done' || ended.rows !== rows || ended.quarantined !== held)
            throw new Error(`${ended.state}: ${ended.quarantined} of ${ended.rows} rows quarantined`);
        },
      };
    };
    print(
      `${rows.toLocaleString('en')} rows, ${employers.toLocaleString('en')} employers, ${bad.toLocaleString('en')} bad rows, ${(statSync(path).size / 1e6).toFixed(0)} MB`,
    );
    const plain = await unchecked(warehouse, path);
    for (const [side, goal] of [
      [checkedOnly(warehouse, path, held), { goal: 1.5 }],
      [imported('whole import, register empty', true), {}],
      [imported('whole import, register known', false), {}],
    ] as const) {
      let peak = 0;
      const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
      await compare(side, plain, { rounds, ...goal }, print);
      clearInterval(watching);
      print(
        `largest resident memory of this process: ${(peak / 2 ** 20).toFixed(0)} MB, goal under 1500 MB\n`,
      );
    }
    await warehouse.command('DROP TABLE miaotou.bench_plain');
  } finally {
    await records.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function run(print: (line: string) => void): Promise<void> {
  await measure(20_000, print);
  await measure(100_000, print);
}
