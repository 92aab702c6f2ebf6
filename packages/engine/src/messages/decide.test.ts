import fc from 'fast-check';
import { alertTiers } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  backOff,
  bundled,
  bundleMs,
  firstWays,
  groupsFor,
  mostTries,
  quietUntil,
  sendTime,
  waysTo,
} from './decide.js';
import type { ChannelRecord } from './ports.js';

const at = (text: string) => new Date(`2026-11-23T${text}+08:00`);
const channel = (
  id: string,
  kind: ChannelRecord['kind'],
  more: Partial<ChannelRecord> = {},
): ChannelRecord => ({
  id,
  kind,
  name: id,
  settings: { kind: 'web-push', publicKey: '' },
  secretBox: null,
  secretSetAt: null,
  enabled: true,
  lowestTier: 'blue',
  regions: [],
  ...more,
});
const all = [
  channel('push', 'web-push'),
  channel('mail', 'email'),
  channel('sms', 'sms'),
  channel('voice', 'voice'),
  channel('group', 'wecom', { lowestTier: 'orange', regions: ['445224100'] }),
];
const contacts = { email: 'a@b.example', phone: '13800000000' };
const ids = (ways: readonly { readonly id: string }[]) => ways.map(({ id }) => id);

describe('the ways to a person', () => {
  it.each<[string, AlertTier, readonly string[] | null, Partial<typeof contacts>, number, readonly string[]]>(
    [
      [
        'without wishes: push, mail, text message, and no call below red',
        'orange',
        null,
        {},
        1,
        ['push', 'mail', 'sms'],
      ],
      ['a red calls too', 'red', null, {}, 1, ['push', 'mail', 'sms', 'voice']],
      ['wishes give the order and leave out the rest', 'yellow', ['voice', 'mail'], {}, 1, ['voice', 'mail']],
      [
        'a red takes every way, the wished ones first',
        'red',
        ['mail'],
        {},
        1,
        ['mail', 'push', 'sms', 'voice'],
      ],
      ['no device, no push', 'orange', null, {}, 0, ['mail', 'sms']],
    ],
  )('%s', (_, tier, wished, less, devices, expected) => {
    const wishes = wished === null ? null : { channels: wished };
    expect(ids(waysTo(tier, wishes, { ...contacts, ...less }, devices, all))).toEqual(expected);
  });

  it('nobody is written to who gave no address, nor over what is closed or only for graver tiers', () => {
    const some = [channel('mail', 'email', { enabled: false }), channel('sms', 'sms', { lowestTier: 'red' })];
    expect(waysTo('orange', null, contacts, 0, some)).toEqual([]);
    expect(waysTo('red', null, { email: null, phone: null }, 0, all)).toEqual([]);
  });

  it('a red goes over all of them at once, another over the first', () => {
    const ways = waysTo('red', null, contacts, 1, all);
    expect(firstWays('red', ways)).toEqual({ ways, reason: 'red-every-way' });
    expect(firstWays('orange', ways)).toEqual({ ways: ways.slice(0, 1), reason: 'first-way' });
    expect(firstWays('red', [])).toEqual({ ways: [], reason: 'no-other-way' });
  });

  it.each<[AlertTier, string | null, boolean]>([
    ['red', '445224100', true],
    ['yellow', '445224100', false],
    ['red', '445224102', false],
    ['red', null, false],
  ])('a group of one town from orange on is told of %s in %s: %s', (tier, region, told) => {
    expect(groupsFor(tier, region, all).length === 1).toBe(told);
  });
});

describe('when a message goes out', () => {
  const night = { from: 22 * 60, to: 7 * 60 };

  it.each([
    ['late in the evening until the next morning', '23:10', '2026-11-24T07:00'],
    ['after midnight until the same morning', '06:59', '2026-11-23T07:00'],
    ['by day not at all', '07:00', null],
  ])('quiet hours hold %s', (_, now, until) => {
    const expected = until === null ? null : new Date(`${until}:00+08:00`);
    expect(quietUntil(at(`${now}:00`), night)).toEqual(expected);
  });

  it('orange and red go at once, also at night; blue and yellow gather, and wait for the morning', () => {
    const now = at('23:31:10');
    expect(sendTime('red', now, night, now)).toEqual({ at: now, reason: 'at-once' });
    expect(sendTime('orange', now, night, now)).toEqual({ at: now, reason: 'at-once' });
    expect(sendTime('blue', now, night, now)).toMatchObject({ reason: 'quiet-hours' });
    expect(sendTime('yellow', now, null, now)).toEqual({ at: at('23:33:00'), reason: 'gathers' });
  });

  it('is never before its time, and below orange never later than one gathering without quiet hours', () => {
    const moments = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...alertTiers), moments, moments, (tier, notBefore, now) => {
        const earliest = Math.max(notBefore.getTime(), now.getTime());
        const late = sendTime(tier, notBefore, null, now).at.getTime() - earliest;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThan(tier === 'blue' || tier === 'yellow' ? bundleMs : 1);
      }),
    );
  });
});

describe('after a failure', () => {
  const now = at('12:00:00');
  const next = { id: 'sms', kind: 'sms' as const };
  it.each([
    [
      'the same is tried again',
      { tries: 1, again: true, restMs: null },
      [next],
      { next: 'again', reason: 'retry' },
    ],
    [
      'as late as the receiver asks',
      { tries: 1, again: true, restMs: 600_000 },
      [],
      { next: 'again', at: new Date(now.getTime() + 600_000), reason: 'receiver-asks-to-wait' },
    ],
    [
      'after three, the next way',
      { tries: 3, again: true, restMs: null },
      [next],
      { next: 'next-way', way: next },
    ],
    [
      'refused for good, the next way at once',
      { tries: 1, again: false, restMs: null },
      [next],
      { next: 'next-way', reason: 'refused' },
    ],
    ['without another way it goes on', { tries: 3, again: true, restMs: null }, [], { next: 'again' }],
    [
      'and ends some time',
      { tries: mostTries, again: true, restMs: null },
      [],
      { next: 'given-up', reason: 'failed-often' },
    ],
  ])('%s', (_, failed, ways, expected) => {
    expect(afterFailure(failed, ways, now)).toMatchObject(expected);
  });

  it('pauses never shrink', () => {
    const pauses = Array.from({ length: mostTries }, (_, tries) => backOff(tries + 1));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });
});

describe('messages put together', () => {
  it('are counted, listed and cut at ten', () => {
    const parts = Array.from({ length: 12 }, (_, i) => ({ title: `预警${i + 1}`, text: '某厂' }));
    const { title, text } = bundled(parts);
    expect(title).toBe('12 条预警消息');
    expect(text.split('\n')).toHaveLength(11);
    expect(text).toContain('另有 2 条');
  });
});
