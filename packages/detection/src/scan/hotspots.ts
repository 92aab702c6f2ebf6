import type { AbstainReason } from '../series/index.js';
import { greatCircleDistance } from './distance.js';
import type { Cluster } from './scan.js';
import { permutationScan, spaceTimeScan } from './scan.js';

/** Places with their daily counts, and how hotspots are looked for among them. */
export interface HotspotSearch {
  /** Longitude `x` and latitude `y` in degrees. */
  readonly places: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  /** Cases by place and day, oldest day first, the last day being today's; null where nothing was told. */
  readonly cases: readonly (readonly (number | null)[])[];
  /** What each place and day lets expect, in any unit: the Poisson model is used instead of the permutation model. */
  readonly baseline?: readonly (readonly number[])[];
  /** People of each place: without a baseline, the Poisson model with the same rate everywhere and always. */
  readonly population?: readonly number[];
  /** Longest window in days; at most half of the history is looked at. */
  readonly days: number;
  /** 999 by default; fewer are drawn where chance soon does as well. */
  readonly replicates?: number;
  readonly seed?: number;
  /** Most clusters told, 5 by default. */
  readonly most?: number;
}

/** A place of a hotspot, counted over the hotspot's days. */
export interface HotspotMember {
  readonly id: string;
  readonly observed: number;
  readonly expected: number;
}

/** Neighbouring places in which more happened since a day than elsewhere at the time. */
export interface Hotspot {
  readonly members: readonly HotspotMember[];
  readonly observed: number;
  readonly expected: number;
  /** Null when every case of the history lies inside. */
  readonly relativeRisk: number | null;
  readonly llr: number;
  /** Chance of a cluster as strong anywhere, in any window. */
  readonly p: number;
  /** Index of its first day among the given days. */
  readonly firstDay: number;
  readonly radiusKm: number;
}

/** Hotspots, the likeliest first, or why none were looked for. */
export interface Hotspots {
  readonly model: 'permutation' | 'poisson';
  readonly hotspots: readonly Hotspot[];
  /** Days of the longest window that was looked at. */
  readonly longest: number;
  readonly total: number;
  /** Places of which some day was not told, so that they were left out. */
  readonly leftOut: readonly string[];
  readonly abstained: AbstainReason | null;
}

/** Fewer days than this are no history to compare with. */
const LEAST_DAYS = 28;
/** With fewer cases hardly any arrangement would be unusual. */
const LEAST_CASES = 5;
const LARGEST_SHARE = 0.5;
const STOP_AFTER = 50;

interface Told {
  readonly days: readonly number[];
  readonly places: readonly number[];
  readonly leftOut: readonly number[];
}

/** Days of which anything was told, and the places that told of all of them: what is missing is not zero. */
function toldOf(cases: HotspotSearch['cases']): Told {
  const days = Array.from({ length: cases[0]?.length ?? 0 }, (_, day) => day).filter((day) =>
    cases.some((row) => row[day] !== null),
  );
  const isTold = (row: readonly (number | null)[]) => days.every((day) => row[day] !== null);
  const places: number[] = [];
  const leftOut: number[] = [];
  cases.forEach((row, place) => (isTold(row) ? places : leftOut).push(place));
  return { days, places, leftOut };
}

/**
 * Prospective space-time scan for the product: circles of places (great-circle distance) over the last days, with the
 * permutation model, which needs nothing but cases (Kulldorff et al. 2005), or with the Poisson model where a baseline or
 * a population is given (Kulldorff 2001). Throws RangeError for a broken count, naming the place and the period among
 * those that were told of.
 */
export function hotspots(search: HotspotSearch): Hotspots {
  const { places, cases, baseline, population, days, replicates = 999, seed = 1, most = 5 } = search;
  const told = toldOf(cases);
  const model = baseline === undefined && population === undefined ? 'permutation' : 'poisson';
  const kept = told.places.flatMap((place) => places[place] ?? []);
  const counts = told.places.map((place) => told.days.map((day) => cases[place]?.[day] ?? 0));
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const longest = Math.min(days, Math.floor(told.days.length / 2));
  const result = {
    model,
    longest,
    total,
    leftOut: told.leftOut.flatMap((place) => places[place]?.id ?? []),
  } as const;
  const abstained = reasonNotTo(told, kept.length, cases[0]?.length ?? 0, total);
  if (abstained !== null) return { ...result, hotspots: [], abstained };

  const weights = told.places.map((place) =>
    told.days.map((day) => (baseline === undefined ? population?.[place] : baseline[place]?.[day]) ?? 0),
  );
  const control = {
    longest,
    share: LARGEST_SHARE,
    replicates,
    seed,
    most,
    stopAfter: STOP_AFTER,
  };
  const input = { points: kept, distance: greatCircleDistance(), counts };
  const { clusters } =
    model === 'permutation'
      ? permutationScan(input, control)
      : spaceTimeScan({ ...input, baseline: weights }, control);
  const expectations = model === 'permutation' ? byMargins(counts, total) : byBaseline(weights, total);
  return {
    ...result,
    abstained: null,
    hotspots: clusters.map((cluster) => hotspotOf(cluster, { told, kept, counts, expectations })),
  };
}

function reasonNotTo(told: Told, places: number, given: number, total: number): AbstainReason | null {
  if (told.days.length < LEAST_DAYS) return 'too-short';
  if (told.days.at(-1) !== given - 1) return 'source-behind';
  if (places < 2) return 'gaps-in-baseline';
  return total < LEAST_CASES ? 'too-few-cases' : null;
}

/** What a place lets expect from a period on. */
type Expectation = (place: number, from: number) => number;

const sumFrom = (row: readonly number[], from: number): number =>
  row.slice(from).reduce((sum, each) => sum + each, 0);

function byMargins(counts: readonly (readonly number[])[], total: number): Expectation {
  return (place, from) => {
    const since = counts.reduce((sum, row) => sum + sumFrom(row, from), 0);
    return (sumFrom(counts[place] ?? [], 0) * since) / total;
  };
}

function byBaseline(weights: readonly (readonly number[])[], total: number): Expectation {
  const all = weights.reduce((sum, row) => sum + sumFrom(row, 0), 0);
  return (place, from) => (sumFrom(weights[place] ?? [], from) * total) / all;
}

interface Scanned {
  readonly told: Told;
  readonly kept: HotspotSearch['places'];
  readonly counts: readonly (readonly number[])[];
  readonly expectations: Expectation;
}

function hotspotOf(cluster: Cluster, { told, kept, counts, expectations }: Scanned): Hotspot {
  const { from, cases, expected, relativeRisk, llr, p, radius } = cluster;
  return {
    members: cluster.places.map((place) => ({
      id: kept[place]?.id ?? '',
      observed: sumFrom(counts[place] ?? [], from),
      expected: expectations(place, from),
    })),
    observed: cases,
    expected,
    relativeRisk,
    llr,
    p,
    firstDay: told.days[from] ?? 0,
    radiusKm: radius,
  };
}
