import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FeatureSchema, RuleFileSchema } from '@miaotou/contracts';
import type { RuleFileInput } from '@miaotou/contracts';
import type { PassRequest } from '@miaotou/engine';
import { checkRule } from '@miaotou/rules';
import type { CheckedRule, Value } from '@miaotou/rules';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { migrateWarehouse } from '../migrations/index.js';
import { createRulesWarehouse } from './index.js';

const asOf = new Date('2026-11-23T00:00:00+08:00');
const observedAt = new Date(asOf.getTime() - 3_600_000);
const day = 86_400_000;

/** Insured people by month, one month left out. */
const insured: Readonly<Record<string, number>> = {
  '2025-10-01': 200,
  '2026-05-01': 100,
  '2026-06-01': 100,
  '2026-08-01': 90,
  '2026-09-01': 80,
  '2026-10-01': 70,
};
/** Complaints, petitions and posts by days ago. */
const events = [
  { kind: 'complaint', ago: 2, persons: 12, keys: [1, 2], attributes: { channel: '12345', months: '3' } },
  { kind: 'complaint', ago: 9.5, persons: 1, keys: [2], attributes: { channel: 'clue', months: 'many' } },
  { kind: 'complaint', ago: 20, persons: 1, keys: [3], attributes: { channel: 'clue' } },
  { kind: 'complaint', ago: 40, persons: 1, keys: [4], attributes: {} },
  { kind: 'complaint', ago: 70, persons: 1, keys: [5], attributes: {} },
  { kind: 'complaint', ago: 75, persons: 1, keys: [6], attributes: {} },
  { kind: 'complaint', ago: 80, persons: 1, keys: [6], attributes: {} },
  { kind: 'complaint', ago: 370, persons: 1, keys: [7], attributes: {} },
  { kind: 'complaint', ago: 371, persons: 1, keys: [8], attributes: {} },
  { kind: 'petition', ago: 5, persons: 1, keys: [2], attributes: { score: '4' } },
  { kind: 'petition', ago: 6, persons: 1, keys: [9], attributes: { score: '1' } },
];

const headcount = { indicator: 'insured_headcount' } as const;
const complaints = { event: 'complaint' } as const;

/** What each feature is on these rows. */
const takes: readonly (readonly [string, RuleFileInput['features'][string], Value])[] = [
  ['the newest value', { ...headcount, take: 'latest' }, 70],
  ['months with a value', { ...headcount, take: 'count' }, 4],
  ['months with so high a value', { ...headcount, take: 'count', is: { '>=': 90 } }, 2],
  ['months in a range', { ...headcount, take: 'count', is: { '>=': 80, '<': 100 } }, 2],
  ['no month so high', { ...headcount, take: 'count', is: { '>': 900 } }, 0],
  ['months of nothing told', { indicator: 'SI06', take: 'count' }, null],
  ['whether any month', { ...headcount, take: 'any', is: { '<': 75 } }, true],
  ['whether any month, none', { ...headcount, take: 'any', is: { '<': 10 } }, false],
  ['whether any month of nothing told', { indicator: 'SI06', take: 'any' }, null],
  ['months running below', { ...headcount, take: 'streak', is: { '<': 95 } }, 3],
  ['slope of three months', { ...headcount, take: 'trend', window: '4m' }, -10],
  ['slope with a month left out', { ...headcount, take: 'trend', window: '6m' }, -7.428571429],
  ['no slope through two', { ...headcount, take: 'trend', window: '3m' }, null],
  ['against the month before', { ...headcount, take: 'difference', against: 'last-period' }, -10],
  ['against a month not told', { ...headcount, take: 'difference', against: '3m' }, null],
  ['against the year before', { ...headcount, take: 'change', against: 'last-year', window: '14m' }, -0.65],
  ['against a baseline', { ...headcount, take: 'difference', against: 'baseline', periods: 4 }, -20],
  [
    'against a baseline of which too little is known',
    { ...headcount, take: 'difference', against: 'baseline', periods: 12, window: '14m' },
    null,
  ],
  ['reports', { ...complaints, take: 'count' }, 3],
  ['reports of two kinds', { event: ['complaint', 'petition'], take: 'count' }, 5],
  ['people across channels, each once', { event: ['complaint', 'petition'], take: 'distinctPersons' }, 14],
  ['one of several texts', { ...complaints, take: 'count', where: { channel: ['clue', 'inspection'] } }, 2],
  ['none of these texts, but some', { ...complaints, take: 'count', where: { channel: { not: 'clue' } } }, 1],
  ['a number above', { ...complaints, take: 'count', where: { persons: { '>=': 10 } } }, 1],
  [
    'what is no number passes no comparison',
    { ...complaints, take: 'count', where: { months: { '<': 100 } } },
    0,
  ],
  ['the smallest', { event: 'petition', take: 'min', of: 'score' }, 1],
  ['the mean', { event: 'petition', take: 'mean', of: 'score' }, 2.5],
  ['the mean of nothing', { event: 'court-case', take: 'mean', of: 'score' }, null],
  ['the sum of nothing', { event: 'court-case', take: 'sum', of: 'score' }, 0],
  ['whether any', { event: 'petition', take: 'any' }, true],
  ['whether any, none', { event: 'court-case', take: 'any' }, false],
  ['whole days since', { ...complaints, take: 'daysSince', where: { channel: 'clue' } }, 9],
  ['days since nothing', { event: 'court-case', take: 'daysSince' }, null],
  ['against the window before', { ...complaints, take: 'change', against: 'last-period' }, 2],
  ['against the same a year before', { ...complaints, take: 'change', against: 'last-year' }, 0.5],
  ['against so far back', { ...complaints, take: 'difference', against: '60d' }, 0],
  ['against nothing, as a share', { event: 'petition', take: 'change', against: 'last-year' }, null],
  ['against nothing, as a number', { event: 'petition', take: 'difference', against: 'last-year' }, 2],
  ['nothing against nothing', { event: 'court-case', take: 'difference', against: 'last-year' }, 0],
  [
    'people against the mean of two windows',
    { ...complaints, take: 'difference', of: 'distinctPersons', against: 'baseline', periods: 2 },
    13 - 1.5,
  ],
];

