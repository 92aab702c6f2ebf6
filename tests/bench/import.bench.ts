import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLanding, pipelines } from '@miaotou/assembly';
import { drizzleOf } from '@miaotou/records';
import { testRecords, testWarehouse } from '@miaotou/testkit';
import { sql } from 'drizzle-orm';
import { compare } from './measure.js';
import { writeIndicatorFile } from './indicator-file.js';

const rows = Number(process.env['BENCH_ROWS'] ?? 2_000_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);

/**
 * The import of a bulk indicator table, with everything that belongs to it (checks, quarantine, employers, duplicates,
 * raw rows, versions, watermark), against the engine's own load of the same file into a sorted table of the same
 * columns, unchecked. Of each file the employers are known after the uncounted round, as they are in a running county.
 */
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
    await warehouse.command(`CREATE OR REPLACE TABLE miaotou.bench_plain (uscc String, name String, town String, indicator String, period Date,
      value Float64, origin String, note String) ENGINE = MergeTree ORDER BY (indicator, period, uscc)`);
    // A row whose code alone is wrong is kept: its employer is known by exact name and town.
    const held = bad - Math.ceil(bad / 6);
    let batchId = 0;
    let peak = 0;
    const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
    print(
      `${rows.toLocaleString('en')} rows, ${employers.toLocaleString('en')} employers, ${bad.toLocaleString('en')} bad rows, ${(statSync(path).size / 1e6).toFixed(0)} MB`,
    );
    await compare(
      {
        name: 'import, checked and quarantined',
        reset: async () => {
          if (batchId !== 0) {
            for (const table of ['raw_rows', 'quarantine', 'row_versions', 'observations', 'watermarks']) {
              await warehouse.command(`TRUNCATE TABLE miaotou.${table}`);
            }
          }
          // Each round is a first delivery: the batch of the round before is gone.
          await drizzleOf(records.read).execute(sql`DELETE FROM batches`);
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
          const {
            state,
            rows: all,
            accepted,
            quarantined,
          } = await landing.imports.run(batchId, {
            signal: new AbortController().signal,
            progress: () => undefined,
          });
          if (state !== 'done' || all !== rows || quarantined !== held || accepted !== rows - held) {
            throw new Error(
              `the import came to ${state}: ${accepted} of ${all} accepted, ${quarantined} quarantined`,
            );
          }
        },
      },
      {
        name: "the engine's own load, unchecked",
        reset: () => warehouse.command('TRUNCATE TABLE miaotou.bench_plain'),
        run: () =>
          warehouse.command(
            `INSERT INTO miaotou.bench_plain SELECT c0, c1, c2, c3, toDateOrZero(concat(c4, '-01')), toFloat64OrZero(c5), c6, c7
             FROM file('${path}', CSV, 'c0 String, c1 String, c2 String, c3 String, c4 String, c5 String, c6 String, c7 String')
             SETTINGS input_format_csv_skip_first_lines = 1`,
          ),
      },
      { rounds, goal: 1.5 },
      print,
    );
    clearInterval(watching);
    print(`largest resident memory of this process: ${(peak / 2 ** 20).toFixed(0)} MB, goal under 1500 MB`);
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
