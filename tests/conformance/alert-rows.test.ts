import { RuleFileSchema } from '@miaotou/contracts';
import type { AlertQuery, SourceRows } from '@miaotou/contracts';
import type { Viewer } from '@miaotou/engine';
import { drizzleOf } from '@miaotou/records';
import { testWarehouse } from '@miaotou/testkit';
import type { Warehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse, EventRow } from './evaluation-house.js';

const now = new Date('2026-11-23T10:00:00+08:00');
const hours = (n: number): Date => new Date(now.getTime() + n * 3_600_000);
const leader: Viewer = { id: '1', username: 'l', displayName: 'L', role: 'leader', scope: ['*'] };
const leaderOf = (...scope: string[]): Viewer => ({ ...leader, scope });

/** A rule that reads the same rows in every way there is. */
const every = RuleFileSchema.parse({
  id: 'R90',
  slug: 'every-way',
  version: 1,
  name: { zh: '试', en: 'trial' },
  subject: 'employer',
  features: {
    latest: { indicator: 'insured_headcount', take: 'latest' },
    change: { indicator: 'insured_headcount', take: 'change', against: '3m' },
    difference: { indicator: 'insured_headcount', take: 'difference', against: '1m' },
    sum: { indicator: 'insured_headcount', take: 'sum', window: '3m' },
    streak: { indicator: 'TAX01', take: 'streak', window: '2y' },
    broken: { indicator: 'TAX02', take: 'streak', window: '2y' },
    unknown: { indicator: 'SI03', take: 'latest', optional: true },
    count: { event: 'complaint', take: 'count' },
    verified: { event: 'complaint', take: 'count', where: { verified: 'true' } },
    either: { event: 'complaint', take: 'count', where: { verified: ['true', 'false'] } },
    persons: { event: 'complaint', take: 'persons', window: '3d' },
    none: { event: 'petition', take: 'count' },
    others: { rules: ['R15'], take: 'maxTier' },
  },
  when: 'latest >= 0',
  thresholds: {},
  also: { blue: 'latest >= 0' },
  sentence: { zh: '试', en: 'trial' },
  plan: 'RP-A',
  effective: { from: '2010-01-01' },
});

const row = (batch: number, at: number): string => `file-${batch}.xlsx 表${batch % 2}!${at}`;
/** Feature by feature: its value, and the rows that made it. */
const expected: readonly (readonly [string, number | null, readonly string[]])[] = [
  // October was corrected from 60 to 50 in the third delivery; August was taken back.
  ['latest', 50, [row(3, 9)]],
  ['change', -0.5, [row(2, 2), row(3, 9)]],
  ['difference', -20, [row(2, 4), row(3, 9)]],
  ['sum', 120, [row(2, 4), row(3, 9)]],
  ['streak', 2, [row(2, 13), row(2, 14)]],
  ['broken', 0, [row(2, 22)]],
  ['unknown', null, []],
  ['count', 3, [row(4, 1), row(4, 2), row(5, 1)]],
  ['verified', 1, [row(4, 1)]],
  ['either', 3, [row(4, 1), row(4, 2), row(5, 1)]],
  ['persons', 4, [row(4, 1), row(5, 1)]],
  ['none', 0, []],
  ['others', 2, []],
];

async function fill(warehouse: Warehouse, records: EvaluationHouse['records']): Promise<void> {
  const knownAt = hours(-2);
  const sheet = (batch: number): string => `表${batch % 2}`;
  for (const id of [2, 3, 4, 5, 6]) {
    const headers = JSON.stringify({ [sheet(id)]: ['序号', '内容'] });
    await drizzleOf(records.read).execute(
      sql`insert into batches (id, source, layout, file_name, file_sha256, file_bytes, headers, via, received_from, received_at, observed_at, state)
        values (${id}, 'complaints', 'inspection-register', ${`file-${id}.xlsx`}, ${String(id)}, 1, ${headers}::jsonb, 'command', 'test',
          ${knownAt.toISOString()}, ${knownAt.toISOString()}, 'done')`,
    );
  }
  await warehouse.insert(
    'miaotou.raw_rows',
    [2, 3, 4, 5, 6].flatMap((batch) =>
      Array.from({ length: 130 }, (_, at) => ({
        batch_id: batch,
        sheet: sheet(batch),
        row: at + 1,
        cells: [String(at + 1), `b${batch}r${at + 1}`],
      })),
    ),
  );
  const value = (
    indicator: string,
    period: string,
    number: number,
    batch: number,
    at: number,
    more: { readonly known?: Date; readonly retracted?: 1; readonly subject?: string } = {},
  ) => ({
    indicator,
    subject_kind: 'employer',
    subject_id: more.subject ?? '7',
    region: '445224101',
    period,
    value: number,
    observed_at: more.known ?? (batch === 2 ? knownAt : hours(-1)),
    layout: 'si-arrears',
    batch_id: batch,
    row: at,
    sheet: sheet(batch),
    retracted: more.retracted ?? 0,
  });
  await warehouse.insert('miaotou.observations', [
    value('insured_headcount', '2026-06-01', 100, 2, 1),
    value('insured_headcount', '2026-07-01', 100, 2, 2),
    value('insured_headcount', '2026-08-01', 80, 2, 3),
    value('insured_headcount', '2026-08-01', 80, 3, 3, { retracted: 1 }),
    value('insured_headcount', '2026-09-01', 70, 2, 4),
    value('insured_headcount', '2026-10-01', 60, 2, 5),
    value('insured_headcount', '2026-10-01', 50, 3, 9),
    value('insured_headcount', '2026-10-01', 40, 3, 10, { known: hours(1) }),
    value('insured_headcount', '2026-10-01', 33, 2, 6, { subject: '8' }),
    value('TAX01', '2025-10-01', 5, 2, 11),
    value('TAX01', '2026-01-01', 0, 2, 12),
    value('TAX01', '2026-04-01', 3, 2, 13),
    value('TAX01', '2026-07-01', 4, 2, 14),
    value('TAX02', '2026-04-01', 4, 2, 21),
    value('TAX02', '2026-07-01', 0, 2, 22),
  ]);
  const complaint = (key: string, at: number, batch: number, line: number, more: Partial<EventRow> = {}) => ({
    kind: 'complaint',
    key,
    employer: '7',
    at: hours(at),
    knownAt: batch === 4 ? knownAt : hours(-1),
    batch,
    row: line,
    sheet: sheet(batch),
    attributes: { channel: 'inspection', disputeType: 'D12', verified: 'true' },
    ...more,
  });
  const unverified = { attributes: { channel: 'inspection', disputeType: 'D12', verified: 'false' } };
  await insertEvents(warehouse, [
    complaint('c1', -30, 4, 1, { persons: 3 }),
    complaint('c2', -24 * 20, 4, 2, unverified),
    complaint('too old', -24 * 31, 4, 3),
    complaint('another employer', -30, 4, 4, { employer: '8' }),
    complaint('corrected', -40, 4, 5),
    complaint('corrected', -40, 5, 1, unverified),
    complaint('moved away', -50, 4, 6),
    complaint('moved away', -50, 5, 2, { retracted: true }),
    complaint('moved away', -50, 5, 2, { employer: '8' }),
    complaint('known later', -30, 5, 7, { knownAt: hours(1) }),
    ...Array.from({ length: 120 }, (_, n) => complaint(`many${n}`, -30, 6, n + 1, { employer: '9' })),
    complaint('stoppage', -30, 5, 31, {
      kind: 'stoppage',
      employer: '',
      persons: 35,
      attributes: { lineStopped: 'true' },
    }),
  ]);
}

