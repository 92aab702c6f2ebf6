import { verdictKinds } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countVerdicts, wilson } from './counts.js';

describe('counts of verdicts', () => {
  it.each([
    // Newcombe (1998), table I: 81 of 263 and 0 of 20.
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
  ])('Wilson for %i of %i', (hits, total, low, high) => {
    const found = wilson(hits, total);
    expect(found?.[0]).toBeCloseTo(low, 4);
    expect(found?.[1]).toBeCloseTo(high, 4);
  });

  it('nothing is known without a verdict', () => {
    expect(countVerdicts([])).toMatchObject({ total: 0, share: null, interval: null });
  });

  it('the share lies within its interval, and more verdicts of the same kind narrow it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdictKinds), { minLength: 1, maxLength: 60 }), (kinds) => {
        const { share, interval, total } = countVerdicts(kinds);
        const [low, high] = interval ?? [Number.NaN, Number.NaN];
        expect(total).toBe(kinds.length);
        expect(share).toBeGreaterThanOrEqual(low - 1e-12);
        expect(share).toBeLessThanOrEqual(high + 1e-12);
        const [wideLow, wideHigh] = countVerdicts([...kinds, ...kinds]).interval ?? [0, 0];
        expect(wideHigh - wideLow).toBeLessThan(high - low);
      }),
    );
  });
});
