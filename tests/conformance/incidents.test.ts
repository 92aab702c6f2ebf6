import { randomUUID } from 'node:crypto';
import { chinaCalendar } from '@miaotou/domain';
import type {
  FiveOneRequest,
  IncidentDetail,
  IncidentStepRequest,
  PlanTickRequest,
} from '@miaotou/contracts';
import {
  createIncidents,
  createPlanFreezer,
  createPlans,
  createScene,
  createSilences,
  createVerdicts,
  createWatchdog,
  seenIncident,
  shippedLevels,
  shippedSetting,
} from '@miaotou/engine';
import type { Incidents, Notice, Plans, Silences, Viewer } from '@miaotou/engine';
import {
  drizzleOf,
  incidentStore,
  peopleStore,
  photoStore,
  planStore,
  silenceStore,
  verdictStore,
  watchdogStore,
} from '@miaotou/records';
import { secretBox } from '@miaotou/runtime';
import { testWarehouse } from '@miaotou/testkit';
import type { Warehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse } from './evaluation-house.js';

/** A Monday in office hours. */
const now = new Date('2026-11-23T10:00:00+08:00');
const minutes = (n: number): Date => new Date(now.getTime() + n * 60_000);
const days = (n: number): Date => minutes(n * 1_440);
const roles = ['leader', 'analyst', 'responder', 'mediator', 'admin'] as const;

let warehouse: Warehouse;
let house: EvaluationHouse;
let incidents: Incidents;
let silences: Silences;
let plans: Plans;
let sent: Notice[];
let loading: boolean;
const viewers = new Map<string, Viewer>();
const as = (name: string): Viewer => {
  const viewer = viewers.get(name);
  if (viewer === undefined) throw new Error(`nobody is called ${name}`);
  return viewer;
};

async function addPerson(username: string, role: Viewer['role']): Promise<void> {
  const id = randomUUID();
  const person = { id, username, displayName: username, role, scope: ['*'] };
  await peopleStore.insertUser(
    house.records.read,
    { ...person, passwordHash: '', officeId: null, failedLogins: 0, lockedUntil: null, disabledAt: null },
    now,
  );
  viewers.set(username, person);
}

/** An office that has three levels and no colours. */
const officeNames = { blue: '三级', yellow: '三级', orange: '二级', red: '一级' } as const;

const complaints = (employer: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'complaint',
    key: `${employer}-${from + n}`,
    employer,
    at: days(-1),
    knownAt: days(-1),
    batch: Number(employer),
    row: from + n + 1,
    attributes: { channel: 'inspection', disputeType: 'D12' },
  }));

const evaluate = () => house.evaluation.evaluate({ reason: 'nightly' }, quietly);

async function the(employer: string, viewer = 'leader'): Promise<IncidentDetail> {
  const query = { view: 'all', state: 'all', page: 1, pageSize: 200 } as const;
  const { items } = await incidents.list(query, as(viewer));
  const found = items.find(({ employerId }) => employerId === employer);
  return incidents.get(found?.id ?? 'none', as(viewer));
}

/** A step on the newest page of the incident. */
async function step(
  employer: string,
  who: string,
  request: Omit<IncidentStepRequest, 'version' | 'key'>,
): Promise<IncidentDetail> {
  const { id, version } = await the(employer);
  return incidents.act(id, { ...request, version, key: randomUUID() }, as(who), 'desktop');
}

const kinds = ({ entries }: IncidentDetail): string[] => entries.map(({ kind }) => kind);
const running = ({ clocks }: IncidentDetail): string[] =>
  clocks
    .filter(({ nextAt }) => nextAt !== null)
    .map(({ kind }) => kind)
    .toSorted();
const alertStates = ({ members }: IncidentDetail): string[] => [
  ...new Set(members.map(({ state }) => state)),
];

beforeAll(async () => {
  warehouse = await testWarehouse();
  await insertWatermarks(
    warehouse,
    layouts.map(({ layout }) => layout),
    '2027-12-31',
    new Date(0),
    1,
  );
  // 7 becomes red, 8 stays below.
  await insertEvents(warehouse, [...complaints('7', 10), ...complaints('8', 3)]);
}, 120_000);

