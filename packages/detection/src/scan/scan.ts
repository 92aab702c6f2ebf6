import { createRandom } from '../random/index.js';
import type { CircleLimits } from './circles.js';
import { circlesOf } from './circles.js';
import type { Distance, Point } from './distance.js';
import { planarDistance } from './distance.js';
import { multinomialDraw, permutationDraw } from './draws.js';
import type { Field, Window } from './field.js';
import { alongTime, likeliestApart } from './field.js';
import { relativeRisk } from './likelihood.js';
import type { Significance } from './monte-carlo.js';
import { significances } from './monte-carlo.js';
import type { Draw } from './replicates.js';
import { demandCounts, demandGrid, demandWhole } from './validate.js';

/** Where the places lie and how far apart they are; distances are straight by default. */
export interface ScanPlaces {
  readonly points: readonly Point[];
  readonly distance?: Distance;
}

/** How large a window may be and how its significance is found. */
export interface ScanControl extends CircleLimits {
  /** Simulated sets of cases, 999 by default. */
  readonly replicates?: number;
  /** The same seed gives the same p; 1 by default. */
  readonly seed?: number;
  /** A cluster's p is reported once so many replicates did as well (Besag and Clifford 1991); never by default. */
  readonly stopAfter?: number;
  /** A window with fewer cases is no cluster; 2 by default. */
  readonly fewest?: number;
  /** Clusters looked for, none sharing a place with a likelier one; 10 by default. */
  readonly most?: number;
}

/** When a space-time window may lie, counted in the periods of the counts. */
export interface ScanTime {
  /** Longest window, in periods. */
  readonly longest: number;
  /** `prospective`, the default, looks only at windows that end with the last period. */
  readonly time?: 'prospective' | 'retrospective';
}

/** Places, and periods where time was scanned, in which more happened than elsewhere. */
export interface Cluster extends Significance {
  /** Indices of the places, ascending. */
  readonly places: readonly number[];
  /** Index of the place in the middle, and the distance to the farthest one. */
  readonly centre: number;
  readonly radius: number;
  /** First and last period, 0-based and inclusive; both 0 where time was not scanned. */
  readonly from: number;
  readonly to: number;
  readonly cases: number;
  readonly expected: number;
  /** Null when no case lies outside. */
  readonly relativeRisk: number | null;
  readonly llr: number;
}

/** Clusters, the likeliest first; none when nowhere were more cases than expected. */
export interface ScanResult {
  readonly total: number;
  readonly clusters: readonly Cluster[];
}

interface Prepared {
  readonly places: ScanPlaces;
  readonly field: Field;
  readonly simulated: number;
  readonly draw: Draw;
  /** Period of a stretch's first and last layer. */
  readonly periods: (window: Window) => readonly [from: number, to: number];
}

