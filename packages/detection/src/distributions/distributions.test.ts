import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../normal/index.js';
import {
  incompleteBeta,
  logGamma,
  lowerGamma,
  negativeBinomialAtLeast,
  negativeBinomialAtMost,
  negativeBinomialQuantile,
  poissonAtLeast,
  poissonAtMost,
  poissonQuantile,
  studentTwoSided,
  studentUpperTail,
  upperGamma,
} from './index.js';
import { known } from './known.fixture.js';

const functions: Readonly<Record<string, (a: number, b: number, c: number) => number>> = {
  nbQuantile: negativeBinomialQuantile,
  nbAtLeast: negativeBinomialAtLeast,
  nbAtMost: negativeBinomialAtMost,
  poissonQuantile,
  poissonAtLeast,
  poissonAtMost,
  normalUpperTail,
  studentTwoSided,
  incompleteBeta,
  lowerGamma,
  upperGamma,
  logGamma,
};

const far = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(b), 1e-300);

describe('distributions give what R gives', () => {
  it.each(Object.entries(functions))('%s, far into its tails', (name, asked) => {
    const rows = known.filter(([of]) => of === name);
    expect(rows.length).toBeGreaterThan(7);
    const exact = name.endsWith('Quantile');
    const wrong = rows.filter(([, a, b, c, value]) => {
      const got = asked(a, b, c);
      return exact ? got !== value : far(got, value) > 1e-10;
    });
    expect(wrong).toEqual([]);
  });
});

const chance = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
const mean = fc.double({ min: -7, max: 9, noNaN: true }).map(Math.exp);
const excess = fc.double({ min: -6, max: 3, noNaN: true }).map((x) => 1 + Math.exp(x));

describe('distributions of counts', () => {
  it('a quantile is the first count that reaches its chance', () => {
    fc.assert(
      fc.property(mean, excess, chance, (mu, phi, p) => {
        const [size, prob] = [mu / (phi - 1), 1 / phi];
        const count = negativeBinomialQuantile(p, size, prob);
        expect(negativeBinomialAtMost(count, size, prob)).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(negativeBinomialAtMost(count - 1, size, prob)).toBeLessThanOrEqual(p * (1 + 1e-12));
      }),
    );
  });

  it('at least and at most share out the whole', () => {
    fc.assert(
      fc.property(mean, excess, fc.nat(20_000), (mu, phi, count) => {
        const [size, prob] = [mu / (phi - 1), 1 / phi];
        const both =
          negativeBinomialAtMost(count, size, prob) + negativeBinomialAtLeast(count + 1, size, prob);
        expect(both).toBeCloseTo(1, 10);
        expect(poissonAtMost(count, mu) + poissonAtLeast(count + 1, mu)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('sums of masses agree with the incomplete beta and gamma functions', () => {
    fc.assert(
      fc.property(mean, excess, fc.integer({ min: 1, max: 5000 }), (mu, phi, count) => {
        const [size, prob] = [mu / (phi - 1), 1 / phi];
        expect(negativeBinomialAtLeast(count, size, prob)).toBeCloseTo(
          incompleteBeta(count, size, 1 - prob, prob),
          10,
        );
        expect(poissonAtLeast(count, mu)).toBeCloseTo(lowerGamma(count, mu), 10);
        expect(poissonAtMost(count, mu)).toBeCloseTo(upperGamma(count + 1, mu), 10);
      }),
    );
  });

  it.each<[string, () => number]>([
    ['a negative mean', () => poissonQuantile(0.5, -1)],
    ['an infinite mean', () => poissonAtLeast(1, Infinity)],
    ['a size of 0', () => negativeBinomialQuantile(0.5, 0, 0.5)],
    ['a chance of success above 1', () => negativeBinomialAtMost(1, 1, 1.1)],
    ['a probability of 0', () => poissonQuantile(0, 1)],
    ['a probability of 1', () => negativeBinomialQuantile(1, 1, 0.5)],
    ['no degrees of freedom', () => studentTwoSided(1, 0)],
    ['the gamma function at 0', () => logGamma(0)],
    ['an incomplete beta function outside of 0 to 1', () => incompleteBeta(1, 1, 1.5)],
  ])('%s is refused', (_, asked) => {
    expect(asked).toThrow(RangeError);
  });

  it.each([
    ['nothing is expected: the quantile is 0', poissonQuantile(0.99, 0), 0],
    ['at least no case is certain', negativeBinomialAtLeast(0, 2, 0.5), 1],
    ['a mean beyond all counting has a quantile near it', Math.round(poissonQuantile(0.5, 1e12) / 1e6), 1e6],
  ])('%s', (_, got, wanted) => {
    expect(got).toBe(wanted);
  });

  it('the upper tail of t halves at 0 and mirrors', () => {
    expect(studentUpperTail(0, 5)).toBe(0.5);
    expect(studentUpperTail(-1.3, 5) + studentUpperTail(1.3, 5)).toBeCloseTo(1, 14);
  });
});
