import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hotspot } from '@miaotou/contracts';
import {
  chanceText,
  clusterMarks,
  detectionOption,
  meanText,
  sparkline,
  type DetectionPoint,
} from '../index.js';
import { look } from '../fixture.js';

const usual: DetectionPoint = {
  at: '2026-11-02',
  through: '2026-11-08',
  observed: 3,
  expected: 2.5,
  upperbound: 6,
  score: 0.2,
  pValue: 0.4,
  alarm: false,
  abstained: null,
  gap: null,
};
const unusual: DetectionPoint = {
  ...usual,
  at: '2026-11-09',
  through: '2026-11-15',
  observed: 14,
  pValue: 0.0002,
  alarm: true,
};
const missing: DetectionPoint = {
  ...usual,
  at: '2026-11-16',
  through: '2026-11-22',
  observed: null,
  expected: null,
  upperbound: null,
  score: null,
  pValue: null,
  alarm: null,
  abstained: 'missing',
  gap: 'not-covered',
};

interface Drawn {
  readonly name: string;
  readonly data: readonly (number | null)[];
  readonly connectNulls?: boolean;
  readonly markArea?: { readonly data: readonly unknown[] };
}

describe('detectionOption', () => {
  const option = detectionOption([usual, unusual, missing], '2026-11-09', '<b>', look);
  const [expected, band, bound, counts, alarms, chosen] = option['series'] as readonly Drawn[];
  const { formatter } = option['tooltip'] as { formatter: (under: unknown) => string };

  it('keeps a period of which nothing is known as a shaded gap', () => {
    expect(counts?.data).toEqual([3, 14, null]);
    expect([expected, band, bound, counts].map((one) => one?.connectNulls)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(counts?.markArea?.data).toEqual([[{ name: '无数据', xAxis: 2 }, { xAxis: 2 }]]);
  });
  it('stands the usual range on the expectation, and draws the bound where it is', () => {
    expect(expected?.data).toEqual([2.5, 2.5, null]);
    expect(band?.data).toEqual([3.5, 3.5, null]);
    expect(bound?.data).toEqual([6, 6, null]);
  });
  it('marks unusual periods by shape and the chosen one by a ring', () => {
    expect(alarms?.data).toEqual([null, 14, null]);
    expect(chosen?.data).toEqual([null, 14, null]);
  });
  it.each([
    ['a usual period', 0, '2026-11-02 – 2026-11-08<br><b>3</b><br>预期 2.5<br>上限 6'],
    ['an unusual one', 1, '2026-11-09 – 2026-11-15<br><b>14 ◆ 偏高</b><br>预期 2.5<br>上限 6'],
    ['a gap', 2, '2026-11-16 – 2026-11-22<br><b>无数据</b>'],
    ['nothing', 9, ''],
  ])('says of %s', (_name, dataIndex, text) => {
    expect(formatter([{ dataIndex }])).toBe(text);
  });
});

describe('numbers as people read them', () => {
  it.each([
    [null, '—'],
    [0.04, '0'],
    [5.25, '5.3'],
    [1234.4, '1,234'],
  ])('a mean of %s is %s', (value, text) => {
    expect(meanText(value)).toBe(text);
  });
  it.each([
    [null, '—'],
    [0.00001, '<0.0001'],
    [0.00123, '0.0012'],
    [0.5, '0.5'],
    [1, '1'],
  ])('a chance of %s is %s', (p, text) => {
    expect(chanceText(p)).toBe(text);
  });
});

describe('sparkline', () => {
  it('breaks at a gap, and shows a lone count as a dot', () => {
    expect(sparkline([0, 10, null, 5], 38, 18)).toEqual({
      paths: ['M4 14L4 14L14 4', 'M34 9L34 9'],
      gaps: [{ x: 19, width: 10 }],
      last: { x: 34, y: 9 },
    });
  });
  it('stays in its box and has a path for each stretch, whatever the counts are', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(1_000_000)), { maxLength: 60 }), (counts) => {
        const { paths, gaps } = sparkline(counts, 120, 32);
        const stretches = counts.filter((count, at) => count !== null && (counts[at - 1] ?? null) === null);
        expect(paths).toHaveLength(stretches.length);
        expect(gaps).toHaveLength(counts.filter((count) => count === null).length);
        const numbers = paths.flatMap((path) => path.match(/[\d.]+/gu) ?? []).map(Number);
        expect(numbers.every((value) => value >= 0 && value <= 120)).toBe(true);
        expect(paths.join('')).not.toContain('NaN');
      }),
    );
  });
});

describe('clusterMarks', () => {
  const cluster = (rank: number, significant: boolean, ...regions: string[]): Hotspot => ({
    rank,
    members: regions.map((region) => ({
      region,
      name: { zh: region, en: region },
      observed: 1,
      expected: 1,
    })),
    since: '2026-11-01',
    observed: 10,
    expected: 4,
    relativeRisk: 2.5,
    p: 0.001,
    significant,
    sentence: { zh: '', en: '' },
  });
  it('gives a place of several hotspots to the likeliest, and leaves out what may be chance', () => {
    const marks = clusterMarks([
      cluster(2, true, 'b', 'c'),
      cluster(1, true, 'a', 'b'),
      cluster(3, false, 'd'),
    ]);
    expect([...marks].map(([region, { rank }]) => [region, rank])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
    ]);
  });
});
