import { randomUUID } from 'node:crypto';
import { tierRank } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import { bundleMs, bundled, isPatient, personLimit, personWindowMs } from './decide.js';
import type { MessagesDeps } from './deps.js';
import type { Address, ChannelHealth, ChannelRecord, MessageRecord } from './ports.js';
import { readReach } from './reach.js';
import type { Reach } from './reach.js';

/** A try counts as broken off after so many times the patience with a receiver: only a process that died takes as long. */
const leaseTimes = 4;
const takeAtOnce = 200;
const minuteMs = 60_000;

/** Most messages a minute, by the receivers' own documents or by good manners. A quarter is kept for reds. */
const perMinute: Readonly<Record<ChannelRecord['kind'], number>> = {
  console: 100_000,
  'web-push': 600,
  email: 60,
  wecom: 20,
  dingtalk: 20,
  feishu: 60,
  sms: 120,
  voice: 30,
};

/** One try: a message, perhaps for several, that this process holds until its lease ends. */
export interface Try {
  readonly message: MessageRecord;
  readonly title: string;
  readonly text: string;
  readonly lease: string;
  /** When it began, by the records' time. */
  readonly at: Date;
  readonly attemptId: number;
}

/** A try with all that the channel must know. */
export interface Parcel extends Try {
  readonly channel: ChannelRecord;
  readonly to: Address;
}

export interface Claimed {
  readonly parcels: readonly Parcel[];
  /** Messages of the inbox in the console: they are there already, and only screens must hear of them. */
  readonly inbox: readonly MessageRecord[];
  /** Tries that end before anybody is asked: the channel is closed, or the person has no address there. */
  readonly unsendable: readonly { readonly held: Try; readonly code: 'channel-off' | 'no-address' }[];
  /** Whether more may be due. */
  readonly more: boolean;
}

/** Patient messages of one person and channel go together; each other one alone. */
function heaps(due: readonly MessageRecord[]): MessageRecord[][] {
  const patient = new Map<string, MessageRecord[]>();
  const all: MessageRecord[][] = [];
  for (const message of due) {
    const together =
      (isPatient(message.tier) || message.because === 'person-limit') &&
      message.tier !== 'red' &&
      message.sentTitle === null;
    const key = `${message.channel} ${message.personId ?? ''}`;
    const heap = together ? patient.get(key) : undefined;
    if (heap !== undefined) {
      heap.push(message);
      continue;
    }
    const fresh = [message];
    if (together) patient.set(key, fresh);
    all.push(fresh);
  }
  return all;
}

function addressOf(
  message: MessageRecord,
  { kind }: ChannelRecord,
  reach: Reach,
  name: string,
): Address | null {
  const { personId } = message;
  if (personId === null) return { kind: 'group' };
  const { email, phone } = reach.contactsOf(personId);
  if (kind === 'email') return email === null ? null : { kind: 'mail', address: email, name };
  if (kind === 'sms' || kind === 'voice') return phone === null ? null : { kind: 'phone', number: phone };
  const devices = reach.devicesOf(personId);
  return devices.length === 0 ? null : { kind: 'devices', devices };
}

interface Held {
  readonly at: Date;
  readonly because: 'channel-rests' | 'rate-limited' | 'person-limit';
}

/** Why a heap must wait longer; null when it may go. */
async function heldBack(
  { messages, channels }: MessagesDeps,
  tx: Executor,
  first: MessageRecord,
  channel: ChannelRecord,
  health: ChannelHealth | undefined,
  now: Date,
): Promise<Held | null> {
  const rest = health?.restUntil ?? null;
  if (rest !== null && rest > now) return { at: rest, because: 'channel-rests' };
  const red = tierRank(first.tier) === 4;
  if (!red && first.personId !== null) {
    const since = new Date(now.getTime() - personWindowMs);
    if ((await messages.sentSince(tx, first.personId, channel.id, since)) >= personLimit) {
      const at = new Date((Math.floor(now.getTime() / bundleMs) + 1) * bundleMs);
      return { at, because: 'person-limit' };
    }
  }
  const minute = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);
  const most = perMinute[channel.kind];
  const free = await channels.useMinute(tx, channel.id, minute, red ? most : Math.floor(most * 0.75));
  return free ? null : { at: new Date(minute.getTime() + minuteMs), because: 'rate-limited' };
}

/**
 * Takes what is due for this try. The try is written down before anybody is asked, so that after a crash it is known
 * that something may have gone out, and the same key goes out again.
 */
export async function claim(deps: MessagesDeps, tx: Executor, now: Date): Promise<Claimed> {
  const { messages } = deps;
  const due = await messages.takeDue(tx, now, takeAtOnce);
  const inbox = due.filter(({ channel }) => channel === 'console');
  const out = due.filter(({ channel }) => channel !== 'console');
  const more = due.length === takeAtOnce;
  if (inbox.length > 0) {
    await messages.change(
      tx,
      inbox.map(({ id }) => id),
      { state: 'sent', sentAt: now, triedAt: now, attempts: 1 },
    );
  }
  if (out.length === 0) return { parcels: [], inbox, unsendable: [], more };

  const people = out.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const reach = await readReach(deps, tx, people);
  const health = await deps.channels.health(tx);
  const names = await messages.names(tx, people);
  const parcels: Parcel[] = [];
  const unsendable: { held: Try; code: 'channel-off' | 'no-address' }[] = [];
  for (const heap of heaps(out)) {
    const [message] = heap;
    if (message === undefined) continue;
    const ids = heap.map(({ id }) => id);
    const channel = reach.channels.find(({ id }) => id === message.channel);
    if (channel !== undefined && channel.enabled) {
      const held = await heldBack(deps, tx, message, channel, health.get(channel.id), now);
      if (held !== null) {
        await messages.change(tx, ids, { nextAt: held.at, because: held.because, state: 'waiting' });
        continue;
      }
    }
    const { title, text } =
      message.sentTitle !== null && message.sentText !== null
        ? { title: message.sentTitle, text: message.sentText }
        : heap.length === 1
          ? message
          : bundled(heap);
    const lease = randomUUID();
    const attempts = message.attempts + 1;
    const nextAt = new Date(now.getTime() + leaseTimes * deps.patienceMs);
    const trying = { state: 'sending' as const, lease, attempts, triedAt: now, nextAt };
    await messages.change(tx, [message.id], {
      ...trying,
      ...(heap.length > 1 ? { sentTitle: title, sentText: text } : {}),
    });
    if (heap.length > 1) await messages.change(tx, ids.slice(1), { ...trying, sentWith: message.id });
    const attemptId = await messages.begin(tx, message.id, attempts, now);
    const held = { message: { ...message, attempts }, title, text, lease, at: now, attemptId };
    if (channel === undefined || !channel.enabled) {
      unsendable.push({ held, code: 'channel-off' });
      continue;
    }
    const to = addressOf(message, channel, reach, names.get(message.personId ?? '') ?? '');
    if (to === null) unsendable.push({ held, code: 'no-address' });
    else parcels.push({ ...held, channel, to });
  }
  return { parcels, inbox, unsendable, more };
}
