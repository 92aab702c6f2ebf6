import { detectUnusual, hotspots, sparseEvidence } from '@miaotou/detection';
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

/** Columns of the seasons, each as long as the series. */
function covariatesOf(dates: readonly string[], seasons: ReadonlyMap<string, readonly number[]>): number[][] {
  const width = seasons.get(dates[0] ?? '')?.length ?? 0;
  return Array.from({ length: width }, (_, column) => dates.map((date) => seasons.get(date)?.[column] ?? 0));
}

function judge(
  series: SeriesToJudge,
  seasons: ReadonlyMap<string, readonly number[]>,
  alpha: number,
): readonly PointJudgement[] {
  const { observed, dates, from, to } = series;
  const [first = ''] = dates;
  const input = { observed, dates, frequency: perYear, start: [Number(first.slice(0, 4)), 1] as const };
  const covariates = covariatesOf(dates, seasons);
  try {
    return detectUnusual(input, [from, to], { alpha, covariates, minimumEvidence: sparseEvidence });
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
  const seasons = new Map(task.seasons);
  return { kind: 'weekly', judged: task.series.map((series) => judge(series, seasons, task.alpha)) };
}