beforeEach(async () => {
  house = await openHouse(warehouse, now);
  sent = [];
  loading = false;
  viewers.clear();
  for (const role of roles) await addPerson(role, role);
  await addPerson('leader2', 'leader');
  await addPerson('responder2', 'responder');
  const clock = { now: () => house.now };
  const freezing = {
    store: planStore,
    plansAt: () => Promise.resolve({ version: null, body: shippedSetting('response-plans', '2026-11-23') }),
  };
  const live = { publish: () => undefined };
  plans = createPlans({
    ...freezing,
    records: house.records,
    incidents: incidentStore,
    seen: (at, id, viewer) => seenIncident({ store: incidentStore }, at, id, viewer),
    workdays: () => Promise.resolve(chinaCalendar),
    live,
    clock,
  });
  incidents = createIncidents({
    plans: createPlanFreezer(freezing),
    records: house.records,
    store: incidentStore,
    alerts: house.alerts,
    outbox: {
      put: async (_, notices) => {
        sent.push(...notices);
      },
      withdraw: () => Promise.resolve(),
    },
    live,
    clock,
    levelsAt: async (_, tier) => shippedLevels(tier),
    tierNameAt: () => Promise.resolve((tier) => ({ zh: officeNames[tier], en: tier })),
    nodesAt: () => Promise.resolve([]),
    loading: () => Promise.resolve(loading),
  });
  silences = createSilences({
    records: house.records,
    store: silenceStore,
    people: (at) => incidentStore.people(at),
    clock,
  });
  return () => house.records.close();
});

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
    loading = true;
    await evaluate();
    await incidents.tick();
    expect(await the('7')).toMatchObject({ startedAt: null, clocks: [] });
    expect(sent).toEqual([]);
    loading = false;
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

describe('from the scene', () => {
  /** The smallest picture, with what a camera writes beside it. */
  const photo = (place: string) =>
    Buffer.concat([
      Buffer.from('ffd8', 'hex'),
      Buffer.from([0xff, 0xe1, 0, place.length + 2]),
      Buffer.from(place),
      Buffer.from('ffc0000b08001e002801011100ffda0008010100003f00010203ffd9', 'hex'),
    ]).toString('base64');

  test('a photo is kept once, without its place, by what it is, and a number is shown to who asks', async () => {
    await evaluate();
    await incidents.tick();
    const { id } = await the('7');
    await step('7', 'responder', { step: 'sign' });
    const phone = '13800138000';
    const scene = createScene({
      records: house.records,
      store: photoStore,
      incidents: incidentStore,
      seen: (at, of, viewer) => seenIncident({ store: incidentStore }, at, of, viewer),
      phones: async (_, ids) =>
        new Map(ids.includes(as('responder').id) ? [[as('responder').id, phone]] : []),
      box: secretBox(Buffer.alloc(32, 7), 'photos'),
      live: { publish: () => undefined },
      clock: { now: () => house.now },
    });
    const take = (who: string, image: string, key = 'photo-key-1') =>
      scene.photo(id, { key, image, note: '现场', deviceAt: days(-2).toISOString() }, as(who), 'phone');
    const [kept, again] = await Promise.all([
      take('responder', photo('GPS 22.98')),
      take('responder', photo('GPS 22.98')),
    ]);
    expect(again).toEqual(kept);
    const told = (await the('7')).entries.filter(({ kind }) => kind === 'photo');
    expect(told).toMatchObject([
      { reason: kept.hash, note: '现场', place: null, device: 'phone', at: now.toISOString() },
    ]);
    const { type, bytes } = await scene.picture(id, kept.hash, as('leader'));
    expect(type).toBe('image/jpeg');
    expect(bytes.includes('GPS')).toBe(false);
    const rows = await drizzleOf(house.records.read).execute<{ box: string }>(
      sql`select box from incident_photos`,
    );
    expect(rows.rows.map(({ box }) => box.includes(bytes.toString('base64').slice(0, 16)))).toEqual([false]);
    await expect(
      take('responder', Buffer.from('<html>a page</html>').toString('base64'), 'photo-key-2'),
    ).rejects.toMatchObject({ code: 'photo-unreadable' });
    await expect(scene.picture(id, 'unknown', as('leader'))).rejects.toMatchObject({ code: 'photo-unknown' });
    const { items } = await scene.contacts(id, as('leader'));
    expect(items).toMatchObject([{ person: { username: 'responder' }, holds: true, phone: '138****8000' }]);
    expect(await scene.phone(id, as('responder').id, as('leader'))).toEqual({ phone });
    await expect(scene.phone(id, as('admin').id, as('leader'))).rejects.toMatchObject({
      code: 'phone-unknown',
    });
  });
});

