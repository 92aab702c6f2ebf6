import { detectors, flexible, unusual } from './detectors.js';
import type { Detector, Row } from './detectors.js';
import { scenarios, simulate } from './simulate.js';
import type { Run } from './simulate.js';
import { calibrate, Tally } from './tally.js';
import type { Measures } from './tally.js';

export interface TableRow {
  readonly detector: string;
  readonly row: Row;
  readonly measures: Measures;
}

/** Both compared detectors at one rate of false alarms. */
export interface EqualRate {
  readonly rate: number;
  readonly unusual: Measures;
  readonly flexible: Measures;
}

export interface Results {
  readonly runs: number;
  readonly table: readonly TableRow[];
  readonly equalRates: readonly EqualRate[];
  /** Processor seconds of each detector over all runs. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** Rates at which Farrington flexible's curve is published, and others between them. */
export const curveRates = [0.0059, 0.0106, 0.0432] as const;
const rates = [0.001, 0.0025, 0.0059, 0.0106, 0.02, 0.03, 0.0432, 0.07, 0.1];

/** Judged runs and runs that thresholds are set on are drawn from different seeds. */
const seeds = { judged: 10_000_000, calibration: 20_000_000 } as const;

interface Kept {
  readonly judged: { readonly scenario: number; readonly run: Run; readonly chances: Float64Array }[];
  readonly quiet: Map<number, number[]>;
}

function timed<T>(seconds: Map<string, number>, name: string, work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  seconds.set(name, (seconds.get(name) ?? 0) + (user + system) / 1e6);
  return result;
}

function atRate({ judged, quiet }: Kept, rate: number): Measures {
  const thresholds = new Map(
    [...quiet].map(([scenario, chances]) => [scenario, calibrate(Float64Array.from(chances), rate)]),
  );
  const tally = new Tally();
  for (const { scenario, run, chances } of judged)
    tally.add(scenario, run, chances, thresholds.get(scenario) ?? 0);
  return tally.measures();
}

/** All detectors on `runs` series of each scenario, outbreak sizes 1 to 10 in turn. */
export function runBenchmark(runs: number, progress: (line: string) => void): Results {
  const seconds = new Map<string, number>();
  const tallies = new Map<Row, Tally>(detectors.flatMap(({ rows }) => rows.map((row) => [row, new Tally()])));
  const kept = new Map<Detector, Kept>(
    [unusual, flexible].map((detector) => [detector, { judged: [], quiet: new Map() }]),
  );
  for (const scenario of scenarios) {
    for (let at = 0; at < runs; at += 1) {
      const seed = scenario.number * 10_000 + at;
      const run = simulate(scenario, seeds.judged + seed, 1 + (at % 10));
      for (const detector of detectors) {
        const chances = timed(seconds, detector.name, () => detector.chances(run.observed));
        for (const row of detector.rows) tallies.get(row)?.add(scenario.number, run, chances, row.threshold);
        kept.get(detector)?.judged.push({ scenario: scenario.number, run, chances });
      }
      const quietRun = simulate(scenario, seeds.calibration + seed, null);
      for (const [detector, { quiet }] of kept) {
        const list = quiet.get(scenario.number) ?? [];
        list.push(...detector.chances(quietRun.observed));
        quiet.set(scenario.number, list);
      }
    }
    progress(`scenario ${scenario.number} of ${scenarios.length}`);
  }
  const calibrated = (detector: Detector, rate: number): Measures => {
    const chances = kept.get(detector);
    if (chances === undefined) throw new Error(`the chances of ${detector.name} were not kept`);
    return atRate(chances, rate);
  };
  return {
    runs,
    seconds,
    table: detectors.flatMap(({ name, rows }) =>
      rows.map((row) => ({
        detector: name,
        row,
        measures: (tallies.get(row) ?? new Tally()).measures(),
      })),
    ),
    equalRates: rates.map((rate) => ({
      rate,
      unusual: calibrated(unusual, rate),
      flexible: calibrated(flexible, rate),
    })),
  };
}
