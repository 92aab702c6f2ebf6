import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { greatCircleDistance, permutationScan, spaceTimeScan, spatialScan } from './index.js';
import type { Cluster, Point } from './index.js';

interface Found {
  readonly LLR: number;
  readonly p: number;
  readonly ids: readonly number[];
  readonly cases: number;
  readonly expected: number;
  readonly days?: number;
  readonly rr?: number;
  readonly radius?: number;
}

interface SpatialCase {
  readonly maxPopFraction: number;
  readonly xy: readonly (readonly [number, number])[];
  readonly cases: readonly number[];
  readonly population: readonly number[];
  readonly expected: readonly number[];
  readonly SpatialEpi: { readonly secondary: readonly Found[] };
  readonly bruteForce: Found;
}

interface SpaceTimeCase {
  readonly xy?: readonly (readonly [number, number])[];
  readonly lat?: readonly number[];
  readonly lon?: readonly number[];
  readonly counts: readonly (readonly number[])[];
  readonly baseline?: readonly (readonly number[])[];
  readonly rmax?: number;
  readonly rmax_km?: number;
  readonly earthRadiusKm?: number;
  readonly maxDays: number;
  readonly bruteForce: Found;
}

const referenceFolder = new URL('../../../../../shared/reference/detection/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, referenceFolder), 'utf8'));
const spatial = Object.entries(read('kulldorff_spatial.json') as Record<string, SpatialCase>);
const spaceTime = Object.entries(read('spacetime_scan.json') as Record<string, SpaceTimeCase>);

const pointsOf = (xy: readonly (readonly [number, number])[]): Point[] => xy.map(([x, y]) => ({ x, y }));

/** p within its own error: both are shares of simulated sets that did as well. */
function sameChance(p: number, replicates: number, reference: number, sets: number): void {
  const error = Math.sqrt(reference * (1 - reference) * (1 / replicates + 1 / sets)) + 1 / sets;
  expect(Math.abs(p - reference)).toBeLessThan(4 * error);
}

function same(cluster: Cluster | undefined, wanted: Found): void {
  expect(Math.abs((cluster?.llr ?? 0) - wanted.LLR)).toBeLessThanOrEqual(1e-9);
  expect(cluster?.places.map((place) => place + 1)).toEqual(wanted.ids);
  expect(cluster?.cases).toBeCloseTo(wanted.cases, 9);
  expect(cluster?.expected).toBeCloseTo(wanted.expected, 9);
}

describe('spatial Poisson scan equals brute force', () => {
  it.each(spatial)('%s: cluster, ratio, risk, radius and chance', (_, each) => {
    const points = pointsOf(each.xy);
    const { clusters } = spatialScan(
      { points, cases: each.cases, population: each.population, expected: each.expected },
      { share: each.maxPopFraction, replicates: 999, seed: 7 },
    );
    const [likeliest, second] = clusters;
    same(likeliest, each.bruteForce);
    expect(likeliest?.relativeRisk).toBeCloseTo(each.bruteForce.rr ?? 0, 9);
    expect(likeliest?.radius).toBeCloseTo(each.bruteForce.radius ?? 0, 9);
    sameChance(likeliest?.p ?? 1, 999, each.bruteForce.p, 999);
    // The package cuts sums down to whole numbers, so of its second clusters only places and cases are the same.
    for (const wanted of each.SpatialEpi.secondary.slice(0, 1)) {
      expect(second?.cases).toBeCloseTo(wanted.cases, 4);
      expect(second?.places.map((place) => place + 1)).toEqual(wanted.ids);
      sameChance(second?.p ?? 1, 999, wanted.p, 999);
    }
  });
});

it('Pennsylvania, unadjusted, gives what SaTScan 10.3.2 gives: seven counties, 2359 for 2008.22, ratio 36.538616', () => {
  const map = spatial.find(([name]) => name === 'pennLC_0.5')?.[1];
  const { xy = [], cases = [], population = [] } = map ?? {};
  const [first] = spatialScan(
    { points: pointsOf(xy), cases, population },
    { share: 0.5, replicates: 9 },
  ).clusters;
  expect(first?.places).toHaveLength(7);
  expect(first?.cases).toBe(2359);
  expect(first?.expected.toFixed(2)).toBe('2008.22');
  expect(first?.llr.toFixed(6)).toBe('36.538616');
});

describe('prospective space-time scan equals brute force', () => {
  it.each(spaceTime)('%s: cluster, ratio, days and chance', (_, each) => {
    const { counts, baseline, lat = [], lon = [] } = each;
    const onEarth = each.xy === undefined;
    const points = onEarth ? lat.map((y, at) => ({ x: lon[at] ?? 0, y })) : pointsOf(each.xy ?? []);
    const places = { points, ...(onEarth ? { distance: greatCircleDistance(each.earthRadiusKm) } : {}) };
    const control = {
      radius: each.rmax ?? each.rmax_km ?? 0,
      longest: each.maxDays,
      replicates: 499,
      seed: 7,
    };
    const { clusters } =
      baseline === undefined
        ? permutationScan({ ...places, counts }, control)
        : spaceTimeScan({ ...places, counts, baseline }, control);
    same(clusters[0], each.bruteForce);
    expect((clusters[0]?.to ?? 0) - (clusters[0]?.from ?? 0) + 1).toBe(each.bruteForce.days);
    sameChance(clusters[0]?.p ?? 1, 499, each.bruteForce.p, 199);
  });
});