describe('the watchdog', () => {
  const open = () =>
    createWatchdog({
      records: house.records,
      store: watchdogStore,
      outbox: {
        put: async (_, notices) => {
          sent.push(...notices);
        },
        withdraw: () => Promise.resolve(),
      },
      incidents,
      people: (at) => incidentStore.people(at),
      live: { publish: () => undefined },
      clock: { now: () => house.now },
      loading: () => Promise.resolve(loading),
    });
  const codes = (found: readonly { readonly code: string }[] | null) => found?.map(({ code }) => code);
  const own = async () => {
    const query = { view: 'all', state: 'all', page: 1, pageSize: 200 } as const;
    return (await incidents.list(query, as('admin'))).items.filter(({ title }) => title === '系统运行故障');
  };

  test('raises an incident of its own that climbs, and ends it when nothing is wrong any more', async () => {
    const watchdog = open();
    await evaluate();
    await incidents.tick();
    expect(await watchdog.look('one')).toEqual([]);
    expect(await own()).toEqual([]);
    expect(await watchdog.look('other')).toBeNull();

    // Nobody looks at clocks for most of an hour, while the worker says that it lives and does no round.
    await watchdog.beat('worker', 'all', now, now);
    house.now = minutes(50);
    sent = [];
    expect(codes(await watchdog.look('one'))).toEqual(['no-worker', 'clocks-late']);
    const [raised] = await own();
    expect(raised).toMatchObject({ tier: 'orange', state: 'created', alerts: 0, clock: { kind: 'sign' } });
    expect(new Set(sent.map(({ personId }) => personId))).toEqual(
      new Set(['admin', 'leader', 'leader2'].map((name) => as(name).id)),
    );
    expect(new Set(sent.map(({ path }) => path))).toEqual(new Set([`/incidents/${raised?.id}`]));
    sent = [];
    house.now = minutes(51);
    await watchdog.look('one');
    expect(sent).toEqual([]);
    expect(await own()).toHaveLength(1);

    await incidents.tick();
    await watchdog.beat('worker', 'all', now, house.now);
    expect(await watchdog.look('one')).toEqual([]);
    expect(await own()).toMatchObject([{ state: 'closed', clock: null }]);
  });

  test('finds an incident that nothing will look at again, and channels that fail', async () => {
    const watchdog = open();
    await evaluate();
    await incidents.tick();
    const database = drizzleOf(house.records.read);
    await database.execute(sql`update incident_clocks set state = 'stopped', next_at = null`);
    const found = await watchdog.look('one');
    expect(codes(found)).toEqual(['clocks-stopped']);
    const [raised] = await own();
    const signed = await incidents.act(
      raised?.id ?? '',
      { step: 'sign', version: raised?.version ?? 0, key: randomUUID() },
      as('admin'),
      'desktop',
    );
    expect(signed).toMatchObject({ state: 'signed', holder: { username: 'admin' } });
    await database.execute(
      sql`update incidents set closed_at = ${now.toISOString()}::timestamptz where started_at is not null and id <> ${Number(signed.id)}`,
    );
    expect(await watchdog.look('one')).toEqual([]);
    expect(await own()).toMatchObject([{ state: 'signed' }]);
  });

  test('calls a channel failing only when enough tries of several messages all failed', async () => {
    const database = drizzleOf(house.records.read);
    const tries = {
      mail: ['refused', 'refused', 'refused'],
      sms: ['refused', 'sent', 'refused'],
      wecom: ['refused', 'refused'],
    };
    const at = now.toISOString();
    for (const [channel, outcomes] of Object.entries(tries)) {
      for (const [nth, outcome] of outcomes.entries()) {
        await database.execute(sql`
          with made as (
            insert into messages
              (reason, channel, tier, title, text, path, key, state, because, created_at, not_before, next_at)
            values (${`${channel}-${nth}`}, ${channel}, 1, 't', 't', '/', ${randomUUID()}::uuid, 'sent', 'wish',
              ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz)
            returning id)
          insert into message_attempts (message_id, attempt, at, ended_at, outcome)
          select id, 1, ${at}::timestamptz, ${at}::timestamptz, ${outcome} from made`);
      }
    }
    const pulse = await watchdogStore.pulse(house.records.read, now);
    expect(pulse.failing).toEqual([{ channel: 'mail', since: now }]);
    const later = await watchdogStore.pulse(house.records.read, minutes(31));
    expect(later.failing).toEqual([]);
  });
});
