import { runBenchmark } from './surveillance-benchmark/run.js';
import { chartOf } from './surveillance-benchmark/chart.js';
import { reportOf, writeReport } from './surveillance-benchmark/report.js';

const runsPerScenario = 100;

/**
 * The published benchmark of Noufaily et al. 2013 over all methods for series of counts; `--write` puts table and chart
 * into docs/detection.md.
 */
export async function run(print: (line: string) => void, flags: ReadonlySet<string>): Promise<void> {
  const results = runBenchmark(runsPerScenario, (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${line} `);
  });
  print(reportOf(results));
  for (const [name, seconds] of results.seconds)
    print(`${name}: ${seconds.toFixed(1)} s of processor time for all judged series`);
  if (flags.has('--write')) await writeReport(results, chartOf(results));
}