const placesOf = ({ tables }: SourceRows): string[] =>
  tables
    .flatMap(({ fileName, rows }) => rows.map(({ sheet, row: at }) => `${fileName} ${sheet}!${at}`))
    .toSorted();

describe('rows behind the features of an alert', () => {
  let house: EvaluationHouse;
  const alertOf = async (rule: string, subject: string): Promise<string> => {
    const query: AlertQuery = { rule: [rule], page: 1, pageSize: 200, sort: 'opened' };
    const { items } = await house.alerts.list(query, leader);
    return items.find(({ subjectId }) => subjectId === subject)?.id ?? 'none';
  };

  beforeAll(async () => {
    const warehouse = await testWarehouse();
    house = await openHouse(warehouse, now);
    await house.ruleVersions.publishShipped([every]);
    await insertWatermarks(
      warehouse,
      layouts.map(({ layout }) => layout),
      '2026-11-22',
      new Date(0),
      1,
    );
    await fill(warehouse, house.records);
    await house.evaluation.evaluate({ reason: 'nightly' }, quietly);
  });
  afterAll(() => house.records.close());

  test.each(expected)('%s: %s comes from its own rows only', async (feature, value, places) => {
    const id = await alertOf('R90', '7');
    const { evidence } = await house.alerts.get(id, leader);
    expect(evidence.features[feature]).toBe(value);
    const found = await house.alerts.sourceRows(id, feature, 1, leader);
    expect(placesOf(found)).toEqual([...places].toSorted());
    expect(found.total).toBe(places.length);
  });

  test('rows come with their file, the header of their sheet and their cells', async () => {
    const found = await house.alerts.sourceRows(await alertOf('R90', '7'), 'verified', 1, leader);
    expect(found.tables).toEqual([
      {
        batchId: '4',
        fileName: 'file-4.xlsx',
        layout: { zh: 'inspection-register', en: 'inspection-register' },
        receivedAt: hours(-2).toISOString(),
        headers: ['序号', '内容'],
        rows: [{ sheet: '表0', row: 1, cells: ['1', 'b4r1'] }],
      },
    ]);
  });

  test('a field of an event comes from the row of that event', async () => {
    const found = await house.alerts.sourceRows(await alertOf('R26', 'stoppage'), 'persons', 1, leader);
    expect(placesOf(found)).toEqual([row(5, 31)]);
  });

  test('pages hold fifty rows each, every row once', async () => {
    const id = await alertOf('R15', '9');
    const pages = await Promise.all([1, 2, 3, 4].map((n) => house.alerts.sourceRows(id, 'items', n, leader)));
    expect(pages.map(({ total }) => total)).toEqual([120, 120, 120, 120]);
    expect(pages.map((page) => placesOf(page).length)).toEqual([50, 50, 20, 0]);
    expect(new Set(pages.flatMap(placesOf)).size).toBe(120);
  });

  test('who may not see the region sees neither the alert nor its rows', async () => {
    const id = await alertOf('R90', '7');
    const own = await house.alerts.sourceRows(id, 'latest', 1, leaderOf('445224101'));
    expect(own.total).toBe(1);
    const foreign = leaderOf('445224102');
    await expect(house.alerts.sourceRows(id, 'latest', 1, foreign)).rejects.toMatchObject({
      code: 'alert-not-found',
    });
    await expect(house.alerts.get(id, foreign)).rejects.toMatchObject({ code: 'alert-not-found' });
  });

  test('a feature that the rule does not have is named so', async () => {
    await expect(
      house.alerts.sourceRows(await alertOf('R90', '7'), 'nothing', 1, leader),
    ).rejects.toMatchObject({ code: 'feature-not-found' });
  });
});
