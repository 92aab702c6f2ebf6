import type { FiveOneRequest, PlanTickRequest } from '@miaotou/contracts';
import { createVerdicts } from '@miaotou/engine';
import { drizzleOf, verdictStore } from '@miaotou/records';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  now,
  minutes,
  days,
  as,
  evaluate,
  the,
  step,
  kinds,
  running,
  alertStates,
  house,
  incidents,
  silences,
  plans,
  sent,
  openIncidentHouse,
  setLoading,
} from './incident-house.js';

openIncidentHouse();

describe('from alerts to incidents', () => {
  test('alerts of one employer are one incident, told once, with the clock of its tier', async () => {
    await evaluate();
    await incidents.tick();
    const red = await the('7');
    expect(red).toMatchObject({ tier: 'red', state: 'created', level: 'duty', holder: null });
    expect(red.members.length).toBeGreaterThan(1);
    expect(red.clock).toMatchObject({ kind: 'sign', dueAt: minutes(30).toISOString() });
    expect(red.clock?.basis.zh).toContain('30分钟');
    expect(red.decisions.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['group', 'deduplicate', 'route', 'send', 'record']),
    );
    const own = sent.filter(({ incidentId }) => incidentId === red.id);
    expect(own[0]?.title, 'called as the office calls it').toMatch(/^【一级/u);
    expect(new Set(own.map(({ personId }) => personId)).size).toBe(own.length);
    expect(own.map(({ personId }) => personId)).toEqual(
      expect.arrayContaining([as('responder').id, as('leader').id]),
    );
    const before = sent.length;
    await evaluate();
    await incidents.tick();
    expect(sent.length, 'the same state is not told again').toBe(before);
    expect(await incidents.ofAlert(Number(red.members[0]?.alertId))).toBe(red.id);
  });

  test('what is loaded as history is kept without clocks, and begins as one sum when the load is over', async () => {
    setLoading(true);
    await evaluate();
    await incidents.tick();
    expect(await the('7')).toMatchObject({ startedAt: null, clocks: [] });
    expect(sent).toEqual([]);
    setLoading(false);
    house.now = minutes(90);
    await incidents.tick();
    expect((await the('7')).clock?.dueAt).toBe(minutes(120).toISOString());
    const people = sent.map(({ personId }) => personId);
    expect(people.length, 'one message for each person').toBe(new Set(people).size);
  });
});

describe('the ladder', () => {
  test('climbs until somebody signs, and a signature that is not confirmed falls', async () => {
    await evaluate();
    await incidents.tick();
    house.now = minutes(31);
    await incidents.tick();
    expect(await the('7')).toMatchObject({ level: 'supervisor', overdue: true });
    for (let at = 50; at < 300; at += 20) {
      house.now = minutes(at);
      await incidents.tick();
      expect(running(await the('7'))).toContain('sign');
    }
    expect(await the('7')).toMatchObject({ level: 'joint-team' });

    const signed = await step('7', 'responder', { step: 'sign' });
    expect(signed).toMatchObject({ state: 'signed', holder: { username: 'responder' } });
    expect(alertStates(signed)).toEqual(['acknowledged']);
    expect(running(signed)).toEqual(['plan', 'verify']);
    house.now = minutes(300 + 121);
    await incidents.tick();
    const fallen = await the('7');
    expect(fallen).toMatchObject({ state: 'sent', holder: null, level: 'joint-team' });
    expect(kinds(fallen)).toContain('reverted');
    expect(alertStates(fallen)).toEqual(['open']);
    expect(running(fallen)).toEqual(['sign']);
    expect((await house.ledger.verify()).holds).toBe(true);
  });
});

