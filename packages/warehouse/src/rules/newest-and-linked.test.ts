import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuleFileSchema } from '@miaotou/contracts';
import type { RuleFileInput } from '@miaotou/contracts';
import type { ValueSources } from '@miaotou/engine';
import { checkRule } from '@miaotou/rules';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { migrateWarehouse } from '../migrations/index.js';
import { createRulesWarehouse } from './index.js';

const asOf = new Date('2026-11-23T00:00:00+08:00');
const later = new Date('2026-11-24T00:00:00+08:00');
const earlier = new Date(asOf.getTime() - 3_600_000);

const rule = (features: RuleFileInput['features']) => {
  const checked = checkRule(
    RuleFileSchema.parse({
      id: 'R90',
      slug: 'sample',
      version: 1,
      name: { zh: '样例', en: 'Sample' },
      subject: 'employer',
      features,
      also: { blue: Object.keys(features).join(' + ') + ' >= 0' },
      sentence: { zh: '样例', en: 'sample' },
      plan: 'RP-A',
      effective: { from: '2010-01-01' },
    }),
  );
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message.en).join('; '));
  return checked.rule;
};
const noAge: ValueSources = { freshFrom: () => null, gaps: () => [] };

let directory = '';
let warehouse: Warehouse;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-features-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 2 });
  await migrateWarehouse(warehouse);
  const report = (eventId: string, kind = 'complaint', employer = 'linked') => ({
    kind,
    layout: 'test',
    event_id: eventId,
    employer_id: employer,
    employer_name: employer,
    region: '445224101',
    industry: '',
    occurred_at: new Date(asOf.getTime() - 86_400_000),
    observed_at: earlier,
    persons: 1,
    amount_fen: null,
    months: null,
    person_keys: [],
    attributes: {},
    retracted: 0,
    batch_id: 1,
    row: 1,
  });
  await warehouse.insert('miaotou.events', [
    ...['a', 'b', 'c', 'd'].map((id) => report(id)),
    report('p', 'petition'),
    report('e', 'complaint', 'single'),
  ]);
  const link = (event_id: string, matter_id: string, seq: number, observed_at = earlier) => ({
    event_id,
    matter_id,
    observed_at,
    seq,
  });
  await warehouse.insert('miaotou.matter_reports', [
    link('a', '7', 1),
    link('b', '7', 2),
    link('p', '7', 3),
    link('c', '7', 4),
    link('c', '', 5),
    // Known only on the next day.
    link('d', '7', 6, later),
  ]);
  const value = (subject_id: string, indicator: string, period: string) => ({
    indicator,
    subject_kind: 'employer',
    subject_id,
    region: '445224101',
    period,
    value: 5,
    observed_at: earlier,
    layout: 'test',
    batch_id: 1,
    row: 1,
  });
  await warehouse.insert('miaotou.observations', [
    value('new', 'SI01', '2026-10-01'),
    value('old', 'SI01', '2026-08-01'),
    value('old', 'SI01', '2026-07-01'),
    value('two', 'TAX01', '2026-07-01'),
    value('two', 'TAX01', '2026-04-01'),
    value('one', 'TAX01', '2026-07-01'),
    value('one', 'TAX01', '2026-01-01'),
  ]);
}, 60_000);
afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

/** A feature of an employer at the last of some moments. */
async function featureOf(
  subject: string,
  feature: RuleFileInput['features'][string],
  { values = noAge, moments = [asOf] }: { values?: ValueSources; moments?: readonly Date[] } = {},
) {
  const knownAt = moments.at(-1) ?? asOf;
  const pass = await createRulesWarehouse(warehouse).employers(
    {
      rules: [rule({ n: feature })],
      batchId: null,
      moments,
      knownAt,
      covered: () => true,
      values,
      asked: [subject],
    },
    new AbortController().signal,
  );
  const rows = pass.rows.filter((row) => row.subjectId === subject);
  return rows.map((row) => row.rules.get('R90')?.features['n']).at(-1) ?? null;
}

describe('a count of quarrels', () => {
  test.each([
    ['counts linked reports once and one set apart by itself', 'linked', 'matters', [asOf], 3],
    ['counts as linked at the moment known', 'linked', 'matters', [later], 2],
    ['counts the same over several moments', 'linked', 'matters', [asOf, later], 2],
    ['is as large as the reports where none is linked', 'single', 'matters', [asOf], 1],
    ['is zero where nothing was reported', 'nobody', 'matters', [asOf], 0],
    ['differs from the count of reports', 'linked', 'count', [asOf], 4],
  ] as const)('%s', async (_, subject, take, moments, expected) => {
    expect(await featureOf(subject, { event: 'complaint', take }, { moments })).toBe(expected);
  });
});

describe('a newest value', () => {
  const fresh: ValueSources = { ...noAge, freshFrom: () => '2026-09-01' };
  test.each([
    ['counts while no later one is owed for long', 'new', 'latest', 5],
    ['is not known once it is too old', 'old', 'latest', null],
    ['is not compared once it is too old', 'old', 'difference', null],
    ['counts in a sum of its window', 'old', 'sum', 10],
  ] as const)('%s', async (_, subject, take, expected) => {
    const against = take === 'difference' ? { against: '1m' } : {};
    expect(await featureOf(subject, { indicator: 'SI01', take, ...against }, { values: fresh })).toBe(
      expected,
    );
    expect(
      await featureOf(
        subject,
        { indicator: 'SI01', take, ...against },
        { values: fresh, moments: [new Date(asOf.getTime() - 86_400_000), asOf] },
      ),
    ).toBe(expected);
  });

  test('of an indicator of which no age is known counts whatever its age', async () => {
    expect(await featureOf('old', { indicator: 'SI01', take: 'latest' })).toBe(5);
  });
});

describe('a run of quarters', () => {
  const gap = (from: string, through: string): ValueSources => ({
    ...noAge,
    gaps: () => [{ from, through }],
  });
  test.each([
    ['is as long as it is listed without break', 'two', noAge, 2],
    ['ends where the register came without the employer', 'one', noAge, 1],
    [
      'is not known where the register of the quarter before never came',
      'one',
      gap('2026-04-01', '2026-06-30'),
      null,
    ],
    ['keeps what is known of it before a gap', 'two', gap('2026-01-01', '2026-03-31'), 2],
    ['takes no harm from a gap elsewhere', 'one', gap('2025-10-01', '2025-12-31'), 1],
  ] as const)('%s', async (_, subject, values, expected) => {
    const feature = { indicator: 'TAX01', take: 'streak', window: '2y' } as const;
    expect(await featureOf(subject, feature, { values })).toBe(expected);
  });
});
