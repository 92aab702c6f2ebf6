import { RuleFileSchema } from '@miaotou/contracts';
import type { RuleFile, RuleFileInput } from '@miaotou/contracts';
import { huilaiCode } from '@miaotou/domain';
import { drizzleOf } from '@miaotou/records';
import { testWarehouse } from '@miaotou/testkit';
import type { Warehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse, EventRow } from './evaluation-house.js';

const day = 86_400_000;
const now = new Date('2026-11-23T10:00:00+08:00');
const everyLayout = layouts.map(({ layout }) => layout);
const [longjiang, shenquan] = ['445224110', '445224107'];

const rule = (id: string, subject: RuleFile['subject'], file: Partial<RuleFileInput>): RuleFile =>
  RuleFileSchema.parse({
    id,
    slug: id.toLowerCase(),
    version: 1,
    name: { zh: id, en: id },
    subject,
    sentence: { zh: '样例', en: 'sample' },
    plan: 'RP-J',
    effective: { from: '2010-01-01' },
    ...file,
  });
const complaints = { event: 'complaint', take: 'count', window: '30d' } as const;
const steps = { thresholds: { n: { blue: 1, yellow: 3, orange: 5, red: 8 } }, when: 'n >= t.n' };

const book: readonly RuleFile[] = [
  rule('R91', 'town', {
    features: { n: { event: 'complaint', take: 'matters', window: '30d' } },
    ...steps,
  }),
  rule('R92', 'industry', { features: { n: complaints }, ...steps }),
  rule('R93', 'county', { features: { n: complaints }, ...steps }),
  rule('R94', 'project', { features: { n: complaints }, ...steps }),
  rule('R95', 'event', {
    event: { kind: 'arbitration-case', where: { stage: 'open' } },
    features: { left: { deadline: 'dueOn', take: 'daysLeft' } },
    thresholds: { left: { blue: 15, yellow: 7, orange: 3, red: -1 } },
    when: 'left <= t.left',
  }),
  rule('R96', 'employer', {
    features: { months: { indicator: 'SI01', take: 'latest', window: '3m', optional: true } },
    thresholds: { months: { blue: 1, yellow: 2, orange: 3, red: 6 } },
    when: 'months >= t.months',
  }),
  rule('R97', 'town', {
    features: { unusual: { detection: 'complaints', take: 'alarm', optional: true } },
    also: { yellow: 'unusual' },
  }),
];

const opened: EvaluationHouse[] = [];
async function house(warehouse: Warehouse, at = now, rules = book): Promise<EvaluationHouse> {
  const one = await openHouse(warehouse, at, rules);
  opened.push(one);
  return one;
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.records.close();
});

/** Every alert, closed ones too, as `rule subject tier peak state`. */
async function alertsOf({ records }: EvaluationHouse): Promise<string[]> {
  const found = await drizzleOf(records.read).execute<{ line: string }>(
    sql`select concat_ws(' ', rule_id, subject_id, tier, peak_tier, case when closed_at is null then 'live' else close_reason end) as line from alerts order by 1`,
  );
  return found.rows.map(({ line }) => line);
}

const event = (kind: string, key: string, at: string, rest: Partial<EventRow> = {}): EventRow => ({
  kind,
  key,
  employer: '',
  at: new Date(at),
  knownAt: new Date(now.getTime() - 1000),
  batch: 2,
  region: longjiang,
  ...rest,
});

const value = (batch: number, period: string, number: number, knownAt: Date, employer = '1') => ({
  indicator: 'SI01',
  subject_kind: 'employer',
  subject_id: employer,
  region: longjiang,
  period,
  value: number,
  observed_at: knownAt,
  layout: 'si-arrears',
  batch_id: batch,
  row: batch,
});

