import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManifestSchema } from '@miaotou/contracts';
import type { ImportSummary, Layout, Pipeline, PullEndpoint } from '@miaotou/contracts';
import { usccCheckDigit } from '@miaotou/domain';
import type { LandingStore } from '@miaotou/engine';
import type { OpenRecords } from '@miaotou/records';
import { temporaryFolder, testRecords, testWarehouse } from '@miaotou/testkit';
import { migrateWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { z } from 'zod';
import { createLanding } from './landing.js';
import type { Landing } from './landing.js';

/** A valid code of the number, in a division that no register uses. */
export function madeUscc(number: number): string {
  const first17 = `91990000${String(number).padStart(9, '0')}`;
  return first17 + usccCheckDigit(first17);
}

const office = { code: 'O01', name: { zh: '测试局', en: 'Test office' } };

/** A bulk layout: rows are values just as they stand. */
export const direct: Layout = {
  manifest: ManifestSchema.parse({
    source: 'social-insurance',
    layout: 'test-values',
    version: 1,
    name: { zh: '指标表', en: 'Values' },
    office,
    formats: ['csv'],
    cycle: { every: 'month', graceDays: 10 },
    periodField: 'period',
    columns: [
      { field: 'uscc', header: '统一社会信用代码', type: 'uscc', required: true },
      { field: 'name', header: '单位名称', type: 'text', required: true },
      { field: 'town', header: '所属乡镇', type: 'text' },
      { field: 'indicator', header: '指标代码', type: 'code', required: true },
      { field: 'period', header: '所属期', type: 'month', required: true },
      { field: 'value', header: '数值', type: 'number', required: true, min: -1e9, max: 1e12 },
    ],
    key: ['uscc', 'indicator', 'period'],
    employer: { uscc: 'uscc', name: 'name', place: 'town' },
    direct: { indicator: { field: 'indicator' }, period: 'period', value: 'value' },
  }),
};

/** A register: each row is a complaint, with persons in it. */
export const register: Layout = {
  manifest: ManifestSchema.parse({
    source: 'complaints',
    layout: 'test-register',
    version: 1,
    name: { zh: '登记簿', en: 'Register' },
    office,
    formats: ['csv', 'xlsx'],
    cycle: { every: 'day', graceDays: 3 },
    periodField: 'day',
    columns: [
      { field: 'number', header: '登记编号', type: 'code', required: true },
      { field: 'day', header: '登记日期', type: 'day', required: true },
      { field: 'person', header: '投诉人', type: 'text', personal: 'mask' },
      { field: 'idCard', header: '身份证号', type: 'code', personal: 'hash' },
      { field: 'bank', header: '银行卡号', type: 'code', personal: 'drop' },
      { field: 'employer', header: '被投诉单位', type: 'text', required: true },
      { field: 'uscc', header: '统一社会信用代码', type: 'uscc' },
      { field: 'town', header: '所属乡镇', type: 'text' },
      { field: 'persons', header: '人数', type: 'count' },
      { field: 'amount', header: '涉及金额', type: 'money' },
    ],
    key: ['number'],
    employer: { uscc: 'uscc', name: 'employer', place: 'town' },
  }),
  map: (rows) => ({
    observations: [],
    events: rows.map(({ row, cells }) => ({
      kind: 'complaint',
      key: String(cells['number']),
      occurredAt: String(cells['day']),
      persons: typeof cells['persons'] === 'number' ? cells['persons'] : null,
      amountFen: typeof cells['amount'] === 'number' ? cells['amount'] : null,
      months: null,
      personKeys: typeof cells['idCard'] === 'string' ? [cells['idCard']] : [],
      attributes: { channel: 'inspection', by: String(cells['person'] ?? '') },
      row,
    })),
  }),
};

/** Several rows of one employer make one value. */
export const grouped: Layout = {
  manifest: ManifestSchema.parse({
    source: 'social-insurance',
    layout: 'test-arrears',
    version: 1,
    name: { zh: '欠费表', en: 'Arrears' },
    office,
    formats: ['csv'],
    cycle: { every: 'month', graceDays: 10 },
    periodField: 'period',
    columns: [
      { field: 'uscc', header: '统一社会信用代码', type: 'uscc', required: true },
      { field: 'name', header: '单位名称', type: 'text', required: true },
      { field: 'kind', header: '险种', type: 'text', required: true },
      { field: 'period', header: '费款所属期', type: 'month', required: true },
      { field: 'owed', header: '欠费金额', type: 'money', required: true },
    ],
    key: ['uscc', 'kind', 'period'],
    groupBy: ['uscc'],
    employer: { uscc: 'uscc', name: 'name', region: '445224' },
  }),
  map: (rows, context) => ({
    observations: [
      {
        indicator: 'SI02',
        period: context.period,
        value: rows.reduce((sum, { cells }) => sum + Number(cells['owed']), 0),
        row: rows[0]?.row ?? 0,
      },
      {
        indicator: 'SI01',
        period: context.period,
        value: new Set(rows.map(({ cells }) => cells['period'])).size,
        row: rows[0]?.row ?? 0,
      },
    ],
    events: [],
  }),
};

export const pipelines: readonly Pipeline[] = [
  { source: 'social-insurance', layouts: [direct, grouped] },
  { source: 'complaints', layouts: [register] },
];

const Json = z.record(z.string(), z.unknown());

/** A county's landing on real engines, for tests. */
export interface TestLanding extends Landing {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly folder: string;
  readonly done: number[];
  readonly queued: number[];
  readonly faults: unknown[];
  now: Date;
  file(name: string, content: string | Buffer): Promise<string>;
  receive(source: Pipeline['source'], path: string): Promise<{ batchId: number; known: boolean }>;
  bring(source: Pipeline['source'], name: string, content: string | Buffer): Promise<ImportSummary>;
  run(batchId: number, signal?: AbortSignal): Promise<ImportSummary>;
  ask(sql: string): Promise<Record<string, unknown>[]>;
}

export async function openTestLanding(
  options: {
    endpoints?: readonly PullEndpoint[];
    folders?: readonly string[];
    pipelines?: readonly Pipeline[];
    store?: (real: LandingStore) => LandingStore;
    real?: LandingStore;
    on?: TestLanding;
  } = {},
): Promise<TestLanding> {
  const warehouse = options.on?.warehouse ?? (await testWarehouse());
  if (options.on === undefined) await migrateWarehouse(warehouse);
  const records = options.on?.records ?? (await testRecords());
  const folder = options.on?.folder ?? (await temporaryFolder('landing'));
  const done: number[] = [];
  const queued: number[] = [];
  const faults: unknown[] = [];
  const store =
    options.store === undefined || options.real === undefined ? {} : { store: options.store(options.real) };
  const test = {
    now: options.on?.now ?? new Date('2026-06-10T02:00:00Z'),
    records,
    warehouse,
    folder,
    done,
    queued,
    faults,
  };
  const landing = createLanding({
    records,
    warehouse,
    dataDir: folder,
    secret: Buffer.alloc(32, 7),
    shipped: options.pipelines ?? pipelines,
    endpoints: options.endpoints ?? [],
    folders: options.folders ?? [],
    http: { pausesMs: [5] },
    enqueue: async (batchId) => {
      queued.push(batchId);
    },
    clock: { now: () => test.now },
    live: { publish: () => undefined },
    batchDone: async (batchId) => {
      done.push(batchId);
    },
    onFault: (error) => faults.push(error),
    ...store,
  });
  const { imports } = landing;
  const file = async (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const receive = (source: Pipeline['source'], path: string) =>
    imports.receive({
      source,
      path,
      fileName: path.split('/').at(-1) ?? '',
      via: 'command',
      receivedFrom: 'test',
      receivedAt: test.now,
    });
  const run = (batchId: number, signal = new AbortController().signal) =>
    imports.run(batchId, { signal, progress: () => undefined });
  return Object.assign(test, landing, {
    file,
    receive,
    run,
    bring: async (source: Pipeline['source'], name: string, content: string | Buffer) => {
      const { batchId } = await receive(source, await file(name, content));
      return run(batchId);
    },
    ask: (sql: string) => warehouse.run(sql, {}, Json),
  });
}
