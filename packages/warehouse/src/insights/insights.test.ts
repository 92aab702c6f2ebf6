import { addDays, startOfDay } from '@miaotou/domain';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InsightsWarehouse } from '@miaotou/engine';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { migrateWarehouse } from '../migrations/index.js';
import { createInsightsWarehouse } from './index.js';

let directory: string;
let warehouse: Warehouse;
let insights: InsightsWarehouse;

const early = new Date('2026-02-01T00:00:00Z');
const late = new Date('2026-03-01T00:00:00Z');
/** Monday. */
const week = '2026-01-05';

function event(id: string, day: string, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    kind: 'complaint',
    layout: 'hotline',
    event_id: id,
    employer_id: '1',
    employer_name: '甲',
    region: '445224100',
    industry: '',
    occurred_at: startOfDay(day),
    observed_at: early,
    persons: null,
    amount_fen: null,
    months: null,
    person_keys: [],
    attributes: {},
    retracted: 0,
    batch_id: 1,
    row: 1,
    ...rest,
  };
}

function value(
  indicator: string,
  period: string,
  amount: number,
  rest: Readonly<Record<string, unknown>> = {},
) {
  return {
    indicator,
    subject_kind: 'employer',
    subject_id: '1',
    region: '445224100',
    period,
    value: amount,
    observed_at: early,
    layout: 'arrears',
    retracted: 0,
    batch_id: 1,
    row: 1,
    ...rest,
  };
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-insights-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'ch'), connections: 2 });
  await migrateWarehouse(warehouse);
  insights = createInsightsWarehouse(warehouse);
  await warehouse.insert('miaotou.events', [
    // Late on Sunday in the county is the same week, though Monday has not begun in UTC either way.
    event('sunday', week, { occurred_at: new Date('2026-01-11T15:59:00Z') }),
    event('monday', week, { occurred_at: new Date('2026-01-11T16:00:00Z') }),
    event('elsewhere', week, { region: '445224102' }),
    event('moved', week),
    event('moved', week, { observed_at: late, retracted: 1, batch_id: 2 }),
    event('moved', addDays(week, 7), { observed_at: late, batch_id: 2 }),
    event('case-1', week, { kind: 'arbitration-case', persons: 3, attributes: { stage: 'open' } }),
    event('case-1', week, {
      kind: 'arbitration-case',
      persons: 4,
      attributes: { stage: 'closed', closeReason: 'mediated' },
      observed_at: late,
      batch_id: 2,
    }),
    event('case-2', week, { kind: 'arbitration-case', amount_fen: 12_345, attributes: { stage: 'open' } }),
    event('court-1', week, { kind: 'court-case' }),
  ]);
  await warehouse.insert('miaotou.observations', [
    value('SI01', '2026-01-01', 2),
    value('SI01', '2026-01-01', 0, { observed_at: late, batch_id: 2 }),
    value('SI01', '2026-01-01', 1, { subject_id: '2', region: '445224102' }),
    value('SI01', '2026-01-01', 5, { subject_id: '3' }),
    value('SI01', '2026-01-01', 5, { subject_id: '3', observed_at: late, retracted: 1, batch_id: 2 }),
    value('SI02', '2026-01-01', 0),
  ]);
  await warehouse.insert('miaotou.watermarks', [
    {
      source: 'complaints',
      layout: 'hotline',
      office: 'O21',
      region: '',
      complete_through: '2026-01-31',
      observed_at: early,
      batch_id: 1,
    },
    {
      source: 'complaints',
      layout: 'hotline',
      office: 'O21',
      region: '',
      complete_through: '2026-02-28',
      observed_at: late,
      batch_id: 2,
    },
  ]);
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const window = {
  kinds: ['complaint'] as const,
  from: startOfDay('2026-01-01'),
  to: startOfDay('2026-03-01'),
  knownAt: late,
  regions: null,
};

describe('events of a window', () => {
  it.each([
    [
      'as known at last: an event that moved is counted where it is now',
      late,
      null,
      [
        [week, 2],
        [addDays(week, 7), 2],
      ],
    ],
    [
      'as known before: where it was then',
      early,
      null,
      [
        [week, 3],
        [addDays(week, 7), 1],
      ],
    ],
    ['narrowed to one town', late, ['445224102'], [[week, 1]]],
    ['narrowed to nothing', late, [], []],
  ])('are counted by the county’s weeks, %s', async (_, knownAt, regions, expected) => {
    const rows = await insights.weeklyEvents({ ...window, knownAt, regions });
    expect(rows.map((row) => [row.week, row.events])).toEqual(expected);
  });

  it('are counted by region', async () => {
    expect(await insights.eventsByRegion(window)).toEqual([
      { region: '445224100', events: 3 },
      { region: '445224102', events: 1 },
    ]);
  });
});

describe('the flow of cases', () => {
  it('tells received and closed by the newest version, and leaves unknown what no source says', async () => {
    const kinds = ['arbitration-case', 'court-case', 'mediation-case'] as const;
    expect(await insights.caseFlow({ ...window, kinds })).toEqual([
      { kind: 'arbitration-case', received: 2, told: 2, closed: 1, persons: 4 },
      { kind: 'court-case', received: 1, told: 0, closed: 0, persons: null },
    ]);
  });
});

describe('employers in arrears', () => {
  const query = { indicators: ['SI01', 'SI02'], from: '2025-12-01', regions: null };
  it.each([
    ['as known at last: neither settled nor taken back values count', late, null, 1],
    ['as known before', early, null, 3],
    ['narrowed to one town', late, ['445224102'], 1],
  ])('%s', async (_, knownAt, regions, expected) => {
    const rows = await insights.employersAbove({ ...query, knownAt, regions });
    expect(rows.find(({ indicator }) => indicator === 'SI01')).toMatchObject({ employers: expected });
  });

  it('are zero in a period that was reported without any', async () => {
    const rows = await insights.employersAbove({ ...query, knownAt: late });
    expect(rows).toContainEqual({ indicator: 'SI02', period: '2026-01-01', employers: 0 });
  });
});

describe('coverage', () => {
  it.each([
    ['at last', late, '2026-02-28'],
    ['before', early, '2026-01-31'],
  ])('is what was known %s', async (_, knownAt, completeThrough) => {
    expect(await insights.coverage(knownAt)).toEqual([
      { source: 'complaints', layout: 'hotline', since: '2026-01-31', completeThrough },
    ]);
  });
});

describe('one employer', () => {
  it('shows the newest version of each value and event, newest event first', async () => {
    expect(await insights.employerIndicators('1', '2025-12-01', late)).toEqual([
      { indicator: 'SI01', period: '2026-01-01', value: 0 },
      { indicator: 'SI02', period: '2026-01-01', value: 0 },
    ]);
    const events = await insights.employerEvents('1', late, 3);
    expect(events.map(({ occurredAt }) => occurredAt.toISOString())).toEqual([
      '2026-01-11T16:00:00.000Z',
      '2026-01-11T16:00:00.000Z',
      '2026-01-11T15:59:00.000Z',
    ]);
    const all = await insights.employerEvents('1', late, 50);
    expect(all.find(({ amountFen }) => amountFen !== null)).toMatchObject({
      amountFen: 12_345,
      batchId: '1',
      row: 1,
    });
  });
});
