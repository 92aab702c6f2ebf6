import type { FrontierPoint } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { look } from '../fixture.js';
import { frontierOption, frontierPoints, replayWeeksOption } from './index.js';

const point = (hours: number, caught: number, mark: FrontierPoint['mark'] = null): FrontierPoint => ({
  mostAWeek: 3,
  meanAWeek: 1.5,
  hours,
  outcomes: 4,
  caught,
  recall: { of: 4, value: caught / 4, low: 0, high: 1 },
  mark,
});

describe('the frontier', () => {
  it('runs from little work to much, and leaves out what says nothing of recall', () => {
    const points = [point(30, 3), { ...point(5, 0), recall: null }, point(10, 1)];
    expect(frontierPoints(points).map(({ hours }) => hours)).toEqual([10, 30]);
  });
  it('marks what is in force and what is proposed, and says what a point is worth', () => {
    const option = frontierOption([point(30, 3, 'published'), point(10, 1, 'proposed')], look) as {
      series: { name: string; data: number[][] }[];
      tooltip: { formatter: (under: { value: readonly [number, number] }) => string };
    };
    expect(option.series.map(({ name, data }) => [name, data])).toEqual([
      [
        '命中率',
        [
          [10, 25],
          [30, 75],
        ],
      ],
      ['现行', [[30, 75]]],
      ['建议', [[10, 25]]],
    ]);
    expect(option.tooltip.formatter({ value: [30, 75] })).toContain('提前发现 3/4');
  });
});

describe('weeks of a replay', () => {
  const week = (red: number) => ({
    week: '2026-11-16',
    byTier: { blue: 1, yellow: 0, orange: 0, red },
    orangeAndRed: red,
  });
  it.each([
    ['one stack without candidates', null, 4],
    ['two beside each other with them', [week(2)], 8],
  ] as const)('%s', (_, candidate, series) => {
    const option = replayWeeksOption([week(1)], candidate === null ? null : [...candidate], look) as {
      series: unknown[];
      tooltip: { formatter: (under: unknown) => string };
    };
    expect(option.series).toHaveLength(series);
    expect(option.tooltip.formatter([{ dataIndex: 0 }])).toContain('2026-11-16');
    expect(option.tooltip.formatter([])).toBe('');
  });
});
