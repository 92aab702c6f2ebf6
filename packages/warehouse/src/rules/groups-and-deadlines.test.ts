import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuleFileSchema } from '@miaotou/contracts';
import type { RuleFileInput } from '@miaotou/contracts';
import { huilaiCode } from '@miaotou/domain';
import type { PassRequest } from '@miaotou/engine';
import { checkRule, featureRowsSql } from '@miaotou/rules';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { industryTextsOf } from '../industries/index.js';
import { migrateWarehouse } from '../migrations/index.js';
import { createRulesWarehouse } from './index.js';

const asOf = new Date('2026-11-23T02:00:00+08:00');
const earlier = new Date('2026-11-22T09:00:00+08:00');
const [longjiang, shenquan] = ['445224110', '445224107'];
const never = new AbortController().signal;

const ruleOf = (file: Partial<RuleFileInput> & Pick<RuleFileInput, 'features' | 'subject'>) => {
  const checked = checkRule(
    RuleFileSchema.parse({
      id: 'R90',
      slug: 'sample',
      version: 1,
      name: { zh: '样例', en: 'Sample' },
      sentence: { zh: '样例', en: 'sample' },
      plan: 'RP-A',
      effective: { from: '2010-01-01' },
      also: { blue: `${Object.keys(file.features)[0] ?? ''} > -1000` },
      ...file,
    }),
  );
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message.en).join('; '));
  return checked.rule;
};

let directory = '';
let warehouse: Warehouse;
let made = 0;

const event = (
  kind: string,
  region: string,
  at: string,
  rest: { readonly [column: string]: unknown } = {},
) => ({
  kind,
  layout: 'test',
  event_id: `e${(made += 1)}`,
  employer_id: '',
  employer_name: '',
  region,
  industry: '',
  occurred_at: new Date(at),
  observed_at: earlier,
  persons: 1,
  amount_fen: null,
  months: null,
  person_keys: [],
  attributes: {},
  retracted: 0,
  batch_id: 1,
  row: made,
  ...rest,
});

const judgement = (subject_kind: string, subject_id: string, period: string, rest: object = {}) => ({
  cadence: 'weekly',
  measure: 'complaints',
  subject_kind,
  subject_id,
  region: '',
  industry: '',
  period,
  observed: 9,
  expected: 2.5,
  upperbound: 6,
  score: 1.4,
  p_value: 0.001,
  q_value: null,
  alarm: 1,
  abstained: '',
  recent: [],
  method: 'fusion',
  method_version: 1,
  alpha: 0.01,
  fingerprint: '',
  known_at: earlier,
  judged_at: earlier,
  run_id: 'run-1',
  ...rest,
});

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-groups-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 2 });
  await migrateWarehouse(warehouse);
  const complaints = (region: string, at: string, count: number, rest = {}) =>
    Array.from({ length: count }, () => event('complaint', region, at, rest));
  const due = (event_id: string, attributes: Record<string, string>, rest = {}) =>
    event('arbitration-case', longjiang, '2026-10-01T00:00:00+08:00', {
      event_id,
      attributes: { stage: 'open', ...attributes },
      ...rest,
    });
  await warehouse.insert('miaotou.events', [
    ...complaints(longjiang, '2026-11-10T00:00:00+08:00', 6, { industry: '建筑业', employer_id: '7' }),
    ...complaints(longjiang, '2025-11-10T00:00:00+08:00', 4),
    // States no industry, as its employer's other events do.
    ...complaints(shenquan, '2026-11-11T00:00:00+08:00', 2, { employer_id: '7', batch_id: 2 }),
    // Another province is no town of the county.
    ...complaints('44', '2026-11-11T00:00:00+08:00', 5),
    event('complaint', shenquan, '2026-11-12T00:00:00+08:00', {
      attributes: { project: '滨海 大道项目' },
      batch_id: 2,
    }),
    due('tomorrow', { dueOn: '2026-11-24' }),
    due('today', { dueOn: '2026-11-23' }),
    due('overdue', { dueOn: '2026-11-20' }),
    // National day takes five of the working days from 1 to 8 October.
    due('counted', { acceptedOn: '2026-09-30', dueOn: '2026-11-30' }),
    due('unknown', {}),
    due('closed', { dueOn: '2026-11-20', stage: 'closed' }),
    due('old', { dueOn: '2024-01-01' }, { occurred_at: new Date('2023-11-01T00:00:00+08:00') }),
  ]);
  await warehouse.insert('miaotou.detections', [
    judgement('town', longjiang, '2026-11-09', { alarm: 0, observed: 3 }),
    judgement('town', longjiang, '2026-11-16'),
    judgement('town', shenquan, '2026-11-16', { alarm: null, p_value: null, abstained: 'too-few-cases' }),
    judgement('county', '', '2026-11-16', { observed: 20 }),
    // Not over yet at the moment judged, and known only later.
    judgement('industry', 'E', '2026-11-23'),
    judgement('industry', 'C', '2026-11-16', { known_at: new Date('2026-11-24T00:00:00+08:00') }),
  ]);
}, 60_000);
afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const request = (rules: PassRequest['rules'], more: Partial<PassRequest> = {}): PassRequest => ({
  rules,
  batchId: null,
  moments: [asOf],
  knownAt: asOf,
  covered: () => true,
  values: { freshFrom: () => null, gaps: () => [] },
  asked: [],
  ...more,
});

