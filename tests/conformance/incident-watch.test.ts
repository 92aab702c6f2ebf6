import { randomUUID } from 'node:crypto';
import { createScene, createWatchdog, seenIncident } from '@miaotou/engine';
import { drizzleOf, incidentStore, photoStore, watchdogStore } from '@miaotou/records';
import { secretBox } from '@miaotou/runtime';
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
  house,
  incidents,
  sent,
  openIncidentHouse,
  forgetSent,
} from './incident-house.js';

openIncidentHouse();

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
      loading: () => Promise.resolve(false),
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
    forgetSent();
    expect(codes(await watchdog.look('one'))).toEqual(['no-worker', 'clocks-late']);
    const [raised] = await own();
    expect(raised).toMatchObject({ tier: 'orange', state: 'created', alerts: 0, clock: { kind: 'sign' } });
    expect(new Set(sent.map(({ personId }) => personId))).toEqual(
      new Set(['admin', 'leader', 'leader2'].map((name) => as(name).id)),
    );
    expect(new Set(sent.map(({ path }) => path))).toEqual(new Set([`/incidents/${raised?.id}`]));
    forgetSent();
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
