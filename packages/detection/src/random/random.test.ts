import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';
import type { Random } from './random.js';

const draws = 40_000;

function momentsOf(draw: (random: Random) => number): { mean: number; variance: number } {
  const random = createRandom(20_261);
  const values = Array.from({ length: draws }, () => draw(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1);
  return { mean, variance };
}

describe('createRandom', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const first = (seed: number): number[] => {
      const random = createRandom(seed);
      return [random.uniform(), random.normal(), random.gamma(2, 3), random.poisson(40), random.integer(9)];
    };
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(first(seed)).toEqual(first(seed));
        expect(first(seed)).not.toEqual(first(seed > 0 ? seed - 1 : seed + 1));
      }),
    );
  });

  it('keeps its stream from release to release', () => {
    const random = createRandom(1);
    expect([random.integer(1000), random.integer(1000), random.integer(1000)]).toEqual([148, 13, 91]);
  });

  // The last figure of each row is the fourth central moment over the squared variance.
  it.each<[string, (random: Random) => number, number, number, number]>([
    ['uniform', (random) => random.uniform(), 1 / 2, 1 / 12, 1.8],
    ['integers below 7', (random) => random.integer(7), 3, 4, 1.75],
    ['normal', (random) => random.normal(), 0, 1, 3],
    ['gamma of shape 0.3', (random) => random.gamma(0.3, 2), 0.6, 1.2, 23],
    ['gamma of shape 5', (random) => random.gamma(5, 0.5), 2.5, 1.25, 4.2],
    ['Poisson of mean 0.4', (random) => random.poisson(0.4), 0.4, 0.4, 5.5],
    ['Poisson of mean 11.9, walked', (random) => random.poisson(11.9), 11.9, 11.9, 3.1],
    ['Poisson of mean 12, rejected', (random) => random.poisson(12), 12, 12, 3.1],
    ['Poisson of mean 900', (random) => random.poisson(900), 900, 900, 3.01],
    ['negative binomial', (random) => random.negativeBinomial(8, 2), 8, 40, 6.1],
  ])('%s has its mean and variance', (_, draw, mean, variance, kurtosis) => {
    const seen = momentsOf(draw);
    expect(Math.abs(seen.mean - mean)).toBeLessThan(4.5 * Math.sqrt(variance / draws));
    expect(Math.abs(seen.variance / variance - 1)).toBeLessThan(4.5 * Math.sqrt((kurtosis - 1) / draws));
  });

  it.each([3, 12, 60])('Poisson of mean %d has its whole distribution', (mean) => {
    const random = createRandom(77);
    const seen = new Map<number, number>();
    for (let drawn = 0; drawn < draws; drawn += 1) {
      const count = random.poisson(mean);
      seen.set(count, (seen.get(count) ?? 0) + 1);
    }
    let chance = Math.exp(-mean);
    let statistic = 0;
    let cells = 0;
    for (let count = 0; count < 3 * mean + 20; count += 1) {
      const expected = chance * draws;
      if (expected >= 20) {
        statistic += ((seen.get(count) ?? 0) - expected) ** 2 / expected;
        cells += 1;
      }
      chance *= mean / (count + 1);
    }
    // Chi-squared with `cells` degrees of freedom, four and a half deviations off.
    expect(statistic).toBeLessThan(cells + 4.5 * Math.sqrt(2 * cells));
  });

  it('draws no events from a mean of 0', () => {
    const random = createRandom(3);
    expect([random.poisson(0), random.negativeBinomial(0, 1)]).toEqual([0, 0]);
  });

  it.each<[string, (random: Random) => unknown]>([
    ['a negative mean', (random) => random.poisson(-1)],
    ['an endless mean', (random) => random.poisson(Infinity)],
    ['a mean that is no number', (random) => random.negativeBinomial(Number.NaN, 1)],
    ['size 0', (random) => random.negativeBinomial(1, 0)],
    ['shape 0', (random) => random.gamma(0, 1)],
    ['scale 0', (random) => random.gamma(1, 0)],
    ['integers below 0', (random) => random.integer(0)],
    ['integers below 1.5', (random) => random.integer(1.5)],
    ['a broken seed', () => createRandom(0.5)],
  ])('refuses %s', (_, draw) => {
    expect(() => draw(createRandom(1))).toThrow(RangeError);
  });
});
