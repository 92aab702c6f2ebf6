import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountSeries } from '../series/index.js';
import { bayes } from './index.js';
import type { BayesControl } from './index.js';

const series = (observed: readonly (number | null)[]): CountSeries => ({
  observed,
  frequency: 12,
  start: [2024, 1],
});
const flat = Array.from({ length: 12 }, () => 2);

describe('bayes', () => {
  it('expects the mean of the counts looked back on, and half a case more for what is not known', () => {
    const [judged] = bayes(series([...flat, 9]), [12, 12], { w: 6 }).judgements;
    expect(judged?.expected).toBeCloseTo(12.5 / 6, 12);
    expect(judged?.alarm).toBe(true);
  });

  it('alarms exactly where the chance of so many cases is below alpha', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 7, maxLength: 30 }), (counts) => {
        for (const { pValue, alarm } of bayes(series(counts), [6, counts.length - 1], { w: 6 }).judgements)
          expect(alarm).toBe((pValue ?? 1) <= 0.05);
      }),
    );
  });

  it('leaves gaps out of what it looks back on', () => {
    const [judged] = bayes(series([2, null, 2, null, 2, 2, 2]), [6, 6], { w: 6 }).judgements;
    expect(judged?.expected).toBeCloseTo(8.5 / 4, 12);
  });

  it.each<[string, readonly (number | null)[], BayesControl, string]>([
    ['the series begins too late', [1, 2, 3], {}, 'too-short'],
    ['nothing before was told', [null, null, null, null, null, null, 3], {}, 'gaps-in-baseline'],
    ['the period itself is missing', [1, 1, 1, 1, 1, 1, null], {}, 'missing'],
  ])('abstains where %s', (_, counts, control, reason) => {
    const { judgements, alarm } = bayes(series(counts), [counts.length - 1, counts.length - 1], control);
    expect(judgements[0]?.abstained).toBe(reason);
    expect(alarm).toEqual([null]);
  });

  it.each<[string, BayesControl]>([
    ['alpha 0', { alpha: 0 }],
    ['nothing to look back on', { b: 0, actY: false }],
    ['half a period', { w: 0.5 }],
  ])('refuses %s', (_, control) => {
    expect(() => bayes(series(flat), [8, 8], control)).toThrow(RangeError);
  });
});
