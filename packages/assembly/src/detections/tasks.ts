import { farringtonFlexible, hotspots } from '@miaotou/detection';
import type { PointJudgement, ScanFindings, ScanInput, SeriesToJudge } from '@miaotou/engine';

/** One piece of work for a thread: plain values only, for they are copied. */
export type Task =
  | {
      readonly kind: 'weekly';
      readonly series: readonly SeriesToJudge[];
      readonly seasons: readonly (readonly [week: string, columns: readonly number[]])[];
      readonly alpha: number;
    }
  | { readonly kind: 'scan'; readonly input: ScanInput };

export type Answer =
  | { readonly kind: 'weekly'; readonly judged: readonly (readonly PointJudgement[])[] }
  | { readonly kind: 'scan'; readonly findings: ScanFindings };

const perYear = 52;

/** A series that no model can take abstains alone. */
function unestimable({ from, to, observed }: SeriesToJudge): PointJudgement[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    at: from + index,
    observed: observed[from + index] ?? null,
    expected: null,
    upperbound: null,
    score: null,
    pValue: null,
    alarm: null,
    abstained: 'not-estimable',
  }));
}

function judge(series: SeriesToJudge, alpha: number): readonly PointJudgement[] {
  const { observed, dates, from, to } = series;
  const [first = ''] = dates;
  const years = Math.max(1, Math.min(5, Math.floor((from - 26) / perYear)));
  const input = { observed, dates, frequency: perYear, start: [Number(first.slice(0, 4)), 1] as const };
  try {
    const control = { b: years, alpha, thresholdMethod: 'nbPlugin' as const };
    return farringtonFlexible(input, [from, to], control).judgements;
  } catch (error) {
    if (error instanceof RangeError) return unestimable(series);
    throw error;
  }
}

/** Does one piece of work. */
export function doTask(task: Task): Answer {
  if (task.kind === 'scan') {
    const { hotspots: found, abstained } = hotspots(task.input);
    return { kind: 'scan', findings: { hotspots: found, abstained } };
  }
  return { kind: 'weekly', judged: task.series.map((series) => judge(series, task.alpha)) };
}