describe('subjects beyond employers', () => {
  test('a town, an industry, the county and a project are named, lie where they are and have no employer', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, everyLayout, '2026-11-22', new Date(0), 1);
    await insertEvents(warehouse, [
      event('complaint', 'c1', '2026-11-20T00:00:00+08:00', {
        industry: '建筑业',
        attributes: { project: '滨海大道' },
      }),
    ]);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    const query = { page: 1, pageSize: 50, sort: 'opened' } as const;
    const { items } = await one.alerts.list(query, { scope: [huilaiCode] });
    expect(
      items
        .map(({ ruleId, subjectName, region, employerId }) => [ruleId, subjectName, region, employerId])
        .toSorted(([left], [right]) => ((left ?? '') < (right ?? '') ? -1 : 1)),
    ).toEqual([
      ['R91', '隆江镇', longjiang, null],
      ['R92', '建筑业', huilaiCode, null],
      ['R93', '惠来县', huilaiCode, null],
      ['R94', '滨海大道', longjiang, null],
    ]);
    const seenIn = async (scope: string[]) =>
      (await one.alerts.list(query, { scope })).items.map(({ ruleId }) => ruleId).toSorted();
    expect(await seenIn([longjiang])).toEqual(['R91', 'R94']);
    expect(await seenIn([shenquan])).toEqual([]);
  });

  test('a clock alerts while its proceeding is open, and its end closes even a red alert', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, everyLayout, '2026-11-22', new Date(0), 1);
    const open = event('arbitration-case', 'a1', '2026-09-01T00:00:00+08:00', {
      attributes: { stage: 'open', dueOn: '2026-11-30' },
    });
    await insertEvents(warehouse, [open]);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    expect(await alertsOf(one)).toEqual(['R95 a1 2 2 live']);
    one.now = new Date(now.getTime() + 9 * day);
    await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(await alertsOf(one)).toEqual(['R95 a1 4 4 live']);
    const closed = {
      ...open,
      batch: 3,
      knownAt: one.now,
      attributes: { stage: 'closed', dueOn: '2026-11-30' },
    };
    await insertEvents(warehouse, [closed]);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '3' }, quietly);
    expect(await alertsOf(one)).toEqual(['R95 a1 4 4 proceeding-over']);
  });

  test('what the detectors judged anew is judged by the rules on it, and by no others', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    const judgement = (subject_id: string, run_id: string) => ({
      cadence: 'weekly',
      measure: 'complaints',
      subject_kind: 'town',
      subject_id,
      region: subject_id,
      industry: '',
      period: '2026-11-16',
      observed: 9,
      expected: 2,
      upperbound: 6,
      score: 2,
      p_value: 0.001,
      q_value: null,
      alarm: 1,
      abstained: '',
      recent: [],
      method: 'fusion',
      method_version: 1,
      alpha: 0.01,
      fingerprint: '',
      known_at: now,
      judged_at: now,
      run_id,
    });
    await warehouse.insert('miaotou.detections', [
      judgement(longjiang, 'first'),
      judgement(shenquan, 'second'),
    ]);
    await one.evaluation.evaluate({ reason: 'detection', detectionRunId: 'first' }, quietly);
    expect(await one.live()).toEqual([`R97 ${longjiang} 2`]);
    await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(await one.live()).toEqual([`R97 ${shenquan} 2`, `R97 ${longjiang} 2`]);
  });
});

describe('what other rules gave in a window', () => {
  test('counts for as long as the window reaches, also when the rule gives nothing any more', async () => {
    const warehouse = await testWarehouse();
    const resonance = rule('R98', 'employer', {
      features: { strongest: { rules: ['R96'], take: 'maxTier', window: '60d' } },
      also: { blue: 'strongest >= 1', orange: 'strongest >= 3' },
    });
    const one = await house(warehouse, now, [...book, resonance]);
    const signalsAt = async (days: number): Promise<readonly number[]> => {
      one.now = new Date(now.getTime() + days * day);
      await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
      const found = await warehouse.run(
        "SELECT tier FROM miaotou.signals WHERE rule_id = 'R98' AND as_of = {at:DateTime64(3, 'UTC')}",
        { at: one.now },
        z.object({ tier: z.number() }),
      );
      return found.map(({ tier }) => tier);
    };
    await warehouse.insert('miaotou.observations', [value(2, '2026-10-01', 3, now)]);
    expect(await signalsAt(0)).toEqual([3]);
    const cleared = new Date(now.getTime() + day);
    await warehouse.insert('miaotou.observations', [value(3, '2026-10-01', 0, cleared)]);
    expect(await signalsAt(1)).toEqual([3]);
    expect(await signalsAt(59)).toEqual([3]);
    expect(await signalsAt(61)).toEqual([]);
  });
});

describe('a rule that waits', () => {
  test('names the source and since when it is silent', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, ['inspection-register'], '2026-08-31', new Date(0), 1);
    await insertEvents(warehouse, [event('complaint', 'c1', '2026-11-20T00:00:00+08:00')]);
    const { abstentions } = await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(abstentions.find(({ ruleId }) => ruleId === 'R91')).toMatchObject({
      reason: 'source-behind',
      detail: {
        zh: '来源逾期未报：inspection-register（2026-09-01起缺报）',
        en: 'a source is behind its cycle: inspection-register (nothing since 2026-09-01)',
      },
    });
  });
});

describe('late values', () => {
  test('raise what they should have raised since the day after they were due, and rewrite nothing', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await warehouse.insert('miaotou.observations', [
      value(2, '2026-06-01', 3, now),
      value(2, '2026-07-01', 0, now),
      value(2, '2026-08-01', 0, now, '2'),
      value(2, '2026-07-01', 2, now, '2'),
    ]);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    // Orange for June and cleared in July, yellow for July and cleared in August: both ended long ago.
    expect(await alertsOf(one)).toEqual(['R96 1 3 3 cleared-for-hold', 'R96 2 2 2 cleared-for-hold']);
    const { items } = await one.alerts.list({ page: 1, pageSize: 50, sort: 'opened' }, { scope: ['*'] });
    const june = items.find(({ subjectId }) => subjectId === '1');
    // Due on the first working day after ten days of grace.
    expect(june).toMatchObject({
      openedAt: now.toISOString(),
      sinceAt: '2026-07-10T16:00:00.000Z',
      knowableSince: '2026-07-10T16:00:00.000Z',
    });
  });

  test('one that came in time is judged now only, and is marked by nothing', async () => {
    const warehouse = await testWarehouse();
    const inTime = new Date('2026-11-12T10:00:00+08:00');
    const one = await house(warehouse, inTime);
    await warehouse.insert('miaotou.observations', [value(2, '2026-10-01', 3, inTime)]);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    const query = { page: 1, pageSize: 50, sort: 'opened' } as const;
    expect((await one.alerts.list(query, { scope: ['*'] })).items).toMatchObject([
      { subjectId: '1', tier: 'orange', knowableSince: null },
    ]);
  });
});

