import { describe, expect, it } from 'vitest';
import { sparseEvidence, weighEvidence } from './index.js';
import type { EvidenceVerdict } from './index.js';

describe('weighEvidence', () => {
  it.each<[string, readonly (number | null)[], EvidenceVerdict]>([
    ['one case is no rise', [5, 5, 5, 1], 'too-few-now'],
    ['two cases after quiet weeks are too few', [0, 1, 1, 2], 'too-few-lately'],
    ['five in four weeks are enough', [9, 1, 1, 1, 2], 'enough'],
    ['older cases do not count', [9, 0, 0, 0, 4], 'too-few-lately'],
    ['a gap adds no case', [3, null, null, 2], 'enough'],
    ['a short series is looked at as far as it goes', [5], 'enough'],
    ['a missing period is no evidence', [5, 5, 5, null], 'missing'],
  ])('%s', (_, observed, verdict) => {
    expect(weighEvidence(observed, observed.length - 1, sparseEvidence)).toBe(verdict);
  });

  it.each([
    { now: -1, lately: 5, periods: 4 },
    { now: 1, lately: Number.NaN, periods: 4 },
    { now: 1, lately: 5, periods: 0 },
  ])('refuses %o', (rule) => {
    expect(() => weighEvidence([1], 0, rule)).toThrow(RangeError);
  });
});
