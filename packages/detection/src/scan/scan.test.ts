import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { logLikelihoodRatio, permutationScan, planarDistance, spaceTimeScan, spatialScan } from './index.js';
import type { Point, ScanResult } from './index.js';

/** Points of a small lattice: many lie at the very same distance, and some at the very same place. */
const point = fc.record({ x: fc.integer({ min: 0, max: 3 }), y: fc.integer({ min: 0, max: 3 }) });
const pointsOf = (least: number) => fc.array(point, { minLength: least, maxLength: 7 });

/** Every circle there is, as a list of places: each place with each distance at which another one lies. */
function circles(
  points: readonly Point[],
  population: readonly number[],
  share: number,
  radius: number,
): number[][] {
  const all = population.reduce((sum, each) => sum + each, 0);
  return points.flatMap((centre) =>
    points.flatMap((edge) => {
      const reach = planarDistance(centre, edge);
      const inside = points.flatMap((each, at) => (planarDistance(centre, each) <= reach ? [at] : []));
      const people = inside.reduce((sum, at) => sum + (population[at] ?? 0), 0);
      return reach <= radius && people <= share * all + 1e-9 ? [inside] : [];
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** The largest ratio over every circle and every stretch of periods that is allowed. */
function bruteForce(
  inside: readonly (readonly number[])[],
  counts: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  allowed: (from: number, to: number) => boolean,
): number {
  const total = sum(counts.map(sum));
  const periods = counts[0]?.length ?? 0;
  let best = 0;
  for (const circle of inside) {
    for (let from = 0; from < periods; from += 1) {
      for (let to = from; to < periods; to += 1) {
        if (!allowed(from, to)) continue;
        const over = (grid: readonly (readonly number[])[]) =>
          sum(circle.map((place) => sum((grid[place] ?? []).slice(from, to + 1))));
        const cases = over(counts);
        if (cases < 2) continue;
        best = Math.max(best, logLikelihoodRatio(cases, over(expected), total));
      }
    }
  }
  return best;
}

const ratioOf = ({ clusters }: ScanResult): number => clusters[0]?.llr ?? 0;
const light = { replicates: 1, most: 1 };

describe('equal to brute force over all windows', () => {
  const spatial = pointsOf(2).chain((points) =>
    fc.record({
      points: fc.constant(points),
      cases: fc.array(fc.nat(12), { minLength: points.length, maxLength: points.length }),
      population: fc.array(fc.integer({ min: 1, max: 90 }), {
        minLength: points.length,
        maxLength: points.length,
      }),
      share: fc.constantFrom(0.3, 0.5, 1),
      radius: fc.constantFrom(1, Math.SQRT2, 10),
    }),
  );

  it('in space', () => {
    fc.assert(
      fc.property(spatial, ({ points, cases, population, share, radius }) => {
        const found = spatialScan({ points, cases, population }, { share, radius, ...light });
        const scale = sum(cases) / sum(population);
        const wanted = bruteForce(
          circles(points, population, share, radius),
          cases.map((each) => [each]),
          population.map((each) => [each * scale]),
          () => true,
        );
        expect(ratioOf(found)).toBeCloseTo(wanted, 9);
      }),
    );
  });

  const PERIODS = 5;
  const grid = (places: number, least: number, most: number) =>
    fc.array(fc.array(fc.integer({ min: least, max: most }), { minLength: PERIODS, maxLength: PERIODS }), {
      minLength: places,
      maxLength: places,
    });
  const timed = pointsOf(2).chain((points) =>
    fc.record({
      points: fc.constant(points),
      counts: grid(points.length, 0, 4),
      baseline: grid(points.length, 1, 20),
      longest: fc.integer({ min: 1, max: PERIODS }),
      time: fc.constantFrom('prospective' as const, 'retrospective' as const),
    }),
  );
  const allowedBy =
    (longest: number, time: 'prospective' | 'retrospective') =>
    (from: number, to: number): boolean =>
      to - from < longest && (time === 'retrospective' || to === PERIODS - 1);

  it('in space and time, against a baseline', () => {
    fc.assert(
      fc.property(timed, ({ points, counts, baseline, longest, time }) => {
        const found = spaceTimeScan({ points, counts, baseline }, { longest, time, share: 0.5, ...light });
        const scale = sum(counts.map(sum)) / sum(baseline.map(sum));
        const wanted = bruteForce(
          circles(points, baseline.map(sum), 0.5, Infinity),
          counts,
          baseline.map((row) => row.map((each) => each * scale)),
          allowedBy(longest, time),
        );
        expect(ratioOf(found)).toBeCloseTo(wanted, 9);
      }),
    );
  });

  it('in space and time, against the margins', () => {
    fc.assert(
      fc.property(timed, ({ points, counts, longest, time }) => {
        const found = permutationScan({ points, counts }, { longest, time, radius: 2, ...light });
        const total = sum(counts.map(sum));
        const ofPeriod = Array.from({ length: PERIODS }, (_, at) => sum(counts.map((row) => row[at] ?? 0)));
        const wanted = bruteForce(
          circles(points, counts.map(sum), 1, 2),
          counts,
          counts.map((row) => ofPeriod.map((period) => (sum(row) * period) / Math.max(total, 1))),
          allowedBy(longest, time),
        );
        expect(ratioOf(found)).toBeCloseTo(wanted, 9);
      }),
    );
  });
});

describe('scan', () => {
  const random = createRandom(11);
  const points = Array.from({ length: 40 }, () => ({ x: random.uniform(), y: random.uniform() }));
  const population = points.map(() => 200 + random.integer(800));
  const cases = population.map((people) => random.poisson(people / 50));
  const found = spatialScan({ points, cases, population }, { share: 0.5, replicates: 99 });

  it('does not change when places are named in another order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...points.keys()], { minLength: 40 }), (order) => {
        const pick = <T>(values: readonly T[]) => order.flatMap((at) => values.slice(at, at + 1));
        const again = spatialScan(
          { points: pick(points), cases: pick(cases), population: pick(population) },
          { share: 0.5, ...light },
        );
        expect(again.clusters[0]?.llr).toBeCloseTo(ratioOf(found), 9);
        const places = again.clusters[0]?.places.map((place) => order[place] ?? -1).toSorted((a, b) => a - b);
        expect(places).toEqual(found.clusters[0]?.places);
      }),
      { numRuns: 20 },
    );
  });

  it('does not change when population is counted in other units, nor with the seed but for p', () => {
    const scaled = spatialScan(
      { points, cases, population: population.map((each) => each * 1000) },
      { share: 0.5, replicates: 99 },
    );
    expect(scaled.clusters.map(({ places, p }) => ({ places, p }))).toEqual(
      found.clusters.map(({ places, p }) => ({ places, p })),
    );
    const seeded = spatialScan({ points, cases, population }, { share: 0.5, replicates: 99, seed: 2 });
    expect(seeded.clusters.map(({ llr }) => llr)).toEqual(found.clusters.map(({ llr }) => llr));
  });

  it('finds a planted cluster, and tells clusters that share no place, weaker and weaker', () => {
    const middle = points[0] ?? { x: 0, y: 0 };
    const near = points
      .map((each, at) => ({ at, far: planarDistance(middle, each) }))
      .toSorted((a, b) => a.far - b.far)
      .slice(0, 4)
      .map(({ at }) => at);
    const planted = population.map((people, at) => Math.round((people * (near.includes(at) ? 3 : 1)) / 50));
    const { clusters } = spatialScan({ points, cases: planted, population }, { share: 0.5 });
    expect(clusters[0]?.places).toEqual(near.toSorted((a, b) => a - b));
    expect(clusters[0]?.p).toBe(0.001);
    const places = clusters.flatMap((cluster) => cluster.places);
    expect(new Set(places).size).toBe(places.length);
    const ratios = clusters.map(({ llr }) => llr);
    expect(ratios).toEqual(ratios.toSorted((a, b) => b - a));
    expect(clusters.map(({ p }) => p)).toEqual(clusters.map(({ p }) => p).toSorted((a, b) => a - b));
  });

  it('says of cases by chance every p about as often', () => {
    const sparse = points.slice(0, 12);
    const chances = Array.from({ length: 400 }, (_, seed) => {
      const counts = sparse.map(() => random.poisson(4));
      const { clusters } = spatialScan(
        { points: sparse, cases: counts, population: sparse.map(() => 1) },
        { share: 0.5, replicates: 19, seed, most: 1 },
      );
      return clusters[0]?.p ?? 1;
    });
    const tenths = Array.from(
      { length: 10 },
      (_, at) => chances.filter((p) => p > at / 10 + 1e-9 && p <= (at + 1) / 10 + 1e-9).length,
    );
    // Chi-squared with nine degrees of freedom passes 27.9 once in a thousand times; ties make large p likelier.
    expect(sum(tenths.slice(0, 5).map((count) => (count - 40) ** 2 / 40))).toBeLessThan(20.5);
    expect(sum(tenths)).toBe(400);
  });

  it('stops early only for what chance does as well, with a p close to that of all replicates', () => {
    const control = { share: 0.5, replicates: 9999, seed: 3, most: 3 };
    const whole = spatialScan({ points, cases, population }, control);
    const early = spatialScan({ points, cases, population }, { ...control, stopAfter: 100 });
    expect(
      early.clusters.every(({ p, replicates, early: stopped }) => !stopped || p === 100 / replicates),
    ).toBe(true);
    early.clusters.forEach(({ p }, rank) => {
      const wanted = whole.clusters[rank]?.p ?? 0;
      expect(Math.abs(p - wanted)).toBeLessThan(4 * Math.max(wanted / 10, 0.002));
    });
    expect(early.clusters[0]?.early).toBe(true);
  });

  it.each<[string, () => unknown]>([
    ['fewer cases than places', () => spatialScan({ points, cases: [1], population })],
    ['negative cases', () => spatialScan({ points, cases: cases.with(3, -1), population })],
    ['cases that are no number', () => spatialScan({ points, cases: cases.with(3, Number.NaN), population })],
    [
      'cases where nobody lives',
      () => spatialScan({ points, cases: cases.with(3, 9), population: population.with(3, 0) }),
    ],
    ['a share of none', () => spatialScan({ points, cases, population }, { share: 0 })],
    ['a negative radius', () => spatialScan({ points, cases, population }, { radius: -1 })],
    ['half a replicate', () => spatialScan({ points, cases, population }, { replicates: 0.5 })],
    [
      'a window longer than the periods',
      () => permutationScan({ points, counts: cases.map((each) => [each]) }, { longest: 2 }),
    ],
    [
      'fractional counts by period',
      () => permutationScan({ points, counts: cases.map(() => [0.5]) }, { longest: 1 }),
    ],
  ])('refuses %s', (_, scan) => {
    expect(scan).toThrow(RangeError);
  });

  it('finds nothing where nothing happened', () => {
    const none = cases.map(() => 0);
    expect(spatialScan({ points, cases: none, population }).clusters).toEqual([]);
    const counts = none.map(() => [0, 0]);
    expect(permutationScan({ points, counts }, { longest: 1 }).clusters).toEqual([]);
  });
});