describe('what a batch touched', () => {
  const told = fc.record({
    key: fc.integer({ min: 1, max: 9 }),
    kind: fc.constantFrom('complaint', 'arbitration-case'),
    employer: fc.constantFrom('', '1', '2'),
    region: fc.constantFrom(longjiang, shenquan, '44', ''),
    industry: fc.constantFrom('', '建筑业', '制造业', '讲不清'),
    daysAgo: fc.integer({ min: 1, max: 60 }),
    project: fc.constantFrom('', '滨海大道'),
    stage: fc.constantFrom('open', 'closed'),
    dueIn: fc.integer({ min: -5, max: 20 }),
    withdrawn: fc.boolean(),
  });
  const observed = fc.record({
    employer: fc.constantFrom('1', '2'),
    // Corrections to older periods among them.
    period: fc.constantFrom('2026-06-01', '2026-08-01', '2026-09-01', '2026-10-01'),
    value: fc.constantFrom(0, 1, 2, 3, 6),
  });
  const link = fc.record({ key: fc.integer({ min: 1, max: 9 }), matter: fc.constantFrom('', '7') });
  const batch = fc.record({
    events: fc.uniqueArray(told, { maxLength: 7, selector: ({ kind, key }) => `${kind}:${key}` }),
    observations: fc.uniqueArray(observed, {
      maxLength: 4,
      selector: ({ employer, period }) => `${employer} ${period}`,
    }),
    layouts: fc.subarray(everyLayout),
    link,
  });

  test('towns, industries, the county, projects, clocks and late values: every batch alone ends as everything at each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), async (batches) => {
        const warehouse = await testWarehouse();
        const single = await house(warehouse);
        const whole = await house(warehouse);
        const placed = new Map<string, EventRow>();
        let delivered = 0;
        const nextRow = (): number => (delivered += 1);
        for (const [index, { events, observations, layouts: moved, link: linked }] of batches.entries()) {
          const number = index + 1;
          const knownAt = new Date(now.getTime() + number * 60_000);
          const rows = events.flatMap(({ key, kind, daysAgo, withdrawn, dueIn, stage, project, ...rest }) => {
            const gone = nextRow();
            const row: EventRow = {
              kind,
              key: `${kind}:${key}`,
              at: new Date(now.getTime() - daysAgo * day),
              knownAt,
              batch: number,
              row: nextRow(),
              ...rest,
              attributes: {
                stage,
                dueOn: new Date(now.getTime() + dueIn * day).toISOString().slice(0, 10),
                ...(project === '' ? {} : { project }),
              },
            };
            const old = placed.get(row.key);
            const retracted = old && { ...old, knownAt, batch: number, row: gone, retracted: true };
            if (withdrawn && retracted !== undefined) {
              placed.delete(row.key);
              return [retracted];
            }
            placed.set(row.key, row);
            const moved_ =
              old !== undefined && (old.employer !== row.employer || old.at.getTime() !== row.at.getTime());
            return moved_ && retracted !== undefined ? [retracted, row] : [row];
          });
          await insertEvents(warehouse, rows);
          await warehouse.insert(
            'miaotou.observations',
            observations.map(({ employer, period, value: amount }) => ({
              ...value(number, period, amount, knownAt, employer),
              row: nextRow(),
            })),
          );
          // As a delivery does: reports of the employers that it touched are linked anew.
          const report = placed.get(`complaint:${linked.key}`);
          if (
            report !== undefined &&
            rows.some(({ employer }) => employer !== '' && employer === report.employer)
          ) {
            await warehouse.insert('miaotou.matter_reports', [
              { event_id: report.key, matter_id: linked.matter, observed_at: knownAt, seq: number },
            ]);
          }
          await insertWatermarks(warehouse, moved, '2026-11-22', knownAt, number);
          for (const one of [single, whole]) one.now = knownAt;
          const input = { reason: 'batch', batchId: String(number) } as const;
          await single.evaluation.evaluate(input, quietly);
          await whole.evaluation.evaluate({ ...input, full: true }, quietly);
        }
        const live = await whole.live();
        expect(await single.live()).toEqual(live);
        for (const one of opened.splice(0)) await one.records.close();
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 240_000);
});