function ruleOn(at: number, feature: RuleFileInput['features'][string]): CheckedRule {
  const parsed = FeatureSchema.parse(feature);
  const isFlag = 'take' in parsed && parsed.take === 'any';
  const checked = checkRule(
    RuleFileSchema.parse({
      id: `R${100 + at}`,
      slug: 'sample',
      version: 1,
      name: { zh: '样例', en: 'Sample' },
      subject: 'employer',
      features: { x: parsed },
      when: isFlag ? 'x || !x' : 'x >= 0 || x < 0',
      thresholds: isFlag ? {} : { x: { blue: 0 } },
      sentence: { zh: '样例', en: 'sample' },
      plan: 'RP-A',
      effective: { from: '2010-01-01' },
    }),
  );
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message.en).join('; '));
  return checked.rule;
}

let directory = '';
let warehouse: Warehouse;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-takes-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 2 });
  await migrateWarehouse(warehouse);
  const kept = { region: '445224101', observed_at: observedAt, layout: 'test', batch_id: 1, row: 1 };
  await warehouse.insert(
    'miaotou.observations',
    Object.entries(insured).map(([period, value]) => ({
      ...kept,
      indicator: 'insured_headcount',
      subject_kind: 'employer',
      subject_id: 'works',
      period,
      value,
    })),
  );
  await warehouse.insert(
    'miaotou.events',
    events.map(({ kind, ago, persons, keys, attributes }, at) => ({
      ...kept,
      kind,
      event_id: `event ${at}`,
      employer_id: 'works',
      employer_name: 'works',
      industry: '',
      occurred_at: new Date(asOf.getTime() - ago * day),
      persons,
      amount_fen: null,
      months: null,
      person_keys: keys,
      attributes,
      retracted: 0,
    })),
  );
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

async function valuesAt(
  taken: typeof takes,
  moments: readonly Date[],
  covered: PassRequest['covered'],
): Promise<readonly Value[]> {
  const rules = taken.map(([, feature], at) => ruleOn(at, feature));
  const request = {
    rules,
    batchId: null,
    moments,
    knownAt: asOf,
    covered,
    values: { freshFrom: () => null, gaps: () => [] },
    asked: ['works'],
  };
  const { rows } = await createRulesWarehouse(warehouse).employers(request, new AbortController().signal);
  const row = rows.find(({ asOf: at }) => at.getTime() === asOf.getTime());
  return rules.map(({ file }) => {
    const value = row?.rules.get(file.id)?.features['x'] ?? null;
    return typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value;
  });
}

describe('a feature', () => {
  let alone: readonly Value[];
  let among: readonly Value[];
  beforeAll(async () => {
    alone = await valuesAt(takes, [asOf], () => true);
    among = await valuesAt(takes, [new Date(asOf.getTime() - 7 * day), asOf], () => true);
  }, 60_000);

  test.each(takes.map(([says, , value], at) => ({ says, value, at })))('takes $says', ({ value, at }) => {
    expect(alone[at]).toBe(value);
  });

  test('is the same in a run of many moments as in a run of one', () => {
    expect(among).toEqual(alone);
  });

  test('that compares windows is not known where the earlier one was not told of', async () => {
    const some = takes.filter(([, feature]) => 'event' in feature).slice(-8);
    const told = await valuesAt(some, [asOf], (_kind, _window, _at, before) => before === null);
    expect(told).toEqual(
      some.map(([, feature, value]) =>
        'against' in feature && feature.against !== undefined ? null : value,
      ),
    );
  });
});
