import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { look } from '../fixture.js';
import { effectWeeksOption, spreadShape } from './index.js';

const none = { blue: 0, yellow: 0, orange: 0, red: 0 };
const bins = (edges: readonly number[]) =>
  edges.slice(1).map((to, at) => ({ from: edges[at] ?? 0, to, subjects: at * at }));

describe('effectWeeksOption', () => {
  const weeks = [
    { at: '2026-11-15T16:00:00.000Z', published: { ...none, red: 2 }, tried: { ...none, red: 1, blue: 3 } },
  ];
  it('draws a stack of tiers for each side, and says the day of the county', () => {
    const option = effectWeeksOption({ weeks }, look) as {
      series: { stack: string; data: number[] }[];
      xAxis: { data: string[] };
      tooltip: { formatter: (under: unknown) => string };
    };
    expect(option.xAxis.data).toEqual(['2026-11-16']);
    expect(option.series.filter(({ stack }) => stack === 'tried').map(({ data }) => data[0])).toEqual([
      3, 0, 0, 1,
    ]);
    expect(option.tooltip.formatter([{ dataIndex: 0 }])).toContain('现行: 红 2');
    expect(option.tooltip.formatter([])).toBe('');
  });
});

describe('spreadShape', () => {
  it('is nothing where no value is known', () => {
    expect(spreadShape({ bins: [], scale: 'linear', least: null, greatest: null }, [3])).toBeNull();
  });
  it.each([
    ['linear', [0, 1, 2, 3, 4], [9]],
    ['logarithmic', [1, 10, 100, 1_000], [5_000]],
  ] as const)('%s: every threshold has its place on the scale', (scale, edges, thresholds) => {
    const shape = spreadShape({ bins: bins(edges), scale, least: edges[0], greatest: 4 }, thresholds);
    for (const value of thresholds) expect(shape?.placeOf(value)).toBeLessThan(1);
    expect(shape?.bars.map(({ left }) => left)).toEqual(
      (shape?.bars ?? []).map(({ left }) => left).toSorted((a, b) => a - b),
    );
  });
  it('a place and its value are the same point', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('linear', 'logarithmic'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (scale, place) => {
          const shape = spreadShape({ bins: bins([0.5, 7.25, 90.5]), scale, least: 0.5, greatest: 90 }, []);
          const value = shape?.valueAt(place) ?? Number.NaN;
          expect(shape?.placeOf(value)).toBeCloseTo(place, 2);
        },
      ),
    );
  });
  it('values of whole numbers stay whole', () => {
    const shape = spreadShape({ bins: bins([1, 2, 3, 9]), scale: 'linear', least: 1, greatest: 8 }, []);
    expect(Number.isInteger(shape?.valueAt(0.37))).toBe(true);
  });
});
