import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testWarehouse } from '@miaotou/testkit';
import type { Warehouse } from '@miaotou/warehouse';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse, EventRow } from './evaluation-house.js';

const day = 86_400_000;
const now = new Date('2026-11-23T10:00:00+08:00');
const everyLayout = layouts.map(({ layout }) => layout);
const opened: EvaluationHouse[] = [];

async function house(warehouse: Warehouse, at = now): Promise<EvaluationHouse> {
  const one = await openHouse(warehouse, at);
  opened.push(one);
  return one;
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.records.close();
});

const complaint = (key: string, employer: string, at: Date, batch: number): EventRow => ({
  kind: 'complaint',
  key,
  employer,
  at,
  knownAt: new Date(at.getTime() + 1000),
  batch,
  attributes: { channel: 'inspection', disputeType: 'D11' },
});

describe('evaluation over real stores', () => {
  test('an alert is opened once, raised at once, and lowered and resolved only after its hold', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, everyLayout, '2027-12-31', new Date(0), 1);
    const at = (days: number) => new Date(now.getTime() + days * day);
    const events = (from: number, to: number, days: number, batch: number) =>
      Array.from({ length: to - from }, (_, n) => complaint(`c${from + n}`, '7', at(days), batch));
    await insertEvents(warehouse, events(0, 2, -1, 2));
    const first = await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    // Two complaints: delay reported (R01), many complaints (R15), one family (R36); two people are too few for R02.
    expect(await one.live()).toEqual(['R01 7 1', 'R15 7 1', 'R36 7 1']);
    expect(first).toMatchObject({ opened: 3, raised: 0, lowered: 0, resolved: 0 });
    expect(one.pushed).toHaveLength(3);
    const again = await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(again).toMatchObject({ opened: 0, raised: 0 });
    await insertEvents(warehouse, events(2, 10, -1, 3));
    const raised = await one.evaluation.evaluate({ reason: 'batch', batchId: '3' }, quietly);
    expect(raised).toMatchObject({ opened: 1, raised: 1 });
    expect(await one.live()).toEqual(['R01 7 1', 'R02 7 2', 'R15 7 4', 'R36 7 1']);
    // Outside every window: easing begins, nothing falls before its hold.
    one.now = at(40);
    expect(await one.evaluation.evaluate({ reason: 'nightly' }, quietly)).toMatchObject({
      lowered: 0,
      resolved: 0,
    });
    one.now = at(54.9);
    expect(await one.evaluation.evaluate({ reason: 'nightly' }, quietly)).toMatchObject({
      lowered: 0,
      resolved: 0,
    });
    one.now = at(55);
    expect(await one.evaluation.evaluate({ reason: 'nightly' }, quietly)).toMatchObject({ resolved: 1 });
    one.now = at(70);
    expect(await one.evaluation.evaluate({ reason: 'nightly' }, quietly)).toMatchObject({ resolved: 2 });
    // Red is lowered by a written decision only.
    expect(await one.live()).toEqual(['R15 7 4']);
    expect(await one.ledger.verify()).toMatchObject({ holds: true, entries: 4 + 1 + 3 });
  });

  test('an abstention neither opens nor lowers, and says why', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertEvents(warehouse, [complaint('c1', '7', new Date(now.getTime() - day), 2)]);
    const never = await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(await one.live()).toEqual([]);
    const reasons = new Map(never.abstentions.map(({ ruleId, reason }) => [ruleId, reason]));
    expect(reasons.get('R15')).toBe('source-never-delivered');
    expect(reasons.get('R08')).toBe('feature-missing');
    await insertWatermarks(warehouse, everyLayout, '2026-11-22', new Date(0), 3);
    await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(await one.live()).toEqual(['R01 7 1', 'R36 7 1']);
    one.now = new Date(now.getTime() + 200 * day);
    const behind = await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(behind.abstentions.find(({ ruleId }) => ruleId === 'R15')?.reason).toBe('source-behind');
    const live = await one.live();
    expect(live).toContain('R01 7 1');
    expect(live.filter((line) => line.startsWith('R38'))).toHaveLength(6);
  });

  test('late events are judged at the Mondays that would have seen them', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, everyLayout, '2026-11-22', new Date(0), 1);
    const claim = (key: string, employer: string, at: string): EventRow => ({
      ...complaint(key, employer, new Date(at), 2),
      knownAt: now,
      layout: 'wage-claims',
      attributes: { channel: 'wage-claim', disputeType: 'D11' },
    });
    const rows = [
      // Monday 00:00 to Sunday 24:00 in Shanghai: ten in one week, and ten spread over two.
      ...Array.from({ length: 5 }, (_, n) => claim(`a${n}`, '1', '2014-09-29T00:00:00+08:00')),
      ...Array.from({ length: 5 }, (_, n) => claim(`b${n}`, '1', '2014-10-05T23:59:59+08:00')),
      ...Array.from({ length: 9 }, (_, n) => claim(`c${n}`, '2', '2014-10-05T00:00:00+08:00')),
      ...Array.from({ length: 9 }, (_, n) => claim(`d${n}`, '2', '2014-10-06T00:00:00+08:00')),
    ];
    await insertEvents(warehouse, rows);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    const signals = await warehouse.run(
      `SELECT subject_id AS s, toString(as_of) AS at, tier FROM miaotou.signals WHERE rule_id = 'R02' ORDER BY s, at`,
      {},
      z.object({ s: z.string(), at: z.string(), tier: z.number() }),
    );
    expect(signals.map(({ s, at, tier }) => `${s} ${new Date(at).toISOString()} ${tier}`)).toEqual([
      '1 2014-10-05T16:00:00.000Z 2',
      '2 2014-10-05T16:00:00.000Z 1',
      '2 2014-10-12T16:00:00.000Z 1',
    ]);
    // What ended long ago ends in the same run; nothing of 2014 stays on the desk.
    expect(await one.live()).toEqual([]);
  });

  test('an event is judged once, eases with time, and a red one waits for its decision', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, everyLayout, '2026-11-22', new Date(0), 1);
    const stoppage = (key: string, at: string, attributes: Record<string, string>): EventRow => ({
      ...complaint(key, '', new Date(at), 2),
      kind: 'stoppage',
      knownAt: now,
      persons: null,
      attributes,
    });
    await insertEvents(warehouse, [
      stoppage('s1', '2011-03-01T00:00:00+08:00', { lineStopped: 'true', blocked: 'false' }),
      stoppage('s2', '2011-03-02T00:00:00+08:00', { lineStopped: 'true', blocked: 'true' }),
      stoppage('s3', '2026-11-20T00:00:00+08:00', { lineStopped: 'false' }),
    ]);
    const run = await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    expect(run).toMatchObject({ signals: 3, opened: 3, resolved: 1 });
    expect(await one.live()).toEqual(['R26 s2 4', 'R26 s3 2']);
    expect(await one.evaluation.evaluate({ reason: 'nightly' }, quietly)).toMatchObject({
      opened: 0,
      resolved: 0,
    });
    expect(await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly)).toMatchObject({
      opened: 0,
    });
  });

  test('every batch alone and everything at each batch end in the same live alerts', async () => {
    const event = fc.record({
      key: fc.integer({ min: 1, max: 12 }),
      employer: fc.constantFrom('1', '2', '3'),
      daysAgo: fc.integer({ min: 1, max: 29 }),
      kind: fc.constantFrom('complaint', 'arbitration-case', 'petition'),
      persons: fc.constantFrom(null, 1, 5, 10, 30),
      verified: fc.boolean(),
    });
    const observation = fc.record({
      employer: fc.constantFrom('1', '2', '3'),
      indicator: fc.constantFrom('SI01', 'insured_headcount', 'SI06'),
      period: fc.constantFrom('2026-07-01', '2026-09-01', '2026-10-01'),
      value: fc.constantFrom(0, 1, 2, 3, 6, 40, 100),
    });
    const batch = fc.record({
      // A delivery tells of each event once: rows that differ under one key are quarantined when they land.
      events: fc.uniqueArray(event, { maxLength: 8, selector: ({ kind, key }) => `${kind}:${key}` }),
      observations: fc.array(observation, { maxLength: 4 }),
      layouts: fc.subarray(everyLayout),
    });
    const asked = fc.array(batch, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(asked, async (batches) => {
        const warehouse = await testWarehouse();
        const single = await house(warehouse);
        const whole = await house(warehouse);
        const placed = new Map<string, { row: EventRow }>();
        // Every row of a delivery has a number of its own; the later of two versions has the higher one.
        let delivered = 0;
        const nextRow = (): number => (delivered += 1);
        for (const [index, { events, observations, layouts: moved }] of batches.entries()) {
          const number = index + 1;
          const knownAt = new Date(now.getTime() + number * 60_000);
          const rows = events.flatMap(({ key, employer, daysAgo, kind, persons, verified }): EventRow[] => {
            const withdrawn = nextRow();
            const row: EventRow = {
              kind,
              key: `${kind}:${key}`,
              employer,
              at: new Date(now.getTime() - Math.min(daysAgo, kind === 'petition' ? 29 : 6) * day),
              knownAt,
              batch: number,
              row: nextRow(),
              persons,
              attributes: {
                channel: 'inspection',
                disputeType: 'D11',
                verified: String(verified),
                form: 'visit',
              },
            };
            const old = placed.get(row.key)?.row;
            placed.set(row.key, { row });
            const wentElsewhere =
              old !== undefined && (old.employer !== employer || old.at.getTime() !== row.at.getTime());
            return wentElsewhere
              ? [{ ...old, knownAt, batch: number, row: withdrawn, retracted: true }, row]
              : [row];
          });
          await insertEvents(warehouse, rows);
          await warehouse.insert(
            'miaotou.observations',
            observations.map(({ employer, indicator, period, value }, at) => ({
              indicator,
              subject_kind: 'employer',
              subject_id: employer,
              region: '445224101',
              period,
              value,
              observed_at: knownAt,
              layout: 'si-arrears',
              batch_id: number,
              row: at + 1,
            })),
          );
          await insertWatermarks(warehouse, moved, '2026-11-22', knownAt, number);
          for (const one of [single, whole]) one.now = knownAt;
          const input = { reason: 'batch', batchId: String(number) } as const;
          await single.evaluation.evaluate(input, quietly);
          await whole.evaluation.evaluate({ ...input, full: true }, quietly);
        }
        const live = await whole.live();
        expect(await single.live()).toEqual(live);
        const verified = await single.ledger.verify();
        for (const one of opened.splice(0)) await one.records.close();
        expect(verified.holds).toBe(true);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 240_000);
});
