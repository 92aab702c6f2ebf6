import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ManifestSchema } from '@miaotou/contracts';
import type { Layout } from '@miaotou/contracts';
import { testWarehouse } from '@miaotou/testkit';
import { openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

const layout: Layout = {
  manifest: ManifestSchema.parse({
    source: 'complaints',
    layout: 'test-across',
    version: 1,
    name: { zh: '办理表', en: 'Cases' },
    office: { code: 'O01', name: { zh: '测试局', en: 'Test office' } },
    formats: ['csv'],
    cycle: { every: 'none' },
    periodField: 'filed',
    columns: [
      { field: 'number', header: '编号', type: 'code', required: true },
      { field: 'filed', header: '立案日期', type: 'day' },
      { field: 'closed', header: '结案时间', type: 'instant' },
      { field: 'owed', header: '欠缴', type: 'money' },
      { field: 'due', header: '应缴', type: 'money' },
      { field: 'paid', header: '已缴', type: 'money' },
      { field: 'from', header: '所属期起', type: 'month' },
      { field: 'to', header: '所属期止', type: 'month' },
      { field: 'months', header: '欠缴月数', type: 'count' },
    ],
    key: ['number'],
    checks: {
      order: [{ earlier: 'filed', later: 'closed' }],
      sums: [{ total: 'owed', of: 'due', less: ['paid'] }],
      months: [{ months: 'months', from: 'from', to: 'to' }],
    },
  }),
  map: () => ({ observations: [], events: [] }),
};

let county: TestLanding;
let files = 0;
beforeAll(async () => {
  county = await openTestLanding({ pipelines: [{ source: 'complaints', layouts: [layout] }] });
}, 120_000);
afterAll(async () => {
  await county.records.close();
});
beforeEach(async () => {
  await testWarehouse();
});

async function brought(lines: readonly string[], unit = '') {
  files += 1;
  const header = `编号,立案日期,结案时间,欠缴${unit},应缴${unit},已缴${unit},所属期起,所属期止,欠缴月数`;
  const rows = lines.map((line, index) => `A${files}-${index},${line}`);
  return county.bring('complaints', `x${files}.csv`, `${header}\n${rows.join('\n')}\n`);
}
async function faultsOf(batchId: string) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const { items, total } = await county.quarantine.ofBatch(batchId, { page, pageSize: 200 });
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}

describe('checks across the cells of a row', () => {
  test.each<[string, string, string, readonly (readonly [string, string, string])[]]>([
    ['in order and adding up', '2026-03-01,2026-03-02 09:00,70.00,100.00,30.00', '', []],
    [
      'ending before they begin',
      '2026-03-02,2026-03-01 23:00,,,',
      '',
      [['out-of-order', 'filed,closed', '2026-03-02 | 2026-03-01 23:00']],
    ],
    ['ending in the first hours of their day', '2026-03-02,2026-03-02 00:00,,,', '', []],
    ['whose end is not known', '2026-03-02,,,,', '', []],
    ['one fen apart', ',,70.01,100.00,30.00', '', []],
    [
      'two fen apart',
      ',,70.02,100.00,30.00',
      '',
      [['does-not-add-up', 'owed,due,paid', '70.02 | 100.00 | 30.00']],
    ],
    ['rounded to hundredths of ten thousands', ',,1.24,3.58,2.35', '（万元）', []],
    [
      'two hundredths of ten thousands apart',
      ',,1.25,3.58,2.35',
      '（万元）',
      [['does-not-add-up', 'owed,due,paid', '1.25 | 3.58 | 2.35']],
    ],
    ['without one of the amounts', ',,70,100,', '', []],
    ['that owe each month of their period', ',,,,,2025-11,2026-02-28,4', '', []],
    ['that owe since before their period', ',,,,,2026-02,2026-02,9', '', []],
    ['whose period has no end', ',,,,,2026-02,,1', '', []],
    [
      'that owe fewer months than their period has',
      ',,,,,2025-11-01,2026-02,3',
      '',
      [['months-unlike-period', 'months,from,to', '3 | 2025-11-01 | 2026-02']],
    ],
  ])('rows %s', async (_, line, unit, faults) => {
    const summary = await brought([line], unit);
    expect(summary).toMatchObject({ state: 'done', rows: 1, quarantined: faults.length, held: 0 });
    const [row] = await faultsOf(summary.batchId);
    expect((row?.faults ?? []).map(({ code, field, value }) => [code, field, value])).toEqual(faults);
  });

  test('are judged by the engine as a plain reading of the row would', async () => {
    const day = fc.option(fc.integer({ min: 1, max: 28 }), { nil: null });
    const fen = fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1e14, -1e14, 100)), {
      nil: null,
    });
    const cases = fc.sample(fc.record({ filed: day, closed: day, owed: fen, due: fen, paid: fen }), {
      numRuns: 250,
      seed: 11,
    });
    const dayText = (value: number | null) =>
      value === null ? '无' : `2026-03-${String(value).padStart(2, '0')}`;
    const yuan = (value: number | null) => (value === null ? '—' : (value / 100).toFixed(2));
    const lines = cases.map(({ filed, closed, owed, due, paid }) =>
      [
        dayText(filed),
        closed === null ? '' : `${dayText(closed)} 08:30`,
        yuan(owed),
        yuan(due),
        yuan(paid),
      ].join(','),
    );
    const { batchId, rows, accepted, quarantined } = await brought(lines);
    const found = (await faultsOf(batchId)).map(
      ({ row, faults }) => [row - 2, faults.map(({ code }) => code)] as const,
    );
    const expected = cases.flatMap(({ filed, closed, owed, due, paid }, index) => {
      const far = [owed, due, paid].flatMap((value) =>
        value !== null && Math.abs(value) > 1e13 ? ['out-of-range'] : [],
      );
      const backwards = filed !== null && closed !== null && filed > closed;
      const apart = owed !== null && due !== null && paid !== null && Math.abs(due - paid - owed) > 1;
      const faults = [...far, ...(backwards ? ['out-of-order'] : []), ...(apart ? ['does-not-add-up'] : [])];
      return faults.length === 0 ? [] : [[index, faults] as const];
    });
    expect(found.toSorted(([a], [b]) => a - b)).toEqual(expected);
    expect([rows, accepted + quarantined]).toEqual([250, 250]);
    expect(expected.length).toBeGreaterThan(50);
  });
});
