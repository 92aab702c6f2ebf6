import type { AlertDetail, AlertQuery } from '@miaotou/contracts';
import type { Viewer } from '@miaotou/engine';
import { drizzleOf } from '@miaotou/records';
import { testWarehouse } from '@miaotou/testkit';
import type { Warehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse } from './evaluation-house.js';

const now = new Date('2026-11-23T10:00:00+08:00');
const days = (n: number): Date => new Date(now.getTime() + n * 86_400_000);
const viewer = (role: Viewer['role']): Viewer => ({
  id: '1',
  username: role,
  displayName: role,
  role,
  scope: ['*'],
});
const opened: EvaluationHouse[] = [];

async function house(warehouse: Warehouse): Promise<EvaluationHouse> {
  const one = await openHouse(warehouse, now);
  opened.push(one);
  return one;
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.records.close();
});

/** A house with one red alert of R15 on employer 7. */
async function withRed(): Promise<EvaluationHouse> {
  const warehouse = await testWarehouse();
  const one = await house(warehouse);
  await insertWatermarks(
    warehouse,
    layouts.map(({ layout }) => layout),
    '2027-12-31',
    new Date(0),
    1,
  );
  await insertEvents(
    warehouse,
    Array.from({ length: 10 }, (_, n) => ({
      kind: 'complaint',
      key: `c${n}`,
      employer: '7',
      at: days(-1),
      knownAt: days(-1),
      batch: 2,
      row: n + 1,
      attributes: { channel: 'inspection', disputeType: 'D12' },
    })),
  );
  await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
  return one;
}

async function alertOf(one: EvaluationHouse, rule: string, subject: string): Promise<AlertDetail> {
  const query: AlertQuery = { rule: [rule], page: 1, pageSize: 50, sort: 'opened' };
  const { items } = await one.alerts.list(query, viewer('leader'));
  const id = items.find(({ subjectId }) => subjectId === subject)?.id ?? 'none';
  return one.alerts.get(id, viewer('leader'));
}

describe('what people do to alerts', () => {
  test('a page that shows an older state is refused, and nothing changes', async () => {
    const one = await withRed();
    const { id, version } = await alertOf(one, 'R15', '7');
    const after = await one.alerts.act(id, { action: 'acknowledge', version }, viewer('responder'));
    expect(after).toMatchObject({ state: 'acknowledged', version: version + 1 });
    const stale = one.alerts.act(id, { action: 'resolve', version, note: '已处理' }, viewer('leader'));
    await expect(stale).rejects.toMatchObject({ kind: 'conflict', code: 'alert-changed' });
    expect(await one.alerts.get(id, viewer('leader'))).toEqual({
      ...after,
      actions: ['handle', 'resolve', 'dismiss'],
    });
  });

  test('of two who act on the same page at once, one is refused', async () => {
    const one = await withRed();
    const { id, version } = await alertOf(one, 'R15', '7');
    const both = await Promise.allSettled(
      [1, 2].map(() => one.alerts.act(id, { action: 'acknowledge', version }, viewer('responder'))),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const kinds = await drizzleOf(one.records.read).execute<{ kind: string }>(
      sql`select kind from alert_events where alert_id = ${Number(id)} and kind = 'acknowledged'`,
    );
    expect(kinds.rows).toHaveLength(1);
  });

  test('a red alert whose signal went stays red, says what it waits for, and ends by a written decision', async () => {
    const one = await withRed();
    expect((await alertOf(one, 'R15', '7')).standing).toBeNull();
    for (const at of [40, 400]) {
      one.now = days(at);
      await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    }
    const waiting = await alertOf(one, 'R15', '7');
    expect(waiting).toMatchObject({ tier: 'red', state: 'open' });
    expect(waiting.history.at(-1)).toMatchObject({ kind: 'easing', reason: 'cleared-awaits-decision' });
    expect(waiting.standing?.zh).toContain('须由专班书面决定');
    const decide = (role: Viewer['role'], note?: string) =>
      one.alerts.act(
        waiting.id,
        { action: 'resolve', version: waiting.version, ...(note === undefined ? {} : { note }) },
        viewer(role),
      );
    await expect(decide('responder', '已付清')).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(decide('leader')).rejects.toMatchObject({ code: 'note-needed' });
    expect(await decide('leader', '专班决定：已付清')).toMatchObject({
      state: 'resolved',
      closeReason: '专班决定：已付清',
      standing: null,
    });
    expect(await one.ledger.verify()).toMatchObject({ holds: true });
  });

  test('a red alert on a silent source ends at once when the source delivers', async () => {
    const warehouse = await testWarehouse();
    const one = await house(warehouse);
    await insertWatermarks(warehouse, ['si-arrears'], '2026-05-31', new Date(0), 1);
    await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(await one.live()).toEqual(['R38 si-arrears 4']);
    one.now = days(1);
    await insertWatermarks(warehouse, ['si-arrears'], '2026-08-31', days(1), 2);
    await one.evaluation.evaluate({ reason: 'batch', batchId: '2' }, quietly);
    expect(await one.live(), 'an old month is not enough').toEqual(['R38 si-arrears 3']);
    one.now = days(2);
    await insertWatermarks(warehouse, ['si-arrears'], '2026-10-31', days(2), 3);
    const run = await one.evaluation.evaluate({ reason: 'batch', batchId: '3' }, quietly);
    expect(run).toMatchObject({ resolved: 1 });
    expect(await one.live()).toEqual([]);
    const ended = await alertOf(one, 'R38', 'si-arrears');
    expect(ended.history.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'opened threshold-reached',
      'lowered weaker-at-once',
      'resolved cleared-at-once',
    ]);
    expect(ended).toMatchObject({ state: 'resolved', closeReason: null });
    expect(ended.standing?.zh).toBe('来源已恢复报送，系统已解除。');
    // The next outage is a new matter.
    one.now = days(120);
    await one.evaluation.evaluate({ reason: 'nightly' }, quietly);
    expect(await one.live()).toEqual(['R38 si-arrears 4']);
  });
});
