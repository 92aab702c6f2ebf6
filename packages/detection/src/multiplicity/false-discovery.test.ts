import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseDiscoveryRates } from './index.js';

describe('falseDiscoveryRates', () => {
  it('gives the adjusted values of the fifteen tests of Benjamini and Hochberg 1995', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    const rates = falseDiscoveryRates(p).map((each) => Number(each?.toFixed(6)));
    expect(rates.slice(0, 5)).toEqual([0.0015, 0.003, 0.0095, 0.035625, 0.0603]);
    expect(rates.filter((each) => each <= 0.05)).toHaveLength(4);
  });

  it.each<[string, (number | null)[], (number | null)[]]>([
    ['nothing gives nothing', [], []],
    ['one test keeps its p-value', [0.03], [0.03]],
    ['what was not judged stays out', [null, 0.01, null, 0.04], [null, 0.02, null, 0.04]],
    ['equal p-values stay equal', [0.02, 0.02], [0.02, 0.02]],
    ['none exceeds 1', [1, 0.9], [1, 1]],
  ])('%s', (_, p, rates) => {
    expect(falseDiscoveryRates(p)).toEqual(rates);
  });

  it('keeps the order of the p-values and is never below them', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (p) => {
        const tested = falseDiscoveryRates(p).map((rate, index) => ({ p: p[index] ?? 0, rate: rate ?? 0 }));
        const sorted = tested.toSorted((a, b) => a.p - b.p);
        expect(sorted.every(({ rate }, at) => at === 0 || rate >= (sorted[at - 1]?.rate ?? 0))).toBe(true);
        expect(tested.every(({ p: own, rate }) => rate >= own && rate <= 1)).toBe(true);
      }),
    );
  });

  it.each([Number.NaN, -0.1, 1.1])('refuses %d', (p) => {
    expect(() => falseDiscoveryRates([0.5, p])).toThrow(RangeError);
  });
});
