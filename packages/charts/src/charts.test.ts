import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeHtml,
  gapsOf,
  hottestTiles,
  latestOf,
  pipelineOption,
  seriesOption,
  tierBarsOption,
  tierTotal,
  tileGrid,
  tileLabel,
  trendOption,
  type RegionTile,
  type TrendPoint,
} from './index.js';
import { look } from './fixture.js';

const week = (at: number, value: number | null, unusual = false, bound: number | null = 5): TrendPoint => ({
  week: `2026-0${1 + Math.floor(at / 4)}-${String(1 + (at % 4) * 7).padStart(2, '0')}`,
  value,
  bound,
  unusual,
});

interface DrawnSeries {
  readonly type: string;
  readonly connectNulls?: boolean;
  readonly data: readonly unknown[];
  readonly markArea?: { readonly data: readonly unknown[] };
}
const seriesOf = (option: Readonly<Record<string, unknown>>): readonly DrawnSeries[] =>
  option['series'] as readonly DrawnSeries[];

describe('gapsOf', () => {
  it.each([
    ['nothing missing', [1, 2], []],
    ['a hole in the middle', [1, null, 2], [{ from: 1, to: 1 }]],
    [
      'missing at both ends',
      [null, 1, null, null],
      [
        { from: 0, to: 0 },
        { from: 2, to: 3 },
      ],
    ],
    ['zero is a value', [0, 0], []],
  ] as const)('%s', (_name, values, gaps) => {
    expect(gapsOf(values.map((value) => ({ value })))).toEqual(gaps);
  });

  it('covers exactly the missing points', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer())), (values) => {
        const inGap = new Set(
          gapsOf(values.map((value) => ({ value }))).flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, step) => from + step),
          ),
        );
        expect(values.map((value) => value === null)).toEqual(values.map((_, at) => inGap.has(at)));
      }),
    );
  });
});

describe('latestOf', () => {
  it('is null where nothing was ever delivered', () => {
    expect(latestOf([week(0, null)])).toBeNull();
  });
  it('passes over undelivered weeks at the end', () => {
    expect(latestOf([week(0, 3), week(1, 7), week(2, null)])).toEqual({ point: week(1, 7), change: 4 });
  });
  it('gives no change across a gap', () => {
    expect(latestOf([week(0, 3), week(1, null), week(2, 9)])?.change).toBeNull();
  });
});

describe('trendOption', () => {
  const option = trendOption([week(0, 2), week(1, null), week(2, 9, true)], '投诉举报', look);
  const [bound, line, unusual] = seriesOf(option);

  it('keeps a missing week as a gap, never as zero', () => {
    expect(line?.data).toEqual([2, null, 9]);
    expect(line?.connectNulls).toBe(false);
    expect(bound?.connectNulls).toBe(false);
  });
  it('shades the gap', () => {
    expect(line?.markArea?.data).toEqual([[{ name: '未送达', xAxis: 1 }, { xAxis: 1 }]]);
  });
  it('marks only unusual weeks', () => {
    expect(unusual?.data).toEqual([null, null, 9]);
  });
  it('says what a week holds, with the name made safe', () => {
    const hostile = trendOption([week(0, 2)], '<img src=x>', look);
    const { formatter } = hostile['tooltip'] as { formatter: (under: unknown) => string };
    const text = formatter([{ dataIndex: 0 }]);
    expect(text).toContain('&lt;img src=x&gt;');
    expect(text).not.toContain('<img');
    expect(formatter([])).toBe('');
  });
});

describe('seriesOption', () => {
  const points = [
    { period: '2026-01-01', value: 1 },
    { period: '2026-02-01', value: null },
  ];
  const words = { period: (period: string) => period.slice(0, 7), value: (value: number) => `${value} 人` };
  it.each([
    ['large', {}],
    ['small', { small: true }],
  ])('%s: keeps missing periods as shaded gaps', (_name, size) => {
    const [line] = seriesOf(seriesOption(points, { ...words, ...size }, look));
    expect(line?.data).toEqual([1, null]);
    expect(line?.connectNulls).toBe(false);
    expect(line?.markArea?.data).toEqual([[{ name: '缺数', xAxis: 1 }, { xAxis: 1 }]]);
  });
  it('says a period with its figure, and a gap as a gap', () => {
    const { formatter } = seriesOption(points, words, look)['tooltip'] as {
      formatter: (under: unknown) => string;
    };
    expect(formatter([{ dataIndex: 0 }])).toBe('2026-01<br><b>1 人</b>');
    expect(formatter([{ dataIndex: 1 }])).toBe('2026-02<br><b>缺数</b>');
  });
});

