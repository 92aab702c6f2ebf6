import { describe, expect, it } from 'vitest';
import { quartilesOf, shareOf } from './share.js';

describe('a share with its bounds', () => {
  it.each([
    ['none of nothing is not known', 0, 0, null],
    // Wilson's interval, by the formula worked out by hand.
    ['half of ten', 5, 10, { of: 10, value: 0.5, low: 0.2366, high: 0.7634 }],
    ['all of ten is not certain', 10, 10, { of: 10, value: 1, low: 0.7225, high: 1 }],
    ['none of ten is not impossible', 0, 10, { of: 10, value: 0, low: 0, high: 0.2775 }],
  ])('%s', (_, hits, of, expected) => {
    expect(shareOf(hits, of)).toEqual(expected);
  });
});

describe('quartiles', () => {
  it.each([
    ['of none', [], null],
    ['of one', [7], { median: 7, lower: 7, upper: 7 }],
    ['between neighbours', [1, 2, 3, 4], { median: 2.5, lower: 1.8, upper: 3.3 }],
    ['in any order', [30, 10, 20], { median: 20, lower: 15, upper: 25 }],
  ])('%s', (_, values, expected) => {
    expect(quartilesOf(values)).toEqual(expected);
  });
});
