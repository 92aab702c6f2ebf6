import { randomBytes } from 'node:crypto';
import {
  createEffects,
  effectMoments,
  knowledgeOf,
  knownOf,
  noGaps,
  nobody,
  storedRule,
} from '@miaotou/engine';
import type { Effects, KnownDeps, PublishedRule } from '@miaotou/engine';
import { tierRank } from '@miaotou/domain';
import { checkRule, loadRuleBook } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { testRecords, testWarehouse } from '@miaotou/testkit';
import { createEffectsWarehouse, createRulesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertEvents, insertWatermarks, layouts } from './evaluation-house.js';

const now = new Date('2026-11-23T10:00:00+08:00');
const moments = effectMoments(now);
const day = 86_400_000;
let warehouse: Warehouse;
let effects: Effects;
let sources: KnownDeps;
let book: readonly PublishedRule[];

async function ready(rule: string, thresholds: Parameters<Effects['look']>[1]) {
  for (let asked = 0; asked < 2_000; asked += 1) {
    const answer = await effects.look(rule, thresholds);
    if (answer.state === 'ready') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the past features were never ready');
}

/** Complaints on some days before now, each known a second later. */
const complaints = (employer: string, daysAgo: readonly number[], batch: number) =>
  daysAgo.map((ago, at) => ({
    kind: 'complaint',
    key: `${employer}-${at}`,
    employer,
    at: new Date(now.getTime() - ago * day),
    knownAt: new Date(now.getTime() - ago * day + 1_000),
    batch,
    attributes: { channel: 'inspection', disputeType: 'D01' },
  }));

beforeAll(async () => {
  const records = await testRecords();
  warehouse = await testWarehouse();
  await insertWatermarks(
    warehouse,
    layouts.map(({ layout }) => layout),
    '2027-12-31',
    new Date(0),
    1,
  );
  await insertEvents(warehouse, [
    ...complaints('quiet', [100], 2),
    ...complaints('busy', [101, 102, 103], 3),
    ...complaints('worse', [61, 60, 59, 58, 57], 4),
    ...complaints('slow', [205, 195, 192], 5),
    // Known only long after it happened: no moment before may see it.
    ...complaints('late', [300, 301, 302], 6).map((one) => ({
      ...one,
      knownAt: new Date(now.getTime() - 290 * day),
    })),
  ]);
  book = (await loadRuleBook()).map(({ file }) => ({
    ...storedRule(file),
    origin: 'book',
    publishedAt: new Date(0),
    author: null,
    reason: null,
    approvedBy: null,
    basedOn: null,
    replayId: null,
    draftId: null,
  }));
  sources = {
    warehouse: createRulesWarehouse(warehouse),
    layouts: async () => layouts,
    deliveries: { gaps: async () => noGaps, standings: async () => new Map() },
  };
  effects = createEffects({
    ...sources,
    records,
    store: { published: async () => book, subjects: async () => new Map() },
    effects: createEffectsWarehouse(warehouse),
    timeNodes: async () => () => [],
    levelsAt: async () => [],
    drafts: { begin: () => Promise.reject(new Error('no draft is made here')) },
    clock: { now: () => now },
    newFilling: () => randomBytes(8).readBigUInt64BE().toString(),
    onFault: (error) => {
      throw error;
    },
  });
  return async () => {
    await effects.close();
    await records.close();
  };
});

describe('what other thresholds would have done', () => {
  test('nothing differs while nothing is changed', async () => {
    const same = await ready('R15', {});
    expect(same.tried).toEqual(same.published);
    expect(same.differences).toEqual([]);
    // One complaint of `quiet` is below every step; the others have three and more.
    expect(same.published.alerts).toEqual({ blue: 0, yellow: 3, orange: 1, red: 0 });
    expect(same.weeks).toHaveLength(moments.length);
  });

  test('a lower first step gains, a higher one loses, and each is named with its kind and moment', async () => {
    const strict = await ready('R15', { items: { blue: 1 } });
    expect(strict.counts).toMatchObject({ gained: 1, lost: 0 });
    expect(strict.differences.map(({ kind, subjectId }) => `${kind} ${subjectId}`)).toContain('gained quiet');
    // `slow` had its first complaint ten days before the second.
    expect(strict.differences.map(({ kind, subjectId }) => `${kind} ${subjectId}`)).toContain('earlier slow');
    const lax = await ready('R15', { items: { blue: 4, yellow: 4, orange: 6 }, people: { yellow: 9 } });
    expect(lax.counts).toMatchObject({ gained: 0, lost: 3, lower: 1 });
    expect(lax.published.hours).toBeGreaterThan(lax.tried.hours);
    const hours = lax.towns.reduce((sum, { tried }) => sum + tried.hours, 0);
    expect(hours).toBe(lax.tried.hours);
  });

  test('a moment sees only what was known then', async () => {
    const { differences } = await ready('R15', {
      items: { blue: 99, yellow: 99, orange: 99, red: 99 },
      people: { yellow: 99, orange: 99, red: 99 },
    });
    const late = differences.find(({ subjectId }) => subjectId === 'late');
    expect(new Date(late?.published?.opened ?? 0).getTime()).toBeGreaterThan(now.getTime() - 290 * day);
  });

  test('evidence tells the values, and what either table says of them', async () => {
    const { differences } = await ready('R15', { items: { blue: 1 } });
    const gained = differences.find(({ kind }) => kind === 'gained');
    const told = await effects.evidence('R15', {
      subject: gained?.subjectId ?? '',
      at: gained?.at ?? '',
      thresholds: { items: { blue: 1 } },
    });
    expect(told.features.find(({ name }) => name === 'items')?.value).toBe(1);
    expect([told.published.tier, told.tried.tier]).toEqual([null, 'blue']);
  });

  test('the spread counts everybody once: nothing, something and not known', async () => {
    await ready('R15', {});
    const found = await effects.spreads('R15');
    const items = found?.spreads.find(({ name }) => name === 'items');
    const binned = (items?.bins ?? []).reduce((sum, { subjects }) => sum + subjects, 0);
    expect(binned + (items?.zeros ?? 0) + (items?.missing ?? 0)).toBe(items?.subjects);
  });

  test.each([
    ['out of order', { items: { blue: 9 } }, 'thresholds-out-of-order'],
    ['of something unknown', { nonsense: { blue: 1 } }, 'threshold-unknown'],
    ['for a tier that the rule does not grade', { people: { blue: 1 } }, 'threshold-unknown'],
  ])('numbers %s are refused', async (_says, thresholds, code) => {
    await expect(effects.look('R15', thresholds)).rejects.toMatchObject({ code });
  });

  test('a rule on sources says that there is nothing to look back on', async () => {
    expect(await effects.look('R38', {})).toMatchObject({ state: 'none' });
  });
});

test('every rank is the one that a run at that moment gives', async () => {
  const file = (await loadRuleBook()).find((one) => one.file.id === 'R15')?.file;
  if (file === undefined) throw new Error('no such rule');
  const checked = checkRule({
    ...file,
    thresholds: { ...file.thresholds, items: { blue: 1, yellow: 2, orange: 3, red: 4 } },
  });
  if (!checked.ok) throw new Error('the rule does not hold');
  const tried: CheckedRule = checked.rule;
  const kept = createEffectsWarehouse(warehouse);
  const judged = createRulesWarehouse(warehouse);
  const signal = new AbortController().signal;
  const fillings = [];
  const runs = new Map<string, number>();
  for (const [place, at] of moments.entries()) {
    const { covers: covered, values } = knowledgeOf(await knownOf(sources, at, at));
    const request = {
      rules: [tried],
      batchId: null,
      moments: [at],
      knownAt: at,
      covered,
      values,
      asked: [nobody],
    };
    const filling = String(place + 1);
    await kept.keep({ key: 'equal', state: 'equal', filling }, tried, request, signal);
    fillings.push({ at, filling });
    for (const { subjectId, rules } of (await judged.employers({ ...request, asked: [] }, signal)).rows) {
      const rank = rules.get('R15')?.rank ?? 0;
      if (rank > 0) runs.set(`${subjectId} ${at.toISOString()}`, rank);
    }
  }
  const seen = new Map<string, number>();
  for (const { subjectId, ranks } of await kept.ranked(tried, fillings)) {
    for (const [place, rank] of ranks) {
      if (rank !== null && rank > 0) seen.set(`${subjectId} ${moments[place]?.toISOString() ?? ''}`, rank);
    }
  }
  expect(seen).toEqual(runs);
  expect(Math.max(...seen.values())).toBe(tierRank('red'));
});
