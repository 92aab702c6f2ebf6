import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { negativeBinomialQuantile } from '../distributions/index.js';
import { boundOf, chanceOf } from './robust.js';

describe('boundOf', () => {
  const alpha = fc.double({ min: 1e-5, max: 0.49, noNaN: true });
  const dispersion = fc.double({ min: 1.01, max: 3000, noNaN: true });

  it('found by halving is the quantile', () => {
    const mean = fc.double({ min: 1001, max: 6000, noNaN: true });
    fc.assert(
      fc.property(alpha, mean, dispersion, (chance, mu, phi) => {
        expect(boundOf(chance, mu, phi)).toBe(negativeBinomialQuantile(1 - chance, mu / (phi - 1), 1 / phi));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['millions of cases, widely spread', 1e6, 5e5],
    ['millions of cases by pure chance', 1e6, 1],
    ['nearly always nothing', 5000, 4e6],
  ])('holds its chance for %s', (_, mean, phi) => {
    const bound = boundOf(0.01, mean, phi);
    expect(chanceOf(bound + 1, mean, phi)).toBeLessThanOrEqual(0.01);
    expect(chanceOf(bound, mean, phi)).toBeGreaterThan(0.01);
  });
});
