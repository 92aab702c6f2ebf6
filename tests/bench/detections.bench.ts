import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { createJudges, openTaskPool } from '@miaotou/assembly';
import { createRandom, farringtonFlexible, normalQuantile } from '@miaotou/detection';
import { addDays } from '@miaotou/domain';
import { seasonOfWeek } from '@miaotou/engine';
import type { SeriesToJudge } from '@miaotou/engine';
import { testWarehouse } from '@miaotou/testkit';
import { earsOfTable } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { compare } from './measure.js';

const today = '2026-11-22';
const weeks = Array.from({ length: 314 }, (_, index) => addDays('2026-11-16', 7 * (index - 313)));
const weekly = 10_000;
const daily = 1_000_000;
const days = 60;
const earsGoal = 6;

function weeklySeries(): SeriesToJudge[] {
  const random = createRandom(1);
  return Array.from({ length: weekly }, () => {
    const mean = 2 + random.uniform() * 20;
    const observed = weeks.map((_, at) =>
      random.poisson(mean * Math.exp(0.4 * Math.cos((at / 26) * Math.PI))),
    );
    return { observed, dates: weeks, from: weeks.length - 1, to: weeks.length - 1 };
  });
}

/** The last week of ten thousand series by the product's detector, on the product's own threads. */
async function nightlyRun(print: (line: string) => void): Promise<void> {
  const entry = pathToFileURL(
    resolve(import.meta.dirname, '../../packages/assembly/dist/detections/worker.js'),
  );
  const series = weeklySeries();
  const seasons = new Map(weeks.map((week) => [week, seasonOfWeek(week)]));
  const { signal } = new AbortController();
  for (const threads of [1, 2]) {
    const pool = openTaskPool({ entry, threads });
    const judges = createJudges(pool);
    await judges.weekly(series.slice(0, 200), seasons, { alpha: 0.005 }, signal);
    const used = process.cpuUsage();
    const start = performance.now();
    let longest = 0;
    let before = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }, 5);
    const judged = await judges.weekly(series, seasons, { alpha: 0.005 }, signal);
    clearInterval(watch);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(used);
    const worked = (user + system) / 1e6;
    const alarms = judged.flat().filter(({ alarm }) => alarm === true).length;
    print(
      `${weekly} weekly series, default detector, ${threads} threads: ${seconds.toFixed(2)} s, processor time ${worked.toFixed(2)} s, ${alarms} alarms; event loop held at most ${longest.toFixed(0)} ms`,
    );
    await pool.close();
  }
  const used = process.cpuUsage();
  const last = weeks.length - 1;
  for (const { observed } of series.slice(0, 1000)) {
    const input = { observed, dates: weeks, frequency: 52, start: [2020, 1] as const };
    farringtonFlexible(input, [last, last], { b: 5, alpha: 0.005, thresholdMethod: 'nbPlugin' });
  }
  const { user, system } = process.cpuUsage(used);
  const each = (user + system) / 1000;
  print(
    `Farrington flexible, one core, 1000 series: ${each.toFixed(0)} ms of processor time, so ${(each / 100).toFixed(2)} s for ${weekly}`,
  );
}

async function fill(warehouse: Warehouse): Promise<void> {
  await warehouse.command(
    'CREATE TABLE IF NOT EXISTS miaotou.bench_days (series UInt32, day Date, count Float64) ENGINE = MergeTree ORDER BY (series, day)',
  );
  await warehouse.command(
    `INSERT INTO miaotou.bench_days SELECT intDiv(number, ${days}), subtractDays(toDate('${today}'), number % ${days}), sipHash64(number) % 7 FROM numbers(${daily * days})`,
  );
}

/** Today's EARS C1 to C3 of a million series of sixty days, against one scan of the same rows. */
async function ears(print: (line: string) => void): Promise<void> {
  const warehouse = await testWarehouse();
  await fill(warehouse);
  const query = earsOfTable('miaotou.bench_days');
  const z12 = normalQuantile(1 - 0.001);
  const z3 = normalQuantile(1 - 0.025);
  const sql = `SELECT count() AS series, countIf(bound1 > 9), countIf(bound2 > 9), countIf(bound3 > 9) FROM (${query.sql})`;
  const bounds = async () => {
    await warehouse.run(sql, { today, minSigma: 1, z12, z3 }, z.unknown());
  };
  const scan = async () => {
    await warehouse.run('SELECT max(series), max(day), max(count) FROM miaotou.bench_days', {}, z.unknown());
  };
  await compare(
    { name: `EARS C1-C3 of today, ${daily} series of ${days} days`, run: bounds },
    { name: 'one scan of every column of the same rows', run: scan },
    { rounds: 3, goal: earsGoal },
    print,
  );
  await warehouse.command('DROP TABLE miaotou.bench_days');
}

/** The detectors of the nightly run: models on threads, EARS in the warehouse. Needs the built packages. */
export async function run(print: (line: string) => void): Promise<void> {
  await nightlyRun(print);
  await ears(print);
}
