import { ManifestSchema } from '@miaotou/contracts';
import type { Layout } from '@miaotou/contracts';
import type { Viewer } from '@miaotou/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestLanding } from '../landing/fixture.js';
import type { TestLanding } from '../landing/fixture.js';
import { readingTexts } from './read-at-import.js';
import { createTextReadings } from './readings.js';
import type { TextReadings } from './readings.js';

const layout: Layout = {
  manifest: ManifestSchema.parse({
    source: 'complaints',
    layout: 'test-letters',
    version: 1,
    name: { zh: '来信登记', en: 'Letters' },
    office: { code: 'O01', name: { zh: '测试局', en: 'Test office' } },
    formats: ['csv'],
    cycle: { every: 'none' },
    periodField: 'day',
    columns: [
      { field: 'number', header: '编号', type: 'code', required: true },
      { field: 'day', header: '日期', type: 'day', required: true },
      { field: 'matter', header: '反映事项', type: 'text', required: true },
      { field: 'persons', header: '人数', type: 'count' },
      { field: 'status', header: '状态', type: 'text' },
    ],
    key: ['number'],
    text: ['matter'],
  }),
  map: (rows) => ({
    observations: [],
    events: rows.map(({ row, cells }) => ({
      kind: 'complaint',
      key: String(cells['number']),
      occurredAt: String(cells['day']),
      persons: typeof cells['persons'] === 'number' ? cells['persons'] : null,
      amountFen: null,
      months: null,
      personKeys: [],
      attributes: { status: String(cells['status'] ?? '') },
      row,
    })),
  }),
};
const analyst: Viewer = { id: '1', username: 'an', displayName: 'An', role: 'analyst', scope: ['*'] };

let county: TestLanding;
let texts: TextReadings;
beforeAll(async () => {
  const { source, layouts } = readingTexts({ source: 'complaints', layouts: [layout] });
  county = await openTestLanding({ pipelines: [{ source, layouts }] });
  texts = createTextReadings({
    records: county.records,
    warehouse: county.warehouse,
    clock: { now: () => county.now },
    changed: async () => undefined,
  });
}, 120_000);
afterAll(() => county.records.close());

test('a correction of a reading outlives the same row delivered again, until that states the fact itself', async () => {
  const bring = async (persons: string, status: string) => {
    county.now = new Date(county.now.getTime() + 60_000);
    const line = `L1,2026-06-01,葵潭镇制衣厂拖欠12名工人三个月工资共5万元,${persons},${status}`;
    return county.bring('complaints', `${status}.csv`, `编号,日期,反映事项,人数,状态\n${line}\n`);
  };
  const now = async () => {
    county.now = new Date(county.now.getTime() + 60_000);
    const { facts, read, corrected } = await texts.readings.get('test-letters:L1', analyst);
    return [facts.persons, facts.amountFen, read.includes('persons'), corrected];
  };
  await bring('', '在办');
  expect(await now()).toEqual([12, 5_000_000, true, []]);
  const correction = { changes: { persons: 21, amountFen: 600_000 }, reason: '电话核实' };
  await texts.readings.correct('test-letters:L1', correction, analyst);
  expect(await bring('', '办结')).toMatchObject({ accepted: 1, corrected: 1 });
  expect(await now()).toEqual([21, 600_000, false, ['persons', 'amountFen']]);
  expect(await bring('18', '归档')).toMatchObject({ accepted: 1, corrected: 1 });
  expect(await now()).toEqual([18, 600_000, false, ['amountFen']]);
});
