import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { circlesOf } from './circles.js';
import { planarDistance } from './distance.js';
import { binomial, multinomialDraw, permutationDraw } from './draws.js';
import { alongTime, likeliest } from './field.js';
import type { Field } from './field.js';
import { leastCases, logLikelihoodRatio, ratioBound } from './likelihood.js';
import { replicateScan } from './replicates.js';

const places = 9;
const random = createRandom(5);
const points = Array.from({ length: places }, (_, at) => ({ x: at % 3, y: Math.floor(at / 3) }));
const circles = circlesOf(points, Array<number>(places).fill(1), planarDistance, { share: 0.6 });

const shapes: readonly [string, number, number[]][] = [
  ['space alone', 1, [0, 1]],
  ['windows to the last day', 3, [0, 1, 0, 2, 0, 3]],
  ['windows anywhere', 3, [0, 1, 0, 2, 1, 2, 1, 3, 2, 3]],
];

describe('replicates are scanned several at once', () => {
  it.each(
    shapes.flatMap(([name, layers, stretches]) =>
      [20, 100, 400, 20_000, 40_000].map((total) => [name, total, layers, stretches] as const),
    ),
  )('%s, %d cases: each replicate has its own largest ratio', (_, total, layers, stretches) => {
    const weights = Array.from({ length: places }, () =>
      Array.from({ length: layers }, () => 0.2 + random.uniform()),
    );
    const all = weights.flat().reduce((sum, each) => sum + each, 0);
    const expected = alongTime(
      weights.map((row) => row.map((each) => (each * total) / all)),
      layers,
    );
    const field = (cases: Float64Array): Field => ({
      circles,
      layers,
      stretches: Int32Array.from(stretches),
      total,
      fewest: 2,
      cases,
      expected,
    });
    const level = 0.8;
    const scan = replicateScan(field(expected), total, level);
    const draw = multinomialDraw(random, Float64Array.from(weights.flat()), total);
    const drawn: number[][] = [];
    const largest = scan.largest((counts) => {
      draw(counts);
      drawn.push([...counts]);
    });
    expect(drawn).toHaveLength(scan.lanes);
    expect(scan.lanes).toBe({ 20: 5, 100: 4, 400: 3, 20_000: 2, 40_000: 1 }[total]);
    drawn.forEach((counts, lane) => {
      const rows = points.map((__, place) => counts.slice(place * layers, (place + 1) * layers));
      const one = likeliest(field(alongTime(rows, layers)), new Uint8Array(places))?.llr ?? 0;
      expect(largest[lane]).toBeCloseTo(one >= level ? one : 0, 7);
    });
  });
});

describe('likelihood ratio', () => {
  const total = 500;
  const expected = fc.double({ min: 0.01, max: 499, noNaN: true });

  it('is never above its bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: total }), expected, (cases, wanted) => {
        fc.pre(cases > wanted);
        const bound = ratioBound(cases, wanted, total);
        expect(logLikelihoodRatio(cases, wanted, total)).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-9);
      }),
    );
  });

  it('reaches a level first with the least count', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 400, noNaN: true }), expected, (level, wanted) => {
        const counts = Array.from({ length: total }, (_, at) => at + 1);
        const first = counts.find((count) => logLikelihoodRatio(count, wanted, total) >= level);
        expect(leastCases(level, wanted, total)).toBe(first ?? total + 1);
      }),
    );
  });
});

describe('draws under the null hypothesis', () => {
  it.each([
    ['case by case', 60],
    ['cell by cell', 6000],
  ])('multinomial, %s: every cell by its weight, all cases dealt', (_, cases) => {
    const weights = Float64Array.of(1, 2, 3, 4, 0, 10);
    const draw = multinomialDraw(random, weights, cases);
    const sets = 600_000 / cases;
    const counts = new Int32Array(6);
    const sums = Array<number>(6).fill(0);
    for (let set = 0; set < sets; set += 1) {
      draw(counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(cases);
      counts.forEach((count, cell) => (sums[cell] = (sums[cell] ?? 0) + count));
    }
    const error = sums.map((sum, cell) => {
      const chance = (weights[cell] ?? 0) / 20;
      const off = sum - sets * cases * chance;
      return off === 0 ? 0 : off / Math.sqrt(sets * cases * chance * (1 - chance));
    });
    expect(Math.max(...error.map(Math.abs))).toBeLessThan(4.5);
  });

  it.each([
    [30, 0.1],
    [200, 0.5],
    [5000, 0.02],
    [5000, 0.7],
  ])('binomial of %d trials and chance %d has its mean and variance', (trials, chance) => {
    const draws = 20_000;
    const values = Array.from({ length: draws }, () => binomial(random, trials, chance));
    const mean = values.reduce((sum, each) => sum + each, 0) / draws;
    const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (draws - 1);
    const wanted = trials * chance * (1 - chance);
    expect(Math.abs(mean - trials * chance)).toBeLessThan(4.5 * Math.sqrt(wanted / draws));
    expect(Math.abs(variance / wanted - 1)).toBeLessThan(4.5 * Math.sqrt(2.2 / draws));
  });

  it('a permutation keeps what each day holds and takes no more of a place than it has', () => {
    const placeOfCase = Int32Array.of(0, 0, 0, 1, 1, 2);
    const draw = permutationDraw(random, placeOfCase, [2, 1]);
    const counts = new Int32Array(6);
    const sums = [0, 0, 0];
    for (let set = 0; set < 3000; set += 1) {
      draw(counts);
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = counts;
      expect([a + c + e, b + d + f]).toEqual([2, 1]);
      expect(a + b <= 3 && c + d <= 2 && e + f <= 1).toBe(true);
      [a + b, c + d, e + f].forEach((count, place) => (sums[place] = (sums[place] ?? 0) + count));
    }
    expect(sums.map((each) => Math.round(each / 300))).toEqual([15, 10, 5]);
  });
});
