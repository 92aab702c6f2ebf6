import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DetectMethod } from '@miaotou/contracts';
import { detectSeries } from '@miaotou/engine';

/** The reference was made with R's surveillance 1.20.3; its README says what equality is asked for. */
const folder = new URL('../../../shared/reference/detection/', import.meta.url);
const TOLERANCE = 1e-8;
/** Above this a quantile of the method muan is no count that anybody will see. */
const HUGE = 1e9;

type Value = number | string | null;
interface Run {
  readonly control?: Readonly<Record<string, unknown>>;
  readonly range?: readonly [number, number];
  readonly error?: string;
}
interface ReferenceSeries {
  readonly id: string;
  readonly observed: readonly (number | null)[];
  readonly ff_range: readonly [number, number];
  readonly farringtonFlexible: Readonly<Record<string, Run>>;
  readonly farringtonOld?: Run;
  readonly other?: Readonly<Record<string, Run>>;
}

const read = (file: string): readonly ReferenceSeries[] =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as ReferenceSeries[];

/** Which method a run of the reference is of; null for methods that the product does not have. */
function methodOf(name: string): DetectMethod | null {
  if (name.startsWith('ff_')) return 'farrington-flexible';
  if (name === 'farringtonOld') return 'farrington';
  const ears = /^ears(C[123])/.exec(name)?.[1];
  if (ears !== undefined) return `ears-${ears.toLowerCase()}` as DetectMethod;
  const start = (['cusum', 'bayes', 'rki'] as const).find((each) => name.startsWith(each));
  return start ?? null;
}

const runsOf = (series: ReferenceSeries): readonly (readonly [string, Run])[] => [
  ...Object.entries(series.farringtonFlexible),
  ...(series.farringtonOld === undefined ? [] : [['farringtonOld', series.farringtonOld] as const]),
  ...Object.entries(series.other ?? {}),
];

const asNumber = (value: Value): number =>
  value === 'Inf' ? Infinity : value === null ? Number.NaN : Number(value);

function same(got: Value | undefined, wanted: Value): boolean {
  if (wanted === null || got === null || got === undefined) return got === wanted;
  const [a, b] = [asNumber(got), asNumber(wanted)];
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
}

/** What the README sets apart: rounding noise decides the trend of a constant series; quantiles of muan without end. */
function setApart(series: ReferenceSeries, name: string, array: string, wanted: Value): boolean {
  if (array === 'trend' || array === 'trendCoef') return new Set(series.observed).size === 1;
  return name === 'ff_muan' && array === 'upperbound' && asNumber(wanted) > HUGE;
}

interface Compared {
  readonly points: number;
  readonly wrong: readonly string[];
}

function compare(series: ReferenceSeries, name: string, run: Run, method: DetectMethod): Compared {
  const range = run.range ?? series.ff_range;
  const got = detectSeries(method, { ...series, range, control: run.control });
  if ('error' in got) return { points: 0, wrong: [`${series.id} ${name}: ${got.error.en}`] };
  const arrays = Object.entries(run).filter(([array, values]) => array !== 'range' && Array.isArray(values));
  const wrong = arrays.flatMap(([array, values]) =>
    (values as Value[]).flatMap((wanted, at) => {
      const value = (got as Readonly<Record<string, unknown>>)[array];
      const mine = Array.isArray(value) ? (value[at] as Value) : undefined;
      return same(mine, wanted) || setApart(series, name, array, wanted)
        ? []
        : [`${series.id} ${name} ${array} ${range[0] + at}: ${mine}, reference ${wanted}`];
    }),
  );
  return { points: range[1] - range[0] + 1, wrong };
}

/** Points of each method in a file; all of them are compared, array by array. */
const files: readonly (readonly [string, Readonly<Partial<Record<DetectMethod, number>>>])[] = [
  [
    'sim_series.json',
    {
      'farrington-flexible': 14_672,
      farrington: 2076,
      'ears-c1': 30_140,
      'ears-c2': 29_824,
      'ears-c3': 29_872,
      cusum: 26_000,
      bayes: 24_960,
      rki: 12_272,
    },
  ],
  [
    'real_series.json',
    {
      'farrington-flexible': 6083,
      farrington: 765,
      'ears-c1': 9027,
      'ears-c2': 8755,
      'ears-c3': 8925,
      cusum: 14_144,
      bayes: 6760,
      rki: 3224,
    },
  ],
  ['sim_population_offset.json', { 'farrington-flexible': 240 }],
  ['sim_dates.json', { 'farrington-flexible': 720 }],
];

describe('methods for series equal the R package surveillance, as the command gives them', () => {
  it.each(files)('%s: every array of every method', (file, points) => {
    const counted: Partial<Record<DetectMethod, number>> = {};
    const wrong: string[] = [];
    for (const series of read(file)) {
      for (const [name, run] of runsOf(series)) {
        const method = methodOf(name);
        // Where the reference stopped with an error there is nothing to be equal to.
        if (method === null || run.error !== undefined) continue;
        const compared = compare(series, name, run, method);
        counted[method] = (counted[method] ?? 0) + compared.points;
        wrong.push(...compared.wrong);
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(counted).toEqual(points);
  });
});