/** `subject value`, one line each, of the rule's first feature at the last moment. */
async function valuesOf(
  kind: 'town' | 'industry' | 'county' | 'project',
  feature: RuleFileInput['features'][string],
  more: Partial<PassRequest> = {},
): Promise<string[]> {
  const asked = [longjiang, shenquan, 'C', 'E', huilaiCode, '滨海大道项目'];
  const rules = [ruleOf({ subject: kind, features: { n: feature }, also: { blue: 'has(f.n)' } })];
  const { rows } = await createRulesWarehouse(warehouse).groups(
    kind,
    request(rules, { asked, ...more }),
    never,
  );
  return rows.flatMap(({ subjectId, rules: found }) => {
    const value = found.get('R90')?.features['n'] ?? null;
    return value === null || value === 0 ? [] : `${subjectId} ${String(value)}`;
  });
}

describe('what many employers’ events tell of together', () => {
  const complaints = { event: 'complaint', take: 'count', window: '30d' } as const;
  test.each([
    ['a town counts what happened in it', 'town', complaints, [`${shenquan} 3`, `${longjiang} 6`]],
    ['an industry also what its employers’ other events tell', 'industry', complaints, ['E 8']],
    ['the county counts its towns and no other province', 'county', complaints, [`${huilaiCode} 9`]],
    ['a building project counts what names it', 'project', complaints, ['滨海大道项目 1']],
    [
      'a town against the year before',
      'town',
      { ...complaints, take: 'change', against: 'last-year', optional: true },
      [`${longjiang} 0.5`],
    ],
    [
      'the detector of a town’s own series',
      'town',
      { detection: 'complaints', take: 'observed', optional: true },
      [`${shenquan} 9`, `${longjiang} 9`],
    ],
    [
      'abstains where the detector abstained',
      'town',
      { detection: 'complaints', take: 'alarm', optional: true },
      [`${longjiang} true`],
    ],
    [
      'the county’s own series',
      'county',
      { detection: 'complaints', take: 'observed', optional: true },
      [`${huilaiCode} 20`],
    ],
    [
      'no period that is not over, none known only later',
      'industry',
      { detection: 'complaints', take: 'score', optional: true },
      [],
    ],
  ] as const)('%s', async (_, kind, feature, expected) => {
    expect(await valuesOf(kind, feature)).toEqual(expected);
  });

  test('a batch judges the towns of its events and of its employers’ other events, a run of the detectors those it judged', async () => {
    expect(await valuesOf('town', complaints, { batchId: '2' })).toEqual([`${shenquan} 3`, `${longjiang} 6`]);
    expect(await valuesOf('project', complaints, { batchId: '1' })).toEqual([]);
    const detected = { detection: 'complaints', take: 'observed', optional: true } as const;
    expect(await valuesOf('county', detected, { detectionRunId: 'run-1' })).toEqual([`${huilaiCode} 20`]);
    expect(await valuesOf('county', detected, { detectionRunId: 'run-2' })).toEqual([]);
  });

  test('a grid of moments gives at its last what that moment gives alone', async () => {
    const moments = [new Date('2026-11-12T00:00:00+08:00'), asOf];
    const rules = [ruleOf({ subject: 'town', features: { n: complaints }, also: { blue: 'n >= 1' } })];
    const { rows } = await createRulesWarehouse(warehouse).groups('town', request(rules, { moments }), never);
    expect(
      rows.map(({ subjectId, asOf: at, rules: found }) => [subjectId, at, found.get('R90')?.features['n']]),
    ).toEqual([
      [shenquan, moments[0], 2],
      [shenquan, asOf, 3],
      [longjiang, moments[0], 6],
      [longjiang, asOf, 6],
    ]);
  });

  test.each([
    ['town', shenquan, 3],
    ['industry', 'E', 8],
    ['county', huilaiCode, 9],
  ] as const)('the rows behind a count of a %s', async (kind, subject, rows) => {
    const sql = featureRowsSql(ruleOf({ subject: kind, features: { n: complaints } }), 'n') ?? '';
    const params = { subject, asOf, knownAt: asOf, ...(await industryTextsOf(warehouse)) };
    const [found] = await warehouse.run(
      `SELECT toUInt32(count()) AS n FROM (${sql})`,
      params,
      z.object({ n: z.number() }),
    );
    expect(found?.n).toBe(rows);
  });
});

