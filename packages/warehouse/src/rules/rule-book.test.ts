import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultTimeNodes, tierRank } from '@miaotou/domain';
import type { EventKind } from '@miaotou/domain';
import { explainRule, loadRuleBook, lunarDay, onDays, withNodes } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { migrateWarehouse } from '../migrations/index.js';
import { createRulesWarehouse } from './index.js';
import { asOf, employerCases } from './rule-book-cases.js';
import type { Happening } from './rule-book-cases.js';
import { sumCases } from './rule-book-sums-cases.js';

const knownAt = asOf;
const noAge = { freshFrom: () => null, gaps: () => [] };

let directory: string;
let warehouse: Warehouse;
let book: readonly CheckedRule[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-book-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 2 });
  await migrateWarehouse(warehouse);
  book = await loadRuleBook();
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const cases = Object.entries({ ...employerCases, ...sumCases }).flatMap(([ruleId, own]) =>
  own.map((one, at) => ({ ruleId, subject: `${ruleId}-${at}`, ...one })),
);
const earlier = new Date(asOf.getTime() - 3_600_000);
let made = 0;
const linked: { event_id: string; matter_id: string; observed_at: Date; seq: number }[] = [];

function eventRows(employer: string, events: readonly Happening[]) {
  return events.flatMap((event) => {
    const name =
      event.retracted === true || (event.observedAt === undefined && event.matter === undefined)
        ? undefined
        : (made += 1);
    return Array.from({ length: event.times ?? 1 }, (_, at) => {
      const event_id = `test:${employer}:${event.times === undefined ? (name ?? event.kind) : (made += 1)}:${at}`;
      if (event.matter !== undefined) {
        linked.push({
          event_id,
          matter_id: `${employer} ${event.matter}`,
          observed_at: earlier,
          seq: linked.length + 1,
        });
      }
      return {
        kind: event.kind,
        layout: 'test',
        event_id,
        employer_id: employer,
        employer_name: employer,
        region: '445224101',
        industry: '',
        occurred_at: new Date(asOf.getTime() - (event.daysAgo ?? 1) * 86_400_000),
        observed_at: event.observedAt ?? earlier,
        persons: event.persons === undefined ? 1 : event.persons,
        amount_fen: event.amountFen ?? null,
        months: event.months ?? null,
        person_keys: event.keys ?? [],
        attributes: event.attributes ?? {},
        retracted: event.retracted === true ? 1 : 0,
        batch_id: 1,
        row: 1,
      };
    });
  });
}

function judged(isCovered: (kind: EventKind) => boolean, asked: readonly string[]) {
  const rules = book.filter(({ file }) => file.subject === 'employer');
  const request = {
    rules,
    batchId: null,
    moments: [asOf],
    knownAt,
    covered: isCovered,
    values: noAge,
    asked,
  };
  return createRulesWarehouse(warehouse).employers(request, new AbortController().signal);
}

describe('each rule on employers, from rows to tier', () => {
  let tiers: Map<string, number | null>;
  beforeAll(async () => {
    await warehouse.insert(
      'miaotou.events',
      cases.flatMap(({ subject, events }) => eventRows(subject, events ?? [])),
    );
    await warehouse.insert('miaotou.matter_reports', linked);
    await warehouse.insert(
      'miaotou.observations',
      cases.flatMap(({ subject, observations }) =>
        (observations ?? []).map(({ indicator, period, value, observedAt }) => ({
          indicator,
          subject_kind: 'employer',
          subject_id: subject,
          region: '445224101',
          period,
          value,
          observed_at: observedAt ?? earlier,
          layout: 'test',
          batch_id: 1,
          row: 1,
        })),
      ),
    );
    const pass = await judged(
      () => true,
      cases.map(({ subject }) => subject),
    );
    tiers = new Map(
      cases.map(({ ruleId, subject }) => {
        const row = pass.rows.find(({ subjectId }) => subjectId === subject);
        return [subject, row?.rules.get(ruleId)?.rank ?? null];
      }),
    );
  });

  test('every rule on employers has cases', () => {
    const judgedRules = book.filter(({ file }) => file.subject === 'employer').map(({ file }) => file.id);
    expect(judgedRules.filter((id) => !cases.some(({ ruleId }) => ruleId === id))).toEqual([]);
  });

  test.each(cases)('$ruleId: $says', ({ subject, tier }) => {
    expect(tiers.get(subject)).toBe(tier);
  });

  test('a count abstains where its source is not complete', async () => {
    const pass = await judged((kind) => kind !== 'arbitration-case', ['R18-7', 'R15-0']);
    const row = pass.rows.find(({ subjectId }) => subjectId === 'R18-7');
    expect(row?.rules.get('R18')?.rank).toBe(null);
    expect(pass.abstained.get('R18')).toBe(pass.subjects);
    expect(pass.abstained.get('R15')).toBe(0);
  });

  test('time nodes raise what they name before other rules use it, and the warehouse says what cel-js says', async () => {
    const noded = withNodes(book, () => defaultTimeNodes, lunarDay);
    const rules = onDays(
      noded.filter(({ file }) => file.subject === 'employer'),
      ['2026-11-23'],
    );
    const asked = cases.map(({ subject }) => subject);
    const request = {
      rules,
      batchId: null,
      moments: [asOf],
      knownAt,
      covered: () => true,
      values: noAge,
      asked,
    };
    const pass = await createRulesWarehouse(warehouse).employers(request, new AbortController().signal);
    const rows = new Map(pass.rows.map((row) => [row.subjectId, row.rules]));
    for (const { ruleId, subject, tier } of cases) {
      const found = rows.get(subject)?.get(ruleId);
      if (found === undefined) continue;
      const rule = rules.find(({ file }) => file.id === ruleId);
      if (rule === undefined) throw new Error(`no rule ${ruleId}`);
      const said = explainRule(rule, found.features, '2026-11-23');
      expect(found.rank, `${subject} as cel-js`).toBe(said.abstained ? null : tierRank(said.tier));
      // The winter action names the rules on wages; others give what they always gave.
      if (/^R0[1-7]$/.test(ruleId) && tier !== null && tier > 0) {
        expect(found.rank, subject).toBe(Math.min(4, tier + 1));
      } else if (rule.nodes?.('2026-11-23')?.closed === true) expect(found.rank ?? 0, subject).toBe(0);
    }
  });
});
