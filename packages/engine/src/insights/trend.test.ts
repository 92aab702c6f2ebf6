import { describe, expect, it } from 'vitest';
import { coveredSpan, lastMonths, lastWeeks, weeklySeries, withBounds } from './trend.js';

const layout = (since: string, completeThrough: string) => ({
  source: 'complaints' as const,
  layout: 'any',
  since,
  completeThrough,
});

describe('the weeks and months of a trend', () => {
  it('are whole ones before today', () => {
    expect(lastWeeks('2026-03-04', 2)).toEqual(['2026-02-16', '2026-02-23']);
    expect(lastMonths('2026-03-01', 2)).toEqual(['2026-01-01', '2026-02-01']);
  });
});

describe('the covered span', () => {
  it.each([
    ['is none where nothing was delivered', [], null],
    [
      'is the layout’s own',
      [layout('2025-01-31', '2026-02-28')],
      { from: '2025-01-31', through: '2026-02-28' },
    ],
    [
      'ends with the layout that is least complete',
      [layout('2025-02-28', '2026-02-28'), layout('2025-01-31', '2026-01-31')],
      { from: '2025-01-31', through: '2026-01-31' },
    ],
    [
      'does not wait for a layout silent since before the trend',
      [layout('2024-01-01', '2024-12-31'), layout('2025-01-31', '2026-02-28')],
      { from: '2025-01-31', through: '2026-02-28' },
    ],
  ])('%s', (_, layouts, expected) => {
    expect(coveredSpan(layouts, '2025-03-01')).toEqual(expected);
  });
});

describe('a weekly series', () => {
  const counts = new Map([
    ['2026-02-09', 3],
    ['2026-02-23', 9],
  ]);
  const weeks = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'];

  it('has zero in a covered week without events and a gap where a week is not wholly covered', () => {
    const covered = { from: '2026-02-03', through: '2026-02-28' };
    expect(weeklySeries(weeks, counts, covered).map(({ value }) => value)).toEqual([null, 3, 0, null]);
  });

  it('is all gaps where nothing covers it', () => {
    expect(weeklySeries(weeks, counts, null).map(({ value }) => value)).toEqual([null, null, null, null]);
  });
});

describe('unusual weeks', () => {
  const quiet = [2, 1, 2, 3, 2, 1, 2].map((value, index) => ({ at: `2026-01-0${index + 1}`, value }));

  it.each([
    ['a jump is unusual', 20, true],
    ['one more than usual is not', 4, false],
    ['a gap is never unusual', null, false],
  ])('%s', (_, value, unusual) => {
    const [point] = withBounds([...quiet, { at: '2026-02-01', value }], 1);
    expect(point).toMatchObject({ week: '2026-02-01', value, unusual });
  });

  it('has no bound where too little came before', () => {
    expect(withBounds(quiet, 7).every(({ bound }) => bound === null)).toBe(true);
  });
});