function finish({ places, field, simulated, draw, periods }: Prepared, control: ScanControl): ScanResult {
  const { replicates = 999, stopAfter, most = 10 } = control;
  demandWhole(replicates, 1, 'replicates');
  demandWhole(most, 1, 'clusters looked for');
  demandWhole(field.fewest, 1, 'fewest cases');
  if (stopAfter !== undefined) demandWhole(stopAfter, 1, 'replicates that did as well');
  const windows = likeliestApart(field, most);
  const chances = significances(
    field,
    simulated,
    windows.map(({ llr }) => llr),
    draw,
    { replicates, ...(stopAfter === undefined ? {} : { stopAfter }) },
  );
  const { distance = planarDistance, points } = places;
  const clusters = windows.flatMap((window, rank): Cluster[] => {
    const chance = chances[rank];
    const members = [...field.circles.members.subarray(window.first, window.last + 1)];
    const centre = members[0] ?? 0;
    const [middle, edge] = [points[centre], points[members.at(-1) ?? 0]];
    if (chance === undefined || middle === undefined || edge === undefined) return [];
    const [from, to] = periods(window);
    const { cases, expected, llr } = window;
    return [
      {
        places: members.toSorted((a, b) => a - b),
        centre,
        radius: members.length === 1 ? 0 : distance(middle, edge),
        from,
        to,
        cases,
        expected,
        relativeRisk: relativeRisk(cases, expected, field.total),
        llr,
        ...chance,
      },
    ];
  });
  return { total: field.total, clusters };
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Counts of a case-less place must not be compared with a chance of none. */
function demandExpected(cases: ArrayLike<number>, expected: ArrayLike<number>, layers: number): void {
  for (let at = 0; at < cases.length; at += 1) {
    if ((cases[at] ?? 0) > 0 && !((expected[at] ?? 0) > 0)) {
      const period = layers > 1 ? ` period ${at % layers}` : '';
      throw new RangeError(`cases where none are expected: place ${Math.floor(at / layers)}${period}`);
    }
  }
}

/**
 * Spatial Poisson scan (Kulldorff 1997): circles in which cases are more than population, or `expected` (which stands
 * for it where rates differ by age and sex), lets expect. Cases may be fractional. Throws RangeError naming the place.
 */
export function spatialScan(
  input: ScanPlaces & {
    readonly cases: readonly number[];
    readonly population: readonly number[];
    /** Cases of each place if rates were the same everywhere; by default in proportion to population. */
    readonly expected?: readonly number[];
  },
  control: ScanControl = {},
): ScanResult {
  const { points, distance = planarDistance, cases, population, expected = population } = input;
  for (const [name, values] of Object.entries({ cases, population, expected })) {
    demandCounts(values, points.length, name, { whole: false });
  }
  demandExpected(cases, expected, 1);
  const total = sum(cases);
  const scale = total / sum(expected);
  const field: Field = {
    circles: circlesOf(points, population, distance, control),
    layers: 1,
    stretches: Int32Array.of(0, 1),
    total,
    fewest: control.fewest ?? 2,
    cases: Float64Array.from(cases),
    expected: Float64Array.from(expected, (each) => each * scale),
  };
  if (total === 0) return { total, clusters: [] };
  const simulated = Math.max(1, Math.round(total));
  const random = createRandom(control.seed ?? 1);
  const draw = multinomialDraw(random, field.expected, simulated);
  return finish({ places: input, field, simulated, draw, periods: () => [0, 0] }, control);
}

/** Periods as layers: all of them in order, or for a prospective scan the last ones, newest first. */
interface Layering {
  readonly layers: number;
  readonly stretches: Int32Array;
  readonly order: (row: readonly number[]) => readonly number[];
  readonly periods: Prepared['periods'];
}

function layeringOf(periods: number, { longest, time = 'prospective' }: ScanTime): Layering {
  demandWhole(longest, 1, 'periods of the longest window');
  if (longest > periods) {
    throw new RangeError(`a window of ${longest} periods is longer than the ${periods} that are known`);
  }
  if (time === 'prospective') {
    return {
      layers: longest,
      stretches: Int32Array.from({ length: 2 * longest }, (_, at) => (at % 2 === 0 ? 0 : (at + 1) / 2)),
      order: (row) => row.slice(periods - longest).toReversed(),
      periods: ({ to }) => [periods - to, periods - 1],
    };
  }
  const stretches: number[] = [];
  for (let from = 0; from < periods; from += 1) {
    for (let to = from + 1; to <= Math.min(periods, from + longest); to += 1) stretches.push(from, to);
  }
  return {
    layers: periods,
    stretches: Int32Array.from(stretches),
    order: (row) => row,
    periods: ({ from, to }) => [from, to - 1],
  };
}

/** The windows that are looked at, with their cases and what is expected of each place and layer. */
function fieldOverTime(
  {
    points,
    distance = planarDistance,
    counts,
  }: ScanPlaces & { readonly counts: readonly (readonly number[])[] },
  {
    layering: { layers, stretches, order },
    population,
    total,
    expected,
  }: {
    readonly layering: Layering;
    readonly population: readonly number[];
    readonly total: number;
    readonly expected: readonly (readonly number[])[];
  },
  control: ScanControl,
): Field {
  return {
    circles: circlesOf(points, population, distance, control),
    layers,
    stretches,
    total,
    fewest: control.fewest ?? 2,
    cases: alongTime(counts.map(order), layers),
    expected: alongTime(expected, layers),
  };
}

/** Values of each layer, place by place, followed by what lies outside of the layers. */
function withRest(rows: readonly (readonly number[])[], total: number): Float64Array {
  const cells = rows.flat();
  return Float64Array.from([...cells, Math.max(0, total - sum(cells))]);
}

/**
 * Space-time Poisson scan (Kulldorff 2001): circles over stretches of time in which cases are more than `baseline`,
 * place by place and period by period, lets expect; only the baseline's proportions count. Throws RangeError naming the
 * place and the period.
 */
export function spaceTimeScan(
  input: ScanPlaces & {
    /** Cases by place and period. */
    readonly counts: readonly (readonly number[])[];
    readonly baseline: readonly (readonly number[])[];
    /** Measure of the largest share; the baseline's sums by default. */
    readonly population?: readonly number[];
  },
  control: ScanControl & ScanTime,
): ScanResult {
  const { points, counts, baseline } = input;
  const periods = demandGrid(counts, points.length, 'counts', { whole: true });
  if (demandGrid(baseline, points.length, 'baseline', { whole: false }) !== periods) {
    throw new RangeError('the baseline needs as many periods as the counts');
  }
  const population = input.population ?? baseline.map(sum);
  demandCounts(population, points.length, 'population', { whole: false });
  demandExpected(counts.flat(), baseline.flat(), periods);
  const layering = layeringOf(periods, control);
  const { order, periods: periodsOf } = layering;
  const total = sum(counts.map(sum));
  if (total === 0) return { total, clusters: [] };
  const scale = total / sum(baseline.map(sum));
  const expected = baseline.map((row) => order(row).map((each) => each * scale));
  const field = fieldOverTime(input, { layering, population, total, expected }, control);
  const draw = multinomialDraw(createRandom(control.seed ?? 1), withRest(expected, total), total);
  return finish({ places: input, field, simulated: total, draw, periods: periodsOf }, control);
}

/**
 * Space-time permutation scan (Kulldorff et al. 2005): needs cases alone. What is expected of a place in a period is its
 * share of all cases times the period's; so a rise that all places share is none. Throws RangeError naming the place and
 * the period.
 */
export function permutationScan(
  input: ScanPlaces & {
    readonly counts: readonly (readonly number[])[];
    /** Measure of the largest share; the cases' sums by default. */
    readonly population?: readonly number[];
  },
  control: ScanControl & ScanTime,
): ScanResult {
  const { points, counts } = input;
  const periods = demandGrid(counts, points.length, 'counts', { whole: true });
  const ofPlace = counts.map(sum);
  const population = input.population ?? ofPlace;
  demandCounts(population, points.length, 'population', { whole: false });
  const layering = layeringOf(periods, control);
  const { order, periods: periodsOf } = layering;
  const total = sum(ofPlace);
  if (total === 0) return { total, clusters: [] };
  const ofPeriod = Array.from({ length: periods }, (_, period) => sum(counts.map((row) => row[period] ?? 0)));
  const ofLayer = order(ofPeriod);
  const expected = ofPlace.map((place) => ofLayer.map((period) => (place * period) / total));
  const field = fieldOverTime(input, { layering, population, total, expected }, control);
  const placeOfCase = Int32Array.from(ofPlace.flatMap((cases, place) => Array<number>(cases).fill(place)));
  const draw = permutationDraw(createRandom(control.seed ?? 1), placeOfCase, ofLayer);
  return finish({ places: input, field, simulated: total, draw, periods: periodsOf }, control);
}
