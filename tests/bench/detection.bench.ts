import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createRandom, type CountSeries } from '@miaotou/detection';

const seriesCount = 200;
const weeks = 8 * 52;
const rounds = 5;
/** Rounds before the first counted one, in which the product's code is compiled. */
const warming = 3;
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

interface Time {
  /** Seconds for one evaluation of all series. */
  readonly passed: number;
  readonly worked: number;
}

/** A side of the comparison in a process of its own, which judges all series of a file each time that it is asked. */
function openSide(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<readonly number[] | null> => {
    const next = await lines.next();
    return next.done === true ? null : next.value.split(' ').map(Number);
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
  const folder = mkdtempSync(join(tmpdir(), 'bench-detection-'));
  try {
    const file = join(folder, 'series.csv');
    const all = simulate();
    const weekly = Array.from({ length: weeks }, (_, week) =>
      all.map(({ observed }) => observed[week]).join(),
    );
    writeFileSync(file, `${weekly.join('\n')}\n`);
    const product = openSide(process.execPath, [join(import.meta.dirname, 'detection-side.mjs'), file]);
    const installed = spawnSync('Rscript', ['-e', 'library(surveillance)'], { stdio: 'ignore' }).status === 0;
    const reference = installed
      ? openSide('Rscript', [join(import.meta.dirname, 'detection.R'), file])
      : null;
    for (let round = 0; round < warming; round += 1) await product.run();
    const mine: Time[] = [];
    const theirs: Time[] = [];
    for (let round = 0; round < rounds; round += 1) {
      mine.push(await product.run());
      if (reference !== null) theirs.push(await reference.run());
    }
    const each = (time: number) => (time / seriesCount) * 1e6;
    print(
      `product: ${spread(
        mine.map(({ passed }) => each(passed)),
        1,
      )} µs an evaluation`,
    );
    const rows = await product.rows();
    if (reference === null) {
      print('R with its package surveillance is not installed: nothing to compare with');
      return;
    }
    print(
      `R: ${spread(
        theirs.map(({ passed }) => each(passed) / 1000),
        2,
      )} ms an evaluation`,
    );
    const times = (of: keyof Time) =>
      theirs.map((time, round) => time[of] / (mine[round]?.[of] ?? Number.NaN));
    print(
      `times R's speed: ${spread(times('passed'), 0)}, goal at least ${goal}; by processor time ${spread(times('worked'), 0)}`,
    );
    const wanted = await reference.rows();
    const equal = rows.filter((row, at) => row.every((value, of) => same(value, wanted[at]?.[of] ?? null)));
    print(`equal to R: ${equal.length} of ${seriesCount} series, every value`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
