import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountSeries } from '../series/index.js';
import { cusum, cusumTransforms } from './index.js';
import type { CusumControl } from './index.js';

const series = (observed: readonly (number | null)[]): CountSeries => ({
  observed,
  frequency: 52,
  start: [2024, 1],
});
const quiet = Array.from({ length: 20 }, (_, at) => 2 + (at % 3));

describe('cusum', () => {
  it('adds up small excesses until they are an alarm', () => {
    const { cusum: sums, alarm } = cusum(series([4, 4, 4, 4, 8, 8, 8]), [4, 6], { k: 1, h: 2.5 });
    expect(sums).toEqual([1, 2, 3]);
    expect(alarm).toEqual([false, false, true]);
  });

  it('scores 1 where the sum reaches its limit', () => {
    const { judgements } = cusum(series([4, 4, 4, 4, 8, 8]), [4, 5], { k: 1, h: 2 });
    expect(judgements.map(({ score, alarm }) => [score, alarm])).toEqual([
      [0.5, false],
      [1, true],
    ]);
  });

  it('says nothing from a gap on', () => {
    const { alarm, judgements } = cusum(series([...quiet, 3, null, 3]), [20, 22], {});
    expect(alarm).toEqual([false, null, null]);
    expect(judgements.map(({ abstained }) => abstained)).toEqual([null, 'missing', 'gaps-in-baseline']);
  });

  it('says nothing where all before was zero', () => {
    const { judgements } = cusum(series([0, 0, 0, 5]), [3, 3], { trans: 'rossi' });
    expect(judgements[0]).toMatchObject({ alarm: null, abstained: 'not-estimable' });
  });

  it.each<[string, CusumControl]>([
    ['a limit of 0', { h: 0 }],
    ['an allowance that is no number', { k: Number.NaN }],
  ])('refuses %s', (_, control) => {
    expect(() => cusum(series(quiet), [10, 12], control)).toThrow(RangeError);
  });

  it('shows a number or nothing, whatever the counts and the transform', () => {
    const count = fc.option(fc.nat(2000), { freq: 20 });
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 12, maxLength: 80 }),
        fc.constantFrom(...cusumTransforms),
        fc.constantFrom<CusumControl['m']>(null, 'glm', 5),
        (counts, trans, m) => {
          const { judgements } = cusum(series(counts), [10, counts.length - 1], { trans, m: m ?? null });
          for (const { expected, upperbound, score } of judgements)
            for (const value of [expected, upperbound, score])
              expect(value === null || Number.isFinite(value)).toBe(true);
        },
      ),
    );
  });
});
