import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, permutationScan, spatialScan, type Point, type ScanResult } from '@miaotou/detection';

const rounds = 3;
const replicates = 9999;
const SHARE = 0.5;

interface StudyMap {
  readonly points: readonly Point[];
  readonly cases: readonly number[];
  readonly population: readonly number[];
  readonly expected?: readonly number[];
}

interface ReferenceMap extends Omit<StudyMap, 'points'> {
  readonly xy: readonly (readonly [number, number])[];
}

/** A map of the reference files, which lie beside the repository. */
function referenceMap(name: string): StudyMap {
  const file = new URL('../../../shared/reference/detection/kulldorff_spatial.json', import.meta.url);
  const maps = JSON.parse(readFileSync(file, 'utf8')) as Record<string, ReferenceMap>;
  const map = maps[name];
  if (map === undefined) throw new Error(`the reference has no map ${name}`);
  return { ...map, points: map.xy.map(([x, y]) => ({ x, y })) };
}

/** Places spread evenly, with cases by chance alone. */
function madeUpMap(places: number, cases: number): StudyMap {
  const random = createRandom(20_170_401);
  const points = Array.from({ length: places }, () => ({ x: random.uniform(), y: random.uniform() }));
  const population = points.map(() => 500 + random.integer(1000));
  const all = population.reduce((sum, each) => sum + each, 0);
  return { points, population, cases: population.map((each) => random.poisson((cases * each) / all)) };
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(2)} s (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;

interface Timed {
  /** Seconds on the clock and of the processor, round by round. */
  readonly passed: readonly number[];
  readonly worked: readonly number[];
  readonly result: ScanResult;
}

function timed(scan: () => ScanResult): Timed {
  let result = scan();
  const passed: number[] = [];
  const worked: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    const start = performance.now();
    result = scan();
    passed.push((performance.now() - start) / 1000);
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1e6);
  }
  return { passed, worked, result };
}

const toldOf = ({ passed, worked, result: { clusters } }: Timed): string =>
  `${spread(passed)}, processor ${spread(worked)}; LLR ${clusters[0]?.llr.toFixed(6)}, p ${clusters[0]?.p.toFixed(4)}`;

/** SpatialEpi on the same map, where R has it: seconds on the clock, of the processor, and the ratio. */
function spatialEpi(map: StudyMap): readonly number[] | null {
  if (spawnSync('Rscript', ['-e', 'library(SpatialEpi)'], { stdio: 'ignore' }).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bench-scan-'));
  try {
    const file = join(folder, 'map.csv');
    const rows = map.points.map(({ x, y }, at) =>
      [x, y, map.cases[at], map.population[at], map.expected?.[at]].join(),
    );
    writeFileSync(file, `x,y,cases,population,expected\n${rows.join('\n')}\n`);
    const script = join(import.meta.dirname, 'scan.R');
    const ran = spawnSync('Rscript', [script, file, String(SHARE), String(replicates)], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`SpatialEpi did not run: ${ran.stderr}`);
    return ran.stdout.trim().split(/\s+/).map(Number);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The Poisson scan with 9,999 replicates, all of them drawn, against SpatialEpi's compiled code where R has it and the
 * figures of SaTScan's C++ that were measured elsewhere; and what stopping early and looking only at windows of today save.
 */
export function run(print: (line: string) => void): void {
  const control = { share: SHARE, replicates, seed: 1 };
  const scanOf = (map: StudyMap, more: object = {}) => timed(() => spatialScan(map, { ...control, ...more }));

  const tracts = referenceMap('NYleukemia_0.5');
  const ny = scanOf(tracts, { most: 2 });
  print(`New York, 281 tracts, ${replicates} replicates: ${toldOf(ny)}`);
  const theirs = spatialEpi(tracts);
  if (theirs === null) {
    print('  SpatialEpi is not installed; measured elsewhere at about 33 s: goal at least 10 times as fast');
    print(`  ratio to that figure, by processor time: ${(33 / median(ny.worked)).toFixed(0)}x`);
  } else {
    const [passed = Number.NaN, worked = Number.NaN, llr = Number.NaN] = theirs;
    print(`  SpatialEpi: ${passed.toFixed(2)} s, processor ${worked.toFixed(2)} s; LLR ${llr.toFixed(6)}`);
    print(`  ratio: ${(worked / median(ny.worked)).toFixed(1)}x by processor time, goal at least 10x`);
  }
  print(`North Carolina, 100 counties: ${toldOf(scanOf(referenceMap('ncsids74'), { most: 2 }))}`);
  print('  SaTScan 10.3.2, measured elsewhere: 0.69 s');
  for (const cases of [400, 10_000]) {
    const map = madeUpMap(1000, cases);
    print(`1,000 places, about ${cases} cases by chance: ${toldOf(scanOf(map, { most: 1 }))}`);
    print(`  stopping at 50 that did as well: ${toldOf(scanOf(map, { most: 1, stopAfter: 50 }))}`);
  }
  print('  SaTScan 10.3.2, measured elsewhere on 1,000 places with 509,518 zones: 19.4 s; goal no slower');

  const random = createRandom(7);
  const towns = madeUpMap(20, 0).points;
  const counts = towns.map(() => Array.from({ length: 364 }, () => random.poisson(0.3)));
  const nightly = timed(() =>
    permutationScan({ points: towns, counts }, { share: SHARE, longest: 91, replicates: 999, most: 5 }),
  );
  print(`A night's scan, 20 towns, 364 days, windows up to 91 days, 999 replicates: ${toldOf(nightly)}`);
}
