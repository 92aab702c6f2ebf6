import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { curveRates } from './run.js';
import type { Results } from './run.js';
import { sizes } from './tally.js';

const docs = resolve(import.meta.dirname, '../../../docs');
const marks = { begin: '<!-- benchmark: begin -->', end: '<!-- benchmark: end -->' } as const;
/** Detected share that Farrington flexible has at the rates of its curve, in the reference's own trial. */
const curve: Readonly<Record<number, number>> = { 0.0059: 0.431, 0.0106: 0.518, 0.0432: 0.724 };

const rate = (value: number): string => value.toFixed(4).replace(/^0/, '');
const share = (value: number): string => value.toFixed(3).replace(/^0/, '');

/** A table as the house formats them: every cell as wide as the widest of its column. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function methodsTable({ table }: Results): string {
  return tableOf(
    [
      'method',
      'alpha',
      'false alarms per week',
      'worst scenario',
      'detected',
      'in the first week',
      'PPV',
      'delay (weeks)',
      'reference run: false alarms, detected',
    ],
    table.map(({ detector, row, measures }) => [
      detector,
      row.alpha,
      rate(measures.fpr),
      rate(measures.worstFpr),
      share(measures.pod),
      share(measures.podAtOnce),
      share(measures.ppv),
      measures.delay.toFixed(2),
      row.reference === null ? '–' : `${rate(row.reference.fpr)}, ${share(row.reference.pod)}`,
    ]),
  );
}

function equalRateTable({ equalRates }: Results): string {
  return tableOf(
    [
      'asked rate',
      'curve of the reference',
      'Farrington flexible: rate, detected, in the first week',
      'Miaotou’s default: rate, detected, in the first week',
    ],
    equalRates
      .filter((each) => curveRates.some((asked) => asked === each.rate))
      .map((each) => [
        rate(each.rate),
        share(curve[each.rate] ?? Number.NaN),
        ...[each.flexible, each.unusual].map(
          ({ fpr, pod, podAtOnce }) => `${rate(fpr)}, **${share(pod)}**, ${share(podAtOnce)}`,
        ),
      ]),
  );
}

function sizeTable({ equalRates }: Results): string {
  const at = equalRates.find((each) => each.rate === curveRates[1]);
  if (at === undefined) return '';
  return tableOf(
    ['size k', ...sizes.map(String)],
    [
      ['Farrington flexible', ...at.flexible.podBySize.map(share)],
      ['Miaotou’s default', ...at.unusual.podBySize.map(share)],
    ],
  );
}

/** The tables, as they stand in docs/detection.md. */
export function reportOf(results: Results): string {
  return [
    `All 42 scenarios, ${results.runs} series each, the current outbreak of size k = 1 … 10 in turn. Thresholds as the methods`,
    'state them:',
    '',
    methodsTable(results),
    '',
    'At equal rates: for each scenario the threshold is set on as many series without a current outbreak, drawn from other',
    'seeds, so that at most the asked share of their weeks is an alarm; then it is judged on the series above. No week is',
    'decided by lot, so sparse scenarios stay below the asked rate.',
    '',
    equalRateTable(results),
    '',
    `Detected by size of the outbreak, in standard deviations of the week that it starts in, at the asked rate ${rate(curveRates[1])}:`,
    '',
    sizeTable(results),
  ].join('\n');
}

/** Puts the tables between their marks in docs/detection.md, and the chart beside them. */
export async function writeReport(results: Results, chart: string): Promise<void> {
  const file = resolve(docs, 'detection.md');
  const text = await readFile(file, 'utf8');
  const begin = text.indexOf(marks.begin);
  const end = text.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new Error(`${file} has no place for the benchmark`);
  const report = `${marks.begin}\n\n${reportOf(results)}\n\n`;
  await writeFile(file, text.slice(0, begin) + report + text.slice(end));
  await writeFile(resolve(docs, 'images/surveillance-benchmark.svg'), chart);
}