describe('what people do', () => {
  test('a red goes from signature to closing, is not closed by its author, and leaves a verdict', async () => {
    await evaluate();
    await incidents.tick();
    await step('7', 'responder', { step: 'sign', place: '惠城镇政府' });
    await step('7', 'responder', { step: 'arrive', deviceAt: days(-3).toISOString() });
    await step('7', 'responder', { step: 'plan', note: '先行垫付' });
    const reporting = await step('7', 'responder', { step: 'report', note: '已付一半' });
    expect(reporting).toMatchObject({ state: 'reporting' });
    expect(alertStates(reporting)).toEqual(['handling']);
    expect(running(reporting)).toEqual(['report']);
    const arrived = reporting.entries.find(({ kind }) => kind === 'arrive');
    expect(arrived).toMatchObject({
      at: now.toISOString(),
      deviceAt: days(-3).toISOString(),
      device: 'desktop',
      by: { username: 'responder' },
    });
    const ended = await step('7', 'leader', { step: 'resolve', note: '已全部付清' });
    expect(running(ended)).toEqual(['close']);
    const close = { step: 'close', verdict: 'true', note: '专班书面决定' } as const;
    await expect(step('7', 'responder', close)).rejects.toMatchObject({ code: 'incident-red-author' });
    await expect(step('7', 'leader', close)).rejects.toMatchObject({ code: 'incident-red-author' });
    await expect(step('7', 'leader2', close)).rejects.toMatchObject({ code: 'five-ones-missing' });
    const { id } = ended;
    const say = (request: FiveOneRequest) => plans.say(id, request, as('leader'), 'desktop');
    await say({ part: 'team', people: [as('leader').id, as('mediator').id], text: '', key: 'team-key-1' });
    await say({ part: 'measures', text: '先行垫付，分期清偿', key: 'measures-1' });
    const { missing } = await say({ part: 'deadline', day: '2026-11-30', text: '', key: 'deadline-1' });
    expect(missing).toEqual([]);
    const closed = await step('7', 'leader2', close);
    expect(closed).toMatchObject({ state: 'closed', verdict: { kind: 'true' }, steps: ['reopen'] });
    expect(running(closed)).toEqual([]);
    expect(alertStates(closed)).toEqual(['resolved']);
    const kept = await drizzleOf(house.records.read).execute<{ kind: string }>(
      sql`select kind from verdicts`,
    );
    expect(kept.rows).toHaveLength(closed.members.length);
    const verdicts = createVerdicts({ records: house.records, store: verdictStore });
    const [first] = closed.members;
    const learnt = await verdicts.ofRule(first?.ruleId ?? '', as('analyst'));
    expect(learnt).toMatchObject({ all: { counts: { true: 1 }, total: 1, share: 1 } });
    const again = await step('7', 'analyst', { step: 'reopen', note: '又发生' });
    expect(again).toMatchObject({ state: 'signed', verdict: null });
    expect(alertStates(again)).toEqual(['open']);
    expect((await house.ledger.verify()).holds).toBe(true);
  });

  test('a plan is frozen with its times, its steps are ticked off once and taken back by a further row', async () => {
    await evaluate();
    await incidents.tick();
    const { id } = await the('7');
    const before = await plans.get(id, as('responder'));
    expect(before).toMatchObject({ frozenAt: now.toISOString(), version: null, mayTick: false, overdue: 0 });
    expect(before.missing).toEqual(['team', 'measures', 'deadline']);
    const [first] = before.steps;
    expect(first).toMatchObject({ state: 'due', evidence: 'note' });
    const request = {
      plan: before.code,
      step: first?.code ?? '',
      done: true,
      note: '已联系',
      key: 'tick-key-1',
    };
    const tick = (name: string, change: Partial<PlanTickRequest> = {}) =>
      plans.tick(id, { ...request, ...change }, as(name), 'phone');
    await expect(tick('responder')).rejects.toMatchObject({ code: 'plan-not-yours' });
    await step('7', 'responder', { step: 'sign' });
    await expect(tick('responder', { note: '' })).rejects.toMatchObject({ code: 'note-needed' });
    await Promise.all([tick('responder'), tick('responder')]);
    const done = await plans.get(id, as('responder'));
    expect(done.steps[0]).toMatchObject({ state: 'done', ticks: [{ done: true, note: '已联系' }] });
    expect(done.next).toBe(done.steps[1]?.code);
    await expect(tick('responder', { key: 'tick-key-2' })).rejects.toMatchObject({ code: 'plan-step-done' });
    const back = { done: false, note: '联系的是另一家', key: 'tick-key-3' };
    await expect(tick('responder', { ...back, note: '' })).rejects.toMatchObject({ code: 'reason-needed' });
    house.now = days(3);
    const undone = await tick('responder', back);
    expect(undone.steps[0]).toMatchObject({ state: 'overdue', ticks: [{ done: false }, { done: true }] });
    expect((await the('7')).entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['plan-step-done', 'plan-step-undone']),
    );
    await expect(
      plans.say(
        id,
        { part: 'team', people: ['nobody'], text: '', key: 'team-key-9' },
        as('leader'),
        'desktop',
      ),
    ).rejects.toMatchObject({ code: 'team-unfit' });
  });

  test('of two who sign at once the first holds it and the other is told who; a double tap counts once', async () => {
    await evaluate();
    await incidents.tick();
    const { id, version } = await the('8');
    const request = { step: 'sign', version, key: 'tap-tap-tap' } as const;
    const [one, two, other] = await Promise.allSettled([
      incidents.act(id, request, as('responder'), 'phone'),
      incidents.act(id, request, as('responder'), 'phone'),
      incidents.act(id, { ...request, key: 'another-one' }, as('responder2'), 'phone'),
    ]);
    const signedBy = (await the('8')).holder?.username;
    const refused = [one, two, other].filter((each) => each.status === 'rejected');
    for (const each of refused) {
      expect(each.reason).toMatchObject({ kind: 'conflict', code: 'incident-signed-already' });
      expect((each.reason as { text: { zh: string } }).text.zh).toContain(signedBy);
    }
    expect(refused.length).toBe(signedBy === 'responder' ? 1 : 2);
    expect(kinds(await the('8')).filter((kind) => kind === 'sign')).toHaveLength(1);
    const stale = incidents.act(
      id,
      { step: 'note', note: 'x', version, key: 'stale-page' },
      as('analyst'),
      'phone',
    );
    await expect(stale).rejects.toMatchObject({ code: 'incident-changed' });
  });

  test('a hand-over waits until the receiver has taken it', async () => {
    await evaluate();
    await incidents.tick();
    await step('8', 'responder', { step: 'sign' });
    const to = as('responder2').id;
    await expect(step('8', 'responder', { step: 'offer', to, note: '' })).rejects.toMatchObject({
      code: 'note-needed',
    });
    const offered = await step('8', 'responder', { step: 'offer', to, note: '辖区在您那边' });
    expect(offered).toMatchObject({
      holder: { username: 'responder' },
      offer: { to: { username: 'responder2' } },
    });
    expect(sent.at(-1)).toMatchObject({ personId: to });
    await expect(step('8', 'mediator', { step: 'take' })).rejects.toMatchObject({ code: 'incident-state' });
    const declined = await step('8', 'responder2', { step: 'decline', note: '不在本辖区' });
    expect(declined).toMatchObject({ holder: { username: 'responder' }, offer: null });
    await step('8', 'responder', { step: 'offer', to, note: '再请' });
    expect(await step('8', 'responder2', { step: 'take' })).toMatchObject({
      holder: { username: 'responder2' },
    });
    await step('7', 'responder', { step: 'sign' });
    await expect(step('7', 'responder', { step: 'offer', to, note: '转出' })).rejects.toMatchObject({
      code: 'incident-red-frozen',
    });
  });

  test('incidents merge and split, and both are taken back exactly', async () => {
    await evaluate();
    await incidents.tick();
    const [red, small] = [await the('7'), await the('8')];
    const preview = await incidents.previewMerge(small.id, red.id, as('analyst'));
    expect(preview).toMatchObject({ alerts: small.members.length, to: { tier: 'red' } });
    const merged = await incidents.merge(
      small.id,
      { into: red.id, version: small.version, reason: '同一工地' },
      as('analyst'),
    );
    expect((await the('7')).members).toHaveLength(red.members.length + small.members.length);
    expect(await the('8')).toMatchObject({ state: 'closed' });
    await incidents.undoMove(merged.moveId, '并错了', as('analyst'));
    const back = await the('8');
    expect(back).toMatchObject({ state: small.state, tier: small.tier, closedAt: null });
    expect(back.members).toEqual(
      expect.arrayContaining(small.members.map((one) => ({ ...one, reason: 'returned' }))),
    );
    expect(back.clock?.dueAt).toBe(small.clock?.dueAt);

    const whole = await the('7');
    const [first] = whole.members;
    const apart = await incidents.split(
      whole.id,
      { alerts: [first?.alertId ?? ''], version: whole.version, reason: '另一件事' },
      as('analyst'),
    );
    expect((await incidents.get(apart.incidentId, as('analyst'))).members).toHaveLength(1);
    await incidents.undoMove(apart.moveId, '拆错了', as('analyst'));
    expect((await incidents.get(whole.id, as('analyst'))).members).toHaveLength(whole.members.length);
    await expect(incidents.undoMove(apart.moveId, '再撤', as('analyst'))).rejects.toMatchObject({
      code: 'incident-move-undone',
    });
  });
});

