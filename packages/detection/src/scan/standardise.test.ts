import { describe, expect, it } from 'vitest';
import { indirectlyStandardised, personTime } from './standardise.js';

describe('personTime', () => {
  const censuses = [
    { day: 10, people: 100 },
    { day: 20, people: 200 },
    { day: 40, people: 0 },
  ];

  it('is a straight line between censuses and level outside of them', () => {
    expect(personTime(censuses, [0, 10, 15, 20, 40, 50])).toEqual([1000, 625, 875, 2000, 0]);
    expect(personTime(censuses, [12, 30])).toEqual([120 * 8 + 40 * 8 + 1500]);
  });

  it('adds up, however the time is cut', () => {
    const [whole = 0] = personTime(censuses, [3, 47]);
    const parts = personTime(censuses, [3, 9, 10, 11, 28.5, 47]);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 9);
  });

  it('of nobody ever counted is nothing', () => {
    expect(personTime([], [0, 10])).toEqual([0]);
  });

  it.each([
    ['censuses of the same day', [censuses[0], censuses[0]], [0, 1]],
    ['a census below none', [{ day: 1, people: -1 }], [0, 1]],
    ['bounds that fall', censuses, [5, 4]],
  ])('refuses %s', (_, given, bounds) => {
    const read = given.flatMap((census) => census ?? []);
    expect(() => personTime(read, bounds)).toThrow(RangeError);
  });
});

describe('indirectlyStandardised', () => {
  const young = {
    cases: 2,
    personTime: [
      [30, 10],
      [10, 50],
    ],
  };
  const old = {
    cases: 12,
    personTime: [
      [1, 1],
      [3, 1],
    ],
  };

  it('gives every group its own rate, so that all expected cases are all cases', () => {
    const expected = indirectlyStandardised([young, old]);
    expect(expected).toEqual([
      [0.6 + 2, 0.2 + 2],
      [0.2 + 6, 1 + 2],
    ]);
    expect(expected.flat().reduce((sum, each) => sum + each, 0)).toBeCloseTo(14, 12);
  });

  it('refuses a group with cases and without people', () => {
    expect(() => indirectlyStandardised([{ cases: 1, personTime: [[0]] }])).toThrow(RangeError);
  });
});
