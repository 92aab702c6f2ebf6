import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ManifestSchema, numberCell } from '@miaotou/contracts';
import type { Layout, Pipeline } from '@miaotou/contracts';
import { testWarehouse } from '@miaotou/testkit';
import { direct, grouped, madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

const monthly: Layout = {
  manifest: ManifestSchema.parse({
    ...grouped.manifest,
    layout: 'test-monthly',
    columns: [
      { field: 'uscc', header: '统一社会信用代码', type: 'uscc', required: true },
      { field: 'name', header: '单位名称', type: 'text', required: true },
      { field: 'period', header: '统计月份', type: 'month', required: true },
      { field: 'persons', header: '在册人数', type: 'count' },
      { field: 'sales', header: '销售额', type: 'money', unit: 'yuan', max: 1e15 },
    ],
    key: ['uscc', 'period'],
    groupBy: undefined,
    checks: {
      history: [
        { field: 'persons', indicator: 'insured_headcount', floor: 2 },
        { field: 'sales', indicator: 'declared_sales', floor: 10_000 },
      ],
    },
  }),
  map: (rows) => ({
    observations: rows.flatMap((row) =>
      [['insured_headcount', 'persons'] as const, ['declared_sales', 'sales'] as const].flatMap(
        ([indicator, field]) => {
          const value = numberCell(row, field);
          return value === null
            ? []
            : [{ indicator, period: String(row.cells['period']), value, row: row.row }];
        },
      ),
    ),
    events: [],
  }),
};
const parts: Layout = {
  ...grouped,
  manifest: {
    ...grouped.manifest,
    snapshot: true,
    checks: {
      order: [],
      sums: [],
      months: [],
      places: [],
      history: [{ field: 'owed', indicator: 'SI02', factor: 100, floor: 10_000, part: true }],
    },
  },
};
const bulk: Layout = {
  ...direct,
  manifest: {
    ...direct.manifest,
    checks: {
      order: [],
      sums: [],
      months: [],
      places: [],
      history: [
        {
          field: 'value',
          indicator: { field: 'indicator' },
          only: ['SI02'],
          factor: 100,
          floor: 10,
          part: false,
        },
      ],
    },
  },
};
const pipelines: readonly Pipeline[] = [{ source: 'social-insurance', layouts: [bulk, parts, monthly] }];
const viewer = { id: '1', username: 'intake', displayName: '收件', role: 'intake' as const, scope: ['*'] };

let county: TestLanding;
let files = 0;
beforeAll(async () => {
  county = await openTestLanding({ pipelines });
}, 120_000);
afterAll(async () => {
  await county.records.close();
});
beforeEach(async () => {
  await testWarehouse();
});

async function brought(header: string, ...lines: readonly string[]) {
  files += 1;
  county.now = new Date(Date.UTC(2026, 5, 10, 2, 0, files));
  return county.bring('social-insurance', `l${files}.csv`, `${header}\n${lines.join('\n')}\n`);
}
const month = (...lines: readonly string[]) =>
  brought('统一社会信用代码,单位名称,统计月份,在册人数,销售额', ...lines);
const row = (number: number, period: string, persons: string | number, sales: string | number = '') =>
  `${madeUscc(number)},惠来测试${number}有限公司,${period},${persons},${sales}`;
const rowsOf = async (batchId: string) =>
  (await county.quarantine.ofBatch(batchId, { page: 1, pageSize: 200 })).items;
async function ran() {
  files += 1;
  county.now = new Date(Date.UTC(2026, 5, 10, 2, 0, files));
  const done = [];
  for (const id of county.queued.splice(0)) done.push(await county.run(id));
  return done;
}
const standing = (indicator: string) =>
  county.ask(`SELECT toString(period) AS period, said FROM (SELECT subject_id, period, argMax(value, (observed_at, batch_id)) AS said,
    argMax(retracted, (observed_at, batch_id)) AS gone FROM miaotou.observations WHERE indicator = '${indicator}' GROUP BY subject_id, period)
    WHERE gone = 0 ORDER BY period, said`);

describe('a value a hundred times the last', () => {
  test('is held with both values and the likely cause, and lands once a person confirms it', async () => {
    await month(row(1, '2026-03', 10, 1234));
    const leapt = await month(row(1, '2026-04', 10, '12340000.00'));
    expect(leapt).toMatchObject({
      state: 'done',
      rows: 1,
      accepted: 0,
      quarantined: 1,
      held: 1,
      duplicates: 0,
    });
    const [held] = await rowsOf(leapt.batchId);
    expect(held).toMatchObject({
      state: 'held',
      faults: [
        {
          code: 'unlike-before',
          field: 'sales',
          value: '12340000.00',
          message: {
            zh: '本次 12340000.00，上次（2026年03月）为 1234，相差 10000 倍，很可能是元与万元填混；属实请确认，有误请更正',
            en: expect.stringContaining('1234 last (2026-03): 10000 times more'),
          },
        },
      ],
    });
    if (held === undefined) throw new Error('the row is not held');
    const place = { sheet: held.sheet, row: held.row };
    await county.quarantine.confirm(leapt.batchId, { rows: [place], reason: '来电核实' }, viewer);
    expect(await ran()).toMatchObject([{ state: 'done', rows: 1, accepted: 1, held: 0 }]);
    expect(await standing('declared_sales')).toEqual([
      { period: '2026-03-01', said: 123_400 },
      { period: '2026-04-01', said: 1_234_000_000 },
    ]);
    const { versions } = await county.quarantine.history(leapt.batchId, place);
    expect(versions.at(-1)).toMatchObject({ state: 'corrected', by: 'intake', reason: '来电核实' });
  });

  test('stays held when it is corrected to another leap, and lands when corrected to the right value', async () => {
    await month(row(2, '2026-03', 10));
    const leapt = await month(row(2, '2026-04', 5000));
    const [held] = await rowsOf(leapt.batchId);
    if (held === undefined) throw new Error('the row is not held');
    const mended = (to: string) => ({
      ...held,
      cells: held.cells.map((cell) => (cell === '5000' ? to : cell)),
    });
    const tried = await county.quarantine.check(
      leapt.batchId,
      [mended('4000')],
      new AbortController().signal,
    );
    expect(tried.rows[0]?.faults.map(({ code }) => code)).toEqual(['unlike-before']);
    await county.quarantine.rerun(leapt.batchId, { rows: [mended('4000')], reason: '再报' }, viewer);
    expect(await ran()).toMatchObject([{ accepted: 0, quarantined: 1, held: 1 }]);
    const [again] = await rowsOf(leapt.batchId);
    if (again === undefined) throw new Error('the row is gone');
    const right = { ...again, cells: again.cells.map((cell) => (cell === '4000' ? '50' : cell)) };
    await county.quarantine.rerun(leapt.batchId, { rows: [right], reason: '更正' }, viewer);
    expect(await ran()).toMatchObject([{ accepted: 1, held: 0 }]);
  });

  test.each<[string, readonly string[], readonly string[], number]>([
    ['a hundredth of the last is held', [row(3, '2026-03', 500)], [row(3, '2026-04', 5)], 1],
    ['99 times the last is not', [row(3, '2026-03', 10)], [row(3, '2026-04', 990)], 0],
    ['a last value below the floor says nothing', [row(3, '2026-03', 1)], [row(3, '2026-04', 900)], 0],
    ['from zero there is no factor', [row(3, '2026-03', 0)], [row(3, '2026-04', 900)], 0],
    ['a missing value is no zero', [row(3, '2026-03', '')], [row(3, '2026-04', 900)], 0],
    [
      'the newest month before counts',
      [row(3, '2026-02', 2), row(3, '2026-03', 100)],
      [row(3, '2026-04', 900)],
      0,
    ],
    ['a later month says nothing of an earlier one', [row(3, '2026-05', 2)], [row(3, '2026-04', 900)], 0],
    [
      'the same month corrected is compared with the month before',
      [row(3, '2026-03', 10), row(3, '2026-04', 900)],
      [row(3, '2026-04', 9)],
      0,
    ],
    ['another employer has another history', [row(3, '2026-03', 2)], [row(4, '2026-04', 900)], 0],
    ['two years ago is too long', [row(3, '2023-03', 2)], [row(3, '2026-04', 900)], 0],
    [
      'a row with a fault besides waits to be mended',
      [row(3, '2026-03', 2)],
      [row(3, '2026-04', 900, '约3万')],
      0,
    ],
  ])('%s', async (_, before, now, held) => {
    await month(...before);
    const summary = await month(...now);
    expect(summary).toMatchObject({ state: 'done', held });
    expect(summary.rows).toBe(summary.accepted + summary.quarantined + summary.duplicates);
  });

  test('in a table of values is held by the indicators named, whoever reads the file', async () => {
    const header = '统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值';
    const line = (indicator: string, period: string, value: number) =>
      `${madeUscc(5)},惠来测试5有限公司,葵潭镇,${indicator},${period},${value}`;
    await brought(header, line('SI02', '2026-03', 30), line('SI06', '2026-03', 30));
    const leapt = await brought(header, line('SI02', '2026-04', 300_000), line('SI06', '2026-04', 300_000));
    expect(leapt).toMatchObject({ rows: 2, accepted: 1, quarantined: 1, held: 1 });
    expect(await rowsOf(leapt.batchId)).toMatchObject([
      { state: 'held', cells: expect.arrayContaining(['300000']) },
    ]);
  });

  test('a held part is left out of its employer’s sum until it is confirmed, and no zero is said of it', async () => {
    const header = '统一社会信用代码,单位名称,险种,费款所属期,欠费金额';
    const line = (kind: string, period: string, owed: number) =>
      `${madeUscc(6)},惠来测试6有限公司,${kind},${period},${owed}`;
    await brought(header, line('养老', '2026-03', 100), line('失业', '2026-03', 150));
    const leapt = await brought(
      header,
      line('养老', '2026-04', 1),
      line('失业', '2026-04', 90_000),
      line('工伤', '2026-04', 70_000),
    );
    expect(leapt).toMatchObject({ rows: 3, accepted: 1, quarantined: 2, held: 2 });
    const [first, second] = await rowsOf(leapt.batchId);
    if (first === undefined || second === undefined) throw new Error('the rows are not held');
    const said = async () => (await standing('SI02')).map((one) => one['said']);
    expect(await said()).toEqual([25_000, 100]);
    const confirm = async (one: typeof first) => {
      const place = { sheet: one.sheet, row: one.row };
      await county.quarantine.confirm(leapt.batchId, { rows: [place], reason: '属实' }, viewer);
      return ran();
    };
    expect(await confirm(first)).toMatchObject([{ accepted: 1 }]);
    expect(await said()).toEqual([25_000, 9_000_100]);
    expect(await confirm(second)).toMatchObject([{ accepted: 1 }]);
    expect(await said()).toEqual([25_000, 16_000_100]);
  });

  test('is told by the engine as plain arithmetic would', async () => {
    const value = fc.option(
      fc.oneof(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 2_000 }),
        fc.constantFrom(1e8, 99_999_999),
      ),
      { nil: null },
    );
    const cases = fc.sample(fc.record({ was: value, later: value, now: value }), { numRuns: 300, seed: 7 });
    const lines = (period: string, of: 'was' | 'later' | 'now') =>
      cases.map((one, index) => row(1000 + index, period, one[of] ?? '—'));
    await month(
      ...lines('2026-02', 'was'),
      ...lines('2026-03', 'later').filter((_, index) => index % 2 === 0),
    );
    const first = await rowsOf((await month(...lines('2026-04', 'now'))).batchId);
    const second = await county.quarantine.ofBatch(first[0]?.batchId ?? '', { page: 2, pageSize: 200 });
    const held = new Set([...first, ...second.items].map((one) => one.row - 2));
    const leaps = cases.flatMap(({ was, later, now }, index) => {
      const last = index % 2 === 0 && later !== null ? later : was;
      if (last === null || now === null || Math.min(last, now) < 2) return [];
      return Math.max(last, now) / Math.min(last, now) >= 100 ? [index] : [];
    });
    expect([...held].toSorted((a, b) => a - b)).toEqual(leaps);
    expect(leaps.length).toBeGreaterThan(20);
  });
});