describe('tierBarsOption', () => {
  const now = { blue: 1, yellow: 2, orange: 3, red: 4 };
  const before = { blue: 5, yellow: 6, orange: 7, red: 8 };
  it('draws the gravest tier first, the earlier week beside the last', () => {
    const [earlier, last] = seriesOf(tierBarsOption(now, before, look));
    expect(earlier?.data).toEqual([8, 7, 6, 5]);
    expect(last?.data).toMatchObject([{ value: 4 }, { value: 3 }, { value: 2 }, { value: 1 }]);
  });
  it('adds up', () => {
    expect(tierTotal(now)).toBe(10);
  });
});

describe('pipelineOption', () => {
  const option = pipelineOption(
    [
      { stage: 'negotiation', received: null, open: null, closed: null, persons: null },
      { stage: 'arbitration', received: 1200, open: 200, closed: 1000, persons: 4000 },
    ],
    look,
  );
  it('draws no bar where no source tells of a stage, and says so', () => {
    const [open, closed, words] = seriesOf(option);
    expect(open?.data).toEqual([200, null]);
    expect(closed?.data).toEqual([1000, null]);
    expect(words?.data).toMatchObject([
      { label: { formatter: '1,200' } },
      { label: { formatter: '暂无来源' } },
    ]);
  });
});

const tile = (region: string, zh: string, en: string, col: number, row: number): RegionTile => ({
  region,
  name: { zh, en },
  kind: 'town',
  col,
  row,
  tier: null,
  alerts: { blue: 0, yellow: 0, orange: 0, red: 0 },
  recent: null,
});

describe('tileGrid', () => {
  it('starts at the first used column and line and reads row by row', () => {
    const grid = tileGrid(
      [tile('b', '神泉镇', 'Shenquan Town', 4, 3), tile('a', '惠城镇', 'Huicheng Town', 2, 3)],
      'zh',
    );
    expect(grid).toMatchObject({
      columns: 3,
      lines: 1,
      tiles: [
        { label: '惠城', column: 1, line: 1, recent: null },
        { label: '神泉', column: 3, line: 1 },
      ],
    });
  });
  it('is empty for no tiles', () => {
    expect(tileGrid([], 'en')).toEqual({ columns: 0, lines: 0, tiles: [] });
  });
  it('keeps a farm apart from the town of the same name', () => {
    expect(tileLabel(tile('1', '葵潭镇', 'Kuitan Town', 0, 0), 'zh')).toBe('葵潭');
    expect(tileLabel(tile('2', '葵潭农场', 'Kuitan Farm', 0, 0), 'zh')).toBe('葵潭农场');
    expect(tileLabel(tile('2', '葵潭农场', 'Kuitan Farm', 0, 0), 'en')).toBe('Kuitan Farm');
  });
  it('orders hot places by tier before number', () => {
    const grid = tileGrid(
      [
        {
          ...tile('a', '甲镇', 'A', 0, 0),
          tier: 'yellow',
          alerts: { blue: 0, yellow: 9, orange: 0, red: 0 },
        },
        { ...tile('b', '乙镇', 'B', 1, 0), tier: 'red', alerts: { blue: 0, yellow: 0, orange: 0, red: 1 } },
        tile('c', '丙镇', 'C', 2, 0),
      ],
      'zh',
    );
    expect(hottestTiles(grid).map(({ region }) => region)).toEqual(['b', 'a']);
  });
});

describe('escapeHtml', () => {
  it('leaves no character that opens a tag or an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"]/u);
      }),
    );
  });
});
