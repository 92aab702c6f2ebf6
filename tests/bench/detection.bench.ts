import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createRandom, farringtonFlexible, recommendedFlexible, type CountSeries } from '@miaotou/detection';

const seriesCount = 200;
const weeks = 8 * 52;
const rounds = 5;
/** So often the product judges all series in one round: once would be over before a clock tells. */
const repeats = 20;
const goal = 300;
const TOLERANCE = 1e-8;

/** Series with season, trend and overdispersion, from less than one case a week to hundreds. */
function simulate(): readonly CountSeries[] {
  const random = createRandom(20130101);
  return Array.from({ length: seriesCount }, () => {
    const level = -1 + 6 * random.uniform();
    const trend = 0.003 * random.uniform();
    const season = random.uniform();
    const excess = 0.1 + 3 * random.uniform();
    const observed = Array.from({ length: weeks }, (_, week) => {
      const mean = Math.exp(level + trend * week + season * Math.cos((2 * Math.PI * week) / 52));
      return random.negativeBinomial(mean, mean / excess);
    });
    return { observed, frequency: 52, start: [2018, 1] };
  });
}

/** What is compared of one series: bound, alarm, phi, mu0, expected; null where nothing is said. */
type Row = readonly (number | null)[];

function judge(series: CountSeries): Row {
  const last = series.observed.length - 1;
  const { upperbound, alarm, phi, mu0, expected } = farringtonFlexible(
    series,
    [last, last],
    recommendedFlexible,
  );
  return [upperbound, alarm.map(Number), phi, mu0, expected].map(([value]) => value ?? null);
}

interface Time {
  /** Seconds for one evaluation of all series. */
  readonly passed: number;
  readonly worked: number;
}

function ours(all: readonly CountSeries[]): Time {
  const before = process.cpuUsage();
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat += 1) for (const series of all) judge(series);
  const passed = (performance.now() - start) / 1000 / repeats;
  const { user, system } = process.cpuUsage(before);
  return { passed, worked: (user + system) / 1e6 / repeats };
}

/** The reference in a process of its own, which judges all series each time that it is asked. */
function openReference(all: readonly CountSeries[], folder: string) {
  const file = join(folder, 'series.csv');
  const table = Array.from({ length: weeks }, (_, week) => all.map(({ observed }) => observed[week]).join());
  writeFileSync(file, `${table.join('\n')}\n`);
  const child = spawn('Rscript', [join(import.meta.dirname, 'detection.R'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<readonly number[] | null> => {
    const next = await lines.next();
    return next.done === true ? null : String(next.value).split(' ').map(Number);
  };
  return {
    run: async (): Promise<Time> => {
      child.stdin.write('run\n');
      const [passed = Number.NaN, worked = Number.NaN] = (await line()) ?? [];
      return { passed, worked };
    },
    rows: async (): Promise<readonly Row[]> => {
      child.stdin.end();
      const rows: Row[] = [];
      for (let row = await line(); row !== null; row = await line()) {
        rows.push(row.map((value) => (Number.isNaN(value) ? null : value)));
      }
      return rows;
    },
  };
}

const same = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] ?? Number.NaN;
const spread = (values: readonly number[], digits: number): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

/**
 * Farrington flexible with the recommended control on the last week of 200 series of 8 years, beside R's surveillance where
 * Rscript and the package are installed: in turns, on the same series, and their results compared.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const all = simulate();
  ours(all);
  if (spawnSync('Rscript', ['-e', 'library(surveillance)'], { stdio: 'ignore' }).status !== 0) {
    const times = Array.from({ length: rounds }, () => (ours(all).passed / seriesCount) * 1e6);
    print(`product: ${spread(times, 1)} µs an evaluation`);
    print('R with its package surveillance is not installed: nothing to compare with');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-detection-'));
  try {
    const reference = openReference(all, folder);
    await reference.run();
    const pairs: { readonly ours: Time; readonly theirs: Time }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const mine = ours(all);
      pairs.push({ ours: mine, theirs: await reference.run() });
    }
    const each = (time: number) => (time / seriesCount) * 1e6;
    const list = (pick: (pair: (typeof pairs)[number]) => number) => pairs.map(pick);
    print(
      `product: ${spread(
        list((pair) => each(pair.ours.passed)),
        1,
      )} µs an evaluation`,
    );
    print(
      `R: ${spread(
        list((pair) => each(pair.theirs.passed) / 1000),
        2,
      )} ms an evaluation`,
    );
    const passed = list((pair) => pair.theirs.passed / pair.ours.passed);
    const worked = list((pair) => pair.theirs.worked / pair.ours.worked);
    print(
      `times R's speed: ${spread(passed, 0)}, goal at least ${goal}; by processor time ${spread(worked, 0)}`,
    );
    const wanted = await reference.rows();
    const mine = all.map(judge);
    const equal = mine.filter((row, at) => row.every((value, of) => same(value, wanted[at]?.[of] ?? null)));
    print(`equal to R: ${equal.length} of ${seriesCount} series, every value`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
