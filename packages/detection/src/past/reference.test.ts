import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bayes } from '../bayes/index.js';
import type { BayesControl } from '../bayes/index.js';
import { cusum } from '../cusum/index.js';
import type { CusumControl } from '../cusum/index.js';
import { rki } from '../rki/index.js';
import type { CountSeries, PeriodRange } from '../series/index.js';

interface ReferenceRun {
  readonly control: CusumControl & BayesControl;
  /** 1-based, inclusive. */
  readonly range: PeriodRange;
  readonly upperbound: readonly number[];
  readonly alarm: readonly (0 | 1 | null)[];
  readonly cusum?: readonly (number | null)[];
  readonly error?: string;
}

interface ReferenceSeries {
  readonly id: string;
  readonly observed: readonly (number | null)[];
  readonly freq: number;
  readonly start: readonly [number, number];
  readonly other?: Readonly<Record<string, ReferenceRun>>;
}

const referenceFolder = new URL('../../../../../shared/reference/detection/', import.meta.url);

const close = (got: number | null | undefined, wanted: number | null | undefined): boolean =>
  typeof got === 'number' && typeof wanted === 'number'
    ? Math.abs(got - wanted) <= 1e-8 * Math.max(1, Math.abs(wanted))
    : got === wanted;

function differences(series: ReferenceSeries, name: string, run: ReferenceRun): string[] {
  const counts: CountSeries = { observed: series.observed, frequency: series.freq, start: series.start };
  const range: PeriodRange = [run.range[0] - 1, run.range[1] - 1];
  const sums = name.startsWith('cusum') ? cusum(counts, range, run.control) : null;
  const result = sums ?? (name.startsWith('bayes') ? bayes : rki)(counts, range, run.control);
  return run.upperbound.flatMap((bound, step) => {
    const wanted = run.alarm[step] ?? null;
    const same =
      close(result.upperbound[step], bound) &&
      result.alarm[step] === (wanted === null ? null : wanted === 1) &&
      (sums === null || close(sums.cusum[step], run.cusum?.[step]));
    return same ? [] : [`${series.id} ${name} ${step}: ${result.upperbound[step]}, reference ${bound}`];
  });
}

describe('cusum, bayes and rki equal the R package surveillance', () => {
  it.each([
    ['real_series.json', 24_128],
    ['sim_series.json', 63_232],
  ])('on %s: every bound, alarm and sum of %d points', (file, points) => {
    const all = JSON.parse(
      readFileSync(new URL(file, referenceFolder), 'utf8'),
    ) as readonly ReferenceSeries[];
    const runs = all.flatMap((series) =>
      Object.entries(series.other ?? {})
        .filter(([name, run]) => /^(cusum|bayes|rki)/.test(name) && run.error === undefined)
        .map(([name, run]) => ({ series, name, run })),
    );
    expect(runs.reduce((sum, { run }) => sum + run.upperbound.length, 0)).toBe(points);
    expect(runs.flatMap(({ series, name, run }) => differences(series, name, run)).slice(0, 10)).toEqual([]);
  });
});
