import { describe, expect, test } from 'vitest';
import { settingKinds } from '@miaotou/contracts';
import { defaultTierScheme } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import type { Viewer } from '../people/index.js';
import { checkSetting, createSettings, recordInForce, shippedSetting } from './index.js';
import type { SettingRecord, SettingRecords } from './index.js';

const at = (day: string): Date => new Date(`${day}T09:00:00+08:00`);
const version = (one: Partial<SettingRecord>): SettingRecord => ({
  id: one.version ?? 1,
  kind: 'time-nodes',
  version: 1,
  body: { nodes: [] },
  effectiveFrom: '2026-11-01',
  author: 'analyst',
  reason: 'test',
  proposedAt: at('2026-10-01'),
  state: 'approved',
  decidedBy: 'leader',
  decidedAt: at('2026-10-02'),
  decisionReason: '',
  ...one,
});

describe('the version in force', () => {
  const second = version({ version: 2, effectiveFrom: '2026-12-01', decidedAt: at('2026-11-10') });
  test.each([
    ['before it begins', [version({})], '2026-10-31', '2026-10-31', null],
    ['on its first day', [version({})], '2026-11-01', '2026-11-01', 1],
    ['not approved', [version({ state: 'proposed', decidedAt: null })], '2026-11-05', '2026-11-05', null],
    ['refused', [version({ state: 'refused' })], '2026-11-05', '2026-11-05', null],
    ['approved only later than what was known', [version({})], '2026-11-05', '2026-10-01', null],
    ['the newest that has begun', [version({}), second], '2026-12-01', '2026-12-01', 2],
    ['a later one that was not known yet', [version({}), second], '2026-12-01', '2026-11-09', 1],
    ['another kind', [version({ kind: 'holidays' })], '2026-11-05', '2026-11-05', null],
  ])('%s', (_name, all, day, knownAt, wanted) => {
    expect(recordInForce(all, 'time-nodes', at(day), at(knownAt))?.version ?? null).toBe(wanted);
  });
});

describe('what the program ships', () => {
  test.each(settingKinds)('%s has no fault', (kind) => {
    expect(checkSetting(kind, shippedSetting(kind, '2026-11-23')).ok).toBe(true);
  });

  test('no node acts before the plan began', () => {
    expect(shippedSetting('time-nodes', '2023-07-31').nodes).toEqual([]);
    expect(shippedSetting('time-nodes', '2023-08-01').nodes.length).toBeGreaterThan(10);
  });
});

const scheme = (change: (tiers: (typeof defaultTierScheme.tiers)[number][]) => unknown[]) => ({
  tiers: change(defaultTierScheme.tiers.map((tier) => ({ ...tier }))),
  folds: 'weaker',
});
const nodes = (change: object) => ({
  nodes: [{ ...shippedSetting('time-nodes', '2026-11-23').nodes[0], ...change }],
});
const notice = (off: readonly string[], makeUp: readonly string[]) => ({
  notices: [{ year: 2027, off, makeUp }],
});

describe('a body is refused', () => {
  test.each([
    ['tier-scheme', 'one tier', scheme((tiers) => tiers.slice(0, 1)), 'shape'],
    ['tier-scheme', 'strongest first', scheme((tiers) => tiers.toReversed()), 'tiers-out-of-order'],
    [
      'tier-scheme',
      'white on white',
      scheme((tiers) => tiers.map((one) => ({ ...one, light: '#ffffff' }))),
      'contrast-low',
    ],
    [
      'tier-scheme',
      'one symbol for all',
      scheme((tiers) => tiers.map((one) => ({ ...one, symbol: '!' }))),
      'symbol-repeated',
    ],
    [
      'time-nodes',
      '31 February',
      nodes({
        when: {
          kind: 'yearly',
          from: { calendar: 'solar', month: 2, day: 30, offset: 0 },
          to: { calendar: 'solar', month: 3, day: 1, offset: 0 },
        },
      }),
      'no-such-day',
    ],
    [
      'time-nodes',
      'a reversed span',
      nodes({ when: { kind: 'manual', spans: [{ from: '2027-01-20', to: '2027-01-10' }] } }),
      'span-reversed',
    ],
    [
      'time-nodes',
      'a factor of zero',
      nodes({ effects: [{ rules: ['R01'], groups: [], shift: 0, factor: 0, allowance: {}, opens: false }] }),
      'shape',
    ],
    [
      'time-nodes',
      'an effect on nothing',
      nodes({ effects: [{ rules: [], groups: [], shift: 1, factor: 1, allowance: {}, opens: false }] }),
      'effect-on-nothing',
    ],
    ['holidays', '30 February', notice(['02-30'], []), 'no-such-day'],
    ['holidays', 'a reversed range', notice(['05-03/05-01'], []), 'range-reversed'],
    ['holidays', 'a day off that is worked', notice(['05-01/05-03'], ['05-02']), 'both-off-and-worked'],
    ['holidays', 'a make-up day on a Friday', notice([], ['05-07']), 'make-up-on-weekday'],
    [
      'index-weights',
      'a red below blue',
      {
        ...shippedSetting('index-weights', '2026-11-23'),
        steps: { blue: 1, yellow: 1, orange: 1, red: 0.5 },
      },
      'steps-fall',
    ],
  ] as const)('%s: %s', (kind, _name, body, code) => {
    const read = checkSetting(kind, body);
    expect(read.ok ? [] : read.faults.map((fault) => fault.code)).toContain(code);
  });
});

