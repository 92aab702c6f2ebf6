import { manifests, pipelines } from '@miaotou/assembly';
import type { SeriesGrain } from '@miaotou/contracts';
import { findIndicator, indicators as catalogue, startOfDay } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { createIndicators, producersOf } from '@miaotou/engine';
import type { Gap, Indicators, Viewer } from '@miaotou/engine';
import { testWarehouse } from '@miaotou/testkit';
import { createIndicatorsWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indicatorCases } from './indicator-cases.js';
import { delivered, eventRows, watermarks } from './indicator-county.js';

const viewer: Viewer = {
  id: '1',
  username: 'analyst',
  displayName: 'analyst',
  role: 'analyst',
  scope: ['*'],
};
const townsman: Viewer = { ...viewer, scope: ['445224102'] };
const employers = [
  { id: '1', name: '甲公司', region: '445224100' },
  { id: '2', name: '乙公司', region: '445224102' },
  { id: '3', name: '丙公司', region: '445224100' },
];

const leftOut = new Map<string, readonly Gap[]>();
let warehouse: Warehouse;
let indicators: Indicators;

beforeAll(async () => {
  warehouse = await testWarehouse();
  await warehouse.insert('miaotou.events', eventRows);
  await warehouse.insert('miaotou.observations', delivered);
  await warehouse.insert('miaotou.watermarks', watermarks);
  indicators = createIndicators({
    names: {
      employers: (ids) => Promise.resolve(employers.filter(({ id }) => ids.includes(id))),
      fileNames: (ids) => Promise.resolve(ids.map((batchId) => ({ batchId, fileName: `${batchId}.xlsx` }))),
    },
    warehouse: createIndicatorsWarehouse(warehouse),
    layouts: { inForce: async () => pipelines },
    clock: { now: () => new Date('2026-06-30T04:00:00Z') },
    gaps: () => Promise.resolve({ byLayout: leftOut }),
  });
}, 60_000);

afterAll(() => warehouse.close());

const employerOne = ['employer', '1'] as const;

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 6));
const closeAll = (figures: Readonly<Record<Day, number | null>>) =>
  Object.fromEntries(Object.entries(figures).map(([day, value]) => [day, close(value)]));

describe.each(Object.entries(indicatorCases))('%s', (code, ofCode) => {
  it.each(ofCode.map((each) => [each.says, each] as const))('%s', async (_, each) => {
    const { of: [grain, subject] = ['county', ''], knownOn, points, beside = {} } = each;
    const days = Object.keys(points).toSorted();
    const span = { from: days[0], to: days.at(-1), ...(knownOn === undefined ? {} : { knownOn }) };
    const series = await indicators.series(code, { grain, subject, ...span }, viewer);
    const found = new Map(series.points.map((point) => [point.period, point]));
    expect(Object.fromEntries(days.map((day) => [day, found.get(day)?.value]))).toEqual(closeAll(points));
    for (const [key, figures] of Object.entries(beside)) {
      const shown = Object.keys(figures).map((day) => [day, found.get(day)?.beside[key]] as const);
      expect([key, Object.fromEntries(shown)]).toEqual([key, closeAll(figures)]);
    }
  });
});

describe('the catalogue', () => {
  const coded = catalogue.filter(({ code }) => /^[A-Z]{2,3}\d{2}$/u.test(code));

  it('has every one of its 45 indicators tried above', () => {
    expect(Object.keys(indicatorCases).toSorted()).toEqual(coded.map(({ code }) => code).toSorted());
  });

  it('has a producer for each, and each producer states what it produces', () => {
    const without = catalogue.filter(({ code }) => {
      const { delivered: by, derivation } = producersOf(code, pipelines);
      return by.length === 0 && derivation === null;
    });
    expect(without).toEqual([]);
    const known = new Set(manifests.map(({ layout }) => layout));
    for (const { source, layouts, derives = [] } of pipelines) {
      for (const code of [
        ...layouts.flatMap(({ delivers = [] }) => delivers),
        ...derives.map((derivation) => derivation.code),
      ]) {
        expect([code, findIndicator(code)?.family]).toEqual([code, source]);
      }
      for (const { code, layouts: read } of derives) {
        expect([code, read.filter((layout) => !known.has(layout))]).toEqual([code, []]);
      }
    }
  });

  it('tells unit, grain, direction, definition, producers and the newest period of each', async () => {
    const rows = await indicators.catalogue();
    expect(rows.map(({ code }) => code)).toEqual(catalogue.map(({ code }) => code));
    const bare = rows.filter(
      ({ unit, grains, direction, definition, producers }) =>
        unit === '' ||
        grains.length < 2 ||
        direction.length === 0 ||
        definition.zh === '' ||
        producers.length === 0,
    );
    expect(bare).toEqual([]);
    expect(rows.find(({ code }) => code === 'CA01')).toMatchObject({
      latestPeriod: '2026-05-31',
      producers: [{ kind: 'derived', layout: 'arbitration-cases', completeThrough: '2026-05-31' }],
    });
    expect(rows.find(({ code }) => code === 'TAX01')).toMatchObject({ latestPeriod: '2026-01-01' });
    expect(rows.find(({ code }) => code === 'SI05')?.latestPeriod).toBe('2026-05-01');
  });
});

