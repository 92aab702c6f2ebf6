import { describe, expect, it } from 'vitest';
import type { CountSeries } from '../series/index.js';
import { rki } from './index.js';

const series = (observed: readonly (number | null)[]): CountSeries => ({
  observed,
  frequency: 12,
  start: [2024, 1],
});
const control = { b: 0, w: 4, actY: true };

describe('rki', () => {
  it.each<[string, readonly number[], number, boolean]>([
    ['a mean of 0 bears three cases', [0, 0, 0, 0, 3], 3.285, false],
    ['a mean of 0 does not bear a fourth', [0, 0, 0, 0, 4], 3.285, true],
    ['a mean is cut down to whole cases', [2, 3, 3, 3, 7], 6.686, true],
    ['a mean of 20 is the last of the table', [20, 20, 20, 20, 30], 30.017, false],
    ['beyond it the bound is two deviations above', [20, 22, 24, 26, 29], 23 + 2 * Math.sqrt(20 / 3), true],
  ])('%s', (_, counts, bound, alarm) => {
    const result = rki(series(counts), [4, 4], control);
    expect(result.upperbound[0]).toBeCloseTo(bound, 12);
    expect(result.alarm).toEqual([alarm]);
  });

  it.each<[string, readonly (number | null)[], string]>([
    ['the series begins too late', [1, 2], 'too-short'],
    ['there is a gap in what is looked back on', [1, 1, null, 1, 9], 'gaps-in-baseline'],
    ['the period itself is missing', [1, 1, 1, 1, null], 'missing'],
    ['one period cannot tell a spread', [30, 40], 'not-estimable'],
  ])('abstains where %s', (reason, counts, abstained) => {
    const w = reason.startsWith('one period') ? 1 : 4;
    const last = counts.length - 1;
    expect(rki(series(counts), [last, last], { ...control, w }).judgements[0]).toMatchObject({
      abstained,
      alarm: null,
    });
  });
});
