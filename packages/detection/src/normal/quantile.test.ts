import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from './quantile.js';

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [0.01, -2.326347874040841],
    [0.001, -3.090232306167813],
    [1e-12, -7.034483825301132],
    [1e-20, -9.262340089798409],
  ])('at %d is %d', (p, quantile) => {
    expect(Math.abs(normalQuantile(p) - quantile)).toBeLessThanOrEqual(
      1e-14 * Math.max(1, Math.abs(quantile)),
    );
  });

  it('is antisymmetric around one half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), (k) => {
        // Multiples of 2^-20 have an exact complement.
        const p = k / 2 ** 20;
        expect(normalQuantile(1 - p) + normalQuantile(p)).toBeCloseTo(0, 14);
      }),
    );
  });

  it('rises with its argument', () => {
    const p = fc.double({ min: 1e-300, max: 1 - 1e-15, noNaN: true });
    fc.assert(
      fc.property(p, p, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        // Across the seams of the three approximations the last digits may differ.
        expect(normalQuantile(high) - normalQuantile(low)).toBeGreaterThanOrEqual(-1e-14);
      }),
    );
  });

  it.each([0, 1, -0.1, 1.5, Number.NaN])('refuses %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