describe('the rows behind a point', () => {
  const rowsOf = async (code: string, period: Day, [grain, subject]: readonly [SeriesGrain, string]) =>
    (await indicators.rows(code, { grain, subject, period }, viewer)).items.map(({ layout, row, on }) => [
      layout,
      row,
      on,
    ]);

  it.each([
    [
      'events that count',
      'CA01',
      '2026-05-04',
      ['county', ''],
      [
        ['arbitration-cases', 1, '2026-05-04'],
        ['arbitration-cases', 2, '2026-05-04'],
      ],
    ],
    [
      'a stock: what stands open',
      'CA06',
      '2026-05-04',
      ['county', ''],
      [['arbitration-cases', 5, '2026-03-01']],
    ],
    [
      'the values that a change rests on',
      'TAX06',
      '2026-05-01',
      employerOne,
      [
        ['tax-declaration', 33, '2026-05-01'],
        ['tax-declaration', 32, '2026-04-01'],
      ],
    ],
    [
      'the looks that growth rests on',
      'PO03',
      '2026-05-05',
      ['event', 'x'],
      [
        ['opinion-monitoring', 72, '2026-05-05'],
        ['opinion-monitoring', 71, '2026-05-04'],
        ['opinion-monitoring', 73, '2026-05-04'],
      ],
    ],
    ['nothing where nothing happened', 'CA01', '2026-05-05', ['county', ''], []],
  ] as const)('are %s', async (_, code, period, of, expected) => {
    expect((await rowsOf(code, period, of)).map(String).toSorted()).toEqual(expected.map(String).toSorted());
  });

  it('say in which file they stand, since when they are known, and what they say', async () => {
    const { items, total } = await indicators.rows(
      'SI02',
      { grain: 'employer', subject: '1', period: '2026-05-01' },
      viewer,
    );
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      batchId: '1',
      fileName: '1.xlsx',
      employerName: '甲公司',
      value: 12_000,
      unit: 'fen',
      knownAt: '2026-06-05T00:00:00.000Z',
    });
  });
});

describe('subjects', () => {
  it.each([
    ['employers by name', 'CA01', 'employer', ['甲公司', '乙公司']],
    ['employers with a value', 'SI06', 'employer', ['甲公司']],
    ['organisations', 'CA05', 'office', ['惠城镇调委会', '隆江镇调委会']],
    ['projects', 'CP03', 'project', ['滨海项目']],
    ['towns by name', 'PE01', 'town', ['惠城镇', '华湖镇']],
  ] as const)('are %s', async (_, code, grain, expected) => {
    const { items, total } = await indicators.subjects(code, { grain, subject: '' }, viewer);
    expect(items.map(({ name }) => name.zh).toSorted()).toEqual([...expected].toSorted());
    expect(total).toBe(expected.length);
  });
});

describe('a person of one town', () => {
  it('reads the county as that town only, and no employer of another', async () => {
    const query = { grain: 'county', subject: '', from: '2026-05-04', to: '2026-05-06' } as const;
    const { points } = await indicators.series('CA01', query, townsman);
    expect(points.map(({ value }) => value)).toEqual([1, 0, 0]);
    const closed = { grain: 'employer', subject: '1' } as const;
    await expect(indicators.series('CA01', closed, townsman)).rejects.toMatchObject({
      code: 'employer-unknown',
    });
    const rows = await indicators.rows(
      'CA01',
      { grain: 'county', subject: '', period: '2026-05-04' },
      townsman,
    );
    expect(rows.items.map(({ row }) => row)).toEqual([2]);
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['an unknown code', 'XX99', { grain: 'county', subject: '' }, 'indicator-unknown'],
    ['a grain that it lacks', 'SI01', { grain: 'industry', subject: '建筑业' }, 'grain-invalid'],
    ['no subject', 'SI01', { grain: 'employer', subject: '' }, 'grain-invalid'],
    ['an unknown town', 'CA01', { grain: 'town', subject: '999999999' }, 'region-unknown'],
    [
      'days the wrong way round',
      'CA01',
      { grain: 'county', subject: '', from: '2026-05-02', to: '2026-05-01' },
      'span-empty',
    ],
  ] as const)('is refused by name: %s', async (_, code, query, problem) => {
    await expect(indicators.series(code, query, viewer)).rejects.toMatchObject({ code: problem });
  });
});

describe('a month left out amid others', () => {
  it('is a gap for every indicator that the layout feeds, and for no other', async () => {
    leftOut.set('hotline-12345', [{ from: '2026-05-01', through: '2026-05-31' }]);
    const query = { grain: 'county', subject: '', from: '2026-05-04', to: '2026-05-06' } as const;
    const values = async (code: string) =>
      (await indicators.series(code, query, viewer)).points.map(({ value }) => value);
    expect(await values('CP01')).toEqual([null, null, null]);
    expect(await values('CP08')).toEqual([null, null, null]);
    expect(await values('CP06')).toEqual([1, 1, 0]);
    leftOut.clear();
  });
});

describe('a silent source', () => {
  it('leaves a gap where the others go on: missing is never zero', async () => {
    await warehouse.insert('miaotou.watermarks', [
      {
        ...watermarks[0],
        layout: 'hotline-12345',
        complete_through: '2026-06-15',
        observed_at: startOfDay('2026-06-20'),
      },
      {
        ...watermarks[0],
        layout: 'inspection-register',
        complete_through: '2026-06-15',
        observed_at: startOfDay('2026-06-20'),
      },
    ]);
    const query = { grain: 'county', subject: '', from: '2026-05-30', to: '2026-06-02' } as const;
    const values = async (code: string) =>
      (await indicators.series(code, query, viewer)).points.map(({ value }) => value);
    expect(await values('CP01')).toEqual([0, 0, null, null]);
    expect(await values('CP08')).toEqual([0, 0, 0, 0]);
  });
});