describe('two people', () => {
  const person = (username: string, role: Viewer['role']): Viewer => ({
    id: username,
    username,
    displayName: username,
    role,
    scope: ['*'],
  });
  const desk = () => {
    const kept: SettingRecord[] = [];
    const store: SettingRecords = {
      all: async () => kept,
      add: async (_tx, proposal) => {
        const added = version({
          ...proposal,
          version: kept.length + 1,
          state: 'proposed',
          decidedAt: null,
          decidedBy: null,
        });
        kept.push(added);
        return added;
      },
      decide: async (_executor, id, { state, by, at: when, reason }) => {
        const place = kept.findIndex((one) => one.id === id && one.state === 'proposed');
        const found = kept[place];
        if (found === undefined) return false;
        kept[place] = { ...found, state, decidedBy: by, decidedAt: when, decisionReason: reason };
        return true;
      },
    };
    const executor = {} as Executor;
    const records = {
      read: executor,
      transaction: <T>(work: (tx: Executor) => Promise<T>) => work(executor),
    };
    return createSettings({ records, store, clock: { now: () => at('2026-11-23') } });
  };
  const proposal = { body: { nodes: [] }, effectiveFrom: '2026-11-23', reason: 'no nodes this year' };

  test('nothing is in force before another one approves, and then it is', async () => {
    const settings = desk();
    const admin = person('admin', 'admin');
    const { id } = await settings.propose('time-nodes', proposal, admin);
    expect((await settings.inForce('time-nodes', at('2026-11-24'))).nodes.length).toBeGreaterThan(0);
    await expect(settings.decide(id, { approve: true, reason: '' }, admin)).rejects.toMatchObject({
      code: 'second-person-needed',
    });
    await settings.decide(id, { approve: true, reason: '' }, person('leader', 'leader'));
    expect((await settings.inForce('time-nodes', at('2026-11-24'))).nodes).toEqual([]);
    const nodesOn = await settings.nodesByDay(at('2026-11-24'));
    expect([nodesOn('2026-11-22').length > 0, nodesOn('2026-11-23').length]).toEqual([true, 0]);
    await expect(
      settings.decide(id, { approve: true, reason: '' }, person('leader', 'leader')),
    ).rejects.toMatchObject({ code: 'setting-decided' });
  });

  test.each([
    ['a past day', { ...proposal, effectiveFrom: '2026-11-22' }, 'setting-backdated'],
    ['a broken body', { ...proposal, body: { nodes: [{}] } }, 'shape'],
  ])('%s is refused', async (_name, given, code) => {
    await expect(desk().propose('time-nodes', given, person('admin', 'admin'))).rejects.toMatchObject({
      code,
    });
  });

  test('a refusal needs its reason', async () => {
    const settings = desk();
    const { id } = await settings.propose('time-nodes', proposal, person('analyst', 'analyst'));
    await expect(
      settings.decide(id, { approve: false, reason: '' }, person('leader', 'leader')),
    ).rejects.toMatchObject({ code: 'reason-missing' });
  });
});