describe('silences', () => {
  test('need two people, hold back all but red, are reported, and end', async () => {
    const scope = { rules: [], regions: [], employers: ['7', '8'], tiers: [] };
    const [asked] = (await silences.ask({ scope, reason: '已知情况', days: 30 }, as('analyst'))).items;
    const id = asked?.id ?? '';
    await expect(silences.decide(id, { decision: 'approve' }, as('analyst'))).rejects.toMatchObject({
      code: 'silence-two-people',
    });
    await silences.decide(id, { decision: 'approve' }, as('leader'));
    await evaluate();
    await incidents.tick();
    const [red, small] = [await the('7'), await the('8')];
    expect(red.startedAt).not.toBeNull();
    expect(small.startedAt).toBeNull();
    expect(small.members.length).toBeGreaterThan(0);
    expect(small.decisions.map(({ reason }) => reason)).toContain('silenced');
    expect(sent.some(({ incidentId }) => incidentId === small.id)).toBe(false);
    const report = await silences.report(id, as('leader'));
    expect(report.items.map(({ incidentId }) => incidentId)).toEqual([small.id]);
    house.now = days(30);
    await incidents.tick();
    expect((await silences.list(as('leader'))).items[0]).toMatchObject({ state: 'expired', hidden: 1 });
    expect((await the('8')).startedAt).toBe(days(30).toISOString());
  });
});