describe('clocks of single proceedings', () => {
  const watched = (feature: RuleFileInput['features'][string]) =>
    ruleOf({
      subject: 'event',
      event: { kind: 'arbitration-case', where: { stage: 'open' } },
      features: { left: feature },
      also: { blue: 'left > -10000' },
    });
  const leftOf = async (feature: RuleFileInput['features'][string], moments = [asOf]) => {
    const { rows } = await createRulesWarehouse(warehouse).events(
      request([watched(feature)], { moments, asked: ['closed'] }),
      never,
    );
    return rows.map(({ subjectId, rules }) => {
      const found = rules.get('R90');
      return `${subjectId} ${found?.over === true ? 'over' : String(found?.features['left'])}`;
    });
  };

  test('days left, whenever it happened; none where the day is not known; over when it is closed', async () => {
    expect(await leftOf({ deadline: 'dueOn', take: 'daysLeft' })).toEqual([
      'closed over',
      'counted 7',
      'old -1057',
      'overdue -3',
      'today 0',
      'tomorrow 1',
    ]);
  });

  test('working days left, by the office’s calendar', async () => {
    const left = await leftOf({ deadline: 'dueOn', take: 'workdaysLeft' });
    expect(left).toContain('counted 5');
    // Friday to Monday is one working day.
    expect(left).toContain('overdue -1');
  });

  test.each([
    ['calendar days behind a day', '5d', '2026-10-05', 'counted 0'],
    ['months behind a day', '1m', '2026-10-30', 'counted 0'],
    ['working days behind a day, over a holiday', '5wd', '2026-10-13', 'counted 0'],
  ])('%s', async (_, after, on, expected) => {
    const moments = [new Date(`${on}T12:00:00+08:00`)];
    const { rows } = await createRulesWarehouse(warehouse).events(
      request([watched({ deadline: 'acceptedOn', take: 'daysLeft', after })], { moments, knownAt: asOf }),
      never,
    );
    expect(
      rows.map(({ subjectId, rules }) => `${subjectId} ${String(rules.get('R90')?.features['left'])}`),
    ).toEqual([expected]);
  });

  test('a clock is judged at every moment, news only at the first', async () => {
    const moments = [new Date('2026-11-09T00:00:00+08:00'), asOf];
    const news = ruleOf({
      id: 'R91',
      subject: 'event',
      event: { kind: 'arbitration-case' },
      features: { persons: { field: 'persons' } },
      also: { blue: 'persons >= 1' },
    });
    const clock = watched({ deadline: 'dueOn', take: 'daysLeft' });
    const since = new Date('2026-10-15T00:00:00+08:00');
    const { rows } = await createRulesWarehouse(warehouse).events(
      request([news, clock], { moments: [since, ...moments] }),
      never,
    );
    const today = rows.filter(({ subjectId }) => subjectId === 'today');
    expect(today.map(({ rules }) => [rules.has('R91'), rules.get('R90')?.features['left']])).toEqual([
      [true, 39],
      [false, 14],
      [false, 0],
    ]);
  });
});
