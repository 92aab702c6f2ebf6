import { describe, expect, it } from 'vitest';
import { checkSeries, dayNumber, exceedanceScore, type CountSeries, type SeriesFault } from './index.js';

const good: CountSeries = { observed: [1, null, 0], frequency: 52, start: [2024, 1] };

describe('a series', () => {
  it('may carry gaps and zeros', () => {
    expect(() => checkSeries(good)).not.toThrow();
  });

  it.each<[SeriesFault, number | null, Partial<CountSeries>]>([
    ['count-not-a-number', 1, { observed: [1, Infinity] }],
    ['count-negative', 0, { observed: [-1] }],
    ['count-fractional', 2, { observed: [1, null, 0.5] }],
    ['frequency', null, { frequency: 0.5 }],
    ['start', null, { start: [2024, 0] }],
    ['dates-length', null, { dates: ['2024-01-01'] }],
    ['date-unreadable', 1, { dates: ['2024-01-01', '2024-02-30', '2024-03-01'] }],
    ['dates-unordered', 2, { dates: ['2024-01-01', '2024-01-08', '2024-01-08'] }],
    ['population-length', null, { population: [1] }],
    ['population-not-positive', 1, { population: [1, 0, 1] }],
  ])('is refused for %s at %j', (fault, index, wrong) => {
    expect(() => checkSeries({ ...good, ...wrong })).toThrow(expect.objectContaining({ fault, index }));
  });

  it.each([
    ['1970-01-01', 0],
    ['2024-02-29', 19_782],
    ['2023-02-29', null],
    ['2024-1-1', null],
  ])('%s is day %j', (date, day) => {
    expect(dayNumber(date)).toBe(day);
  });
});

describe('the exceedance score', () => {
  it.each<[string, number, number, number, number]>([
    ['0 at what is expected', 4, 4, 9, 0],
    ['1 at the bound', 9, 4, 9, 1],
    ['above 1 beyond it', 14, 4, 9, 2],
    ['0 at a bound of whole cases below what is expected', 0, 0.002, 0, 0],
    ['2 one case beyond such a bound', 1, 0.002, 0, 2],
  ])('is %s', (_, observed, expected, upperbound, score) => {
    expect(exceedanceScore(observed, expected, upperbound)).toBe(score);
  });
});
