import { StaleError } from '../shared/index.js';
import { claim } from './claim.js';
import type { Parcel, Try } from './claim.js';
import { afterFailure } from './decide.js';
import type { MessagesDeps } from './deps.js';
import type { MessageProgress } from './outbox.js';
import type { ChannelRecord, Dispatch, MessageRecord, SendOutcome } from './ports.js';
import { waiting } from './put.js';
import { readReach, secretOf } from './reach.js';

/** Calls under way at once in one process. */
const atOnce = 16;
const answerLength = 500;

type Failed = Extract<SendOutcome, { sent: false }>;

const failure = (code: string, zh: string, en: string, again: boolean): Failed => ({
  sent: false,
  code,
  text: { zh, en },
  answer: code,
  again,
  restMs: null,
  gone: [],
});

const unsent = {
  'channel-off': failure('channel-off', '通道已停用。', 'The channel is closed.', false),
  'no-address': failure('no-address', '此人在该通道上没有地址。', 'The person has no address there.', false),
} as const;

/** A step of a message, as proof. */
export function progressOf(
  message: MessageRecord,
  step: MessageProgress['step'],
  at: Date,
  sent?: { readonly title: string; readonly text: string },
): MessageProgress {
  const { id, reason, incidentId, personId, channel } = message;
  const title = sent?.title ?? message.sentTitle ?? message.title;
  const text = sent?.text ?? message.sentText ?? message.text;
  return { messageId: id, reason, incidentId, personId, channel, step, at, title, text };
}

/** Asks a channel; whatever it does, within the patience an outcome comes back. */
export async function ask(
  deps: Pick<MessagesDeps, 'senders' | 'onFault' | 'box' | 'patienceMs'>,
  channel: ChannelRecord,
  what: Omit<Dispatch, 'settings' | 'secret' | 'signal'>,
): Promise<SendOutcome> {
  if (channel.kind === 'console') return unsent['channel-off'];
  const signal = AbortSignal.timeout(deps.patienceMs);
  const late = failure(
    'receiver-silent',
    '对方没有在限定时间内应答。',
    'The receiver did not answer in time.',
    true,
  );
  const silence = new Promise<SendOutcome>((resolve) => {
    signal.addEventListener('abort', () => resolve(late), { once: true });
  });
  try {
    const { settings } = channel;
    const asked = deps.senders[channel.kind].send({
      ...what,
      settings,
      secret: secretOf(deps, channel),
      signal,
    });
    return await Promise.race([asked, silence]);
  } catch (error) {
    if (signal.aborted) return late;
    deps.onFault(error, `channel ${channel.kind}`);
    return failure('channel-fault', '通道出错。', 'The channel itself failed.', true);
  }
}

/** Sends what is due. Every fault of a receiver is an outcome of its message; only the records' own faults are thrown. */
export function createSending(deps: MessagesDeps) {
  const { records, messages, channels, live, listener, publicUrl } = deps;

  async function sent(
    tx: Parameters<typeof messages.change>[0],
    held: readonly MessageRecord[],
    parcel: Parcel,
    outcome: Extract<SendOutcome, { sent: true }>,
    at: Date,
  ): Promise<void> {
    const { title, text } = parcel;
    const answer = outcome.answer.slice(0, answerLength);
    // A fast receiver may have told that it was shown or read before its answer was here.
    for (const { id, deliveredAt, readAt } of held) {
      const delivered = deliveredAt ?? (outcome.delivered ? at : null);
      const state = readAt !== null ? 'read' : delivered !== null ? 'delivered' : 'sent';
      const told = { sentTitle: title, sentText: text, answer, lease: null };
      await messages.change(tx, [id], { state, sentAt: at, deliveredAt: delivered, ...told });
    }
    const steps = outcome.delivered ? (['sent', 'delivered'] as const) : (['sent'] as const);
    await listener.progressed(
      tx,
      held.flatMap((one) => steps.map((step) => progressOf(one, step, at, { title, text }))),
    );
  }

  async function failed(
    tx: Parameters<typeof messages.change>[0],
    held: readonly MessageRecord[],
    outcome: Failed,
    at: Date,
  ): Promise<void> {
    const [leader] = held;
    if (leader === undefined) return;
    const { personId, tier } = leader;
    const answer = `${outcome.code} ${outcome.answer}`.slice(0, answerLength);
    const reach = personId === null ? null : await readReach(deps, tx, [personId]);
    const ways = personId === null || reach === null ? [] : reach.waysTo(personId, tier);
    const used = await messages.channelsOf(tx, leader.reason, personId);
    const follows = afterFailure(
      { tries: leader.attempts, again: outcome.again, restMs: outcome.restMs },
      ways.filter(({ id }) => !used.includes(id)),
      at,
    );
    const ids = held.map(({ id }) => id);
    if (follows.next === 'again') {
      await messages.change(tx, ids, {
        state: 'failed',
        nextAt: follows.at,
        because: follows.reason,
        answer,
        lease: null,
      });
      return;
    }
    const because =
      follows.next === 'next-way' ? `${follows.reason}, next ${follows.way.id}` : follows.reason;
    await messages.change(tx, ids, { state: 'given-up', endedAt: at, because, answer, lease: null });
    if (follows.next === 'next-way') {
      const { way } = follows;
      await messages.insert(
        tx,
        held.map((one) => waiting(one, way.id, personId, at, `after ${one.channel}, ${follows.reason}`, at)),
      );
    }
    await listener.progressed(
      tx,
      held.map((one) => progressOf(one, 'given-up', at)),
    );
  }

  /** Writes down how a try ended, unless another took the message over meanwhile. */
  async function settle(parcel: Try, outcome: SendOutcome, channel: Parcel | null): Promise<void> {
    await records.transaction(async (tx) => {
      const at = await messages.moment(tx);
      await messages.end(
        tx,
        parcel.attemptId,
        at,
        outcome.sent ? 'sent' : outcome.code,
        outcome.answer.slice(0, answerLength),
      );
      if (outcome.gone.length > 0) await channels.devicesGone(tx, outcome.gone, at);
      const held = await messages.held(tx, parcel.message.id, parcel.lease);
      if (held.length === 0) return;
      if (outcome.sent && channel !== null) await sent(tx, held, channel, outcome, at);
      else if (!outcome.sent) await failed(tx, held, outcome, at);
      if (channel !== null) {
        await channels.told(
          tx,
          channel.channel.id,
          at,
          outcome.sent
            ? null
            : {
                problem: { code: outcome.code, message: outcome.text },
                restUntil: outcome.restMs === null ? null : new Date(at.getTime() + outcome.restMs),
              },
        );
      }
    });
  }

  async function carry(parcel: Parcel): Promise<void> {
    const { message, title, text, channel, to } = parcel;
    const { key, tier, path } = message;
    const link = publicUrl === null ? null : `${publicUrl}${path}`;
    const outcome = await ask(deps, channel, {
      key,
      tier,
      title,
      text,
      path,
      link,
      test: false,
      to,
      now: parcel.at,
    });
    await settle(parcel, outcome, parcel);
  }

  function showInbox(inbox: readonly MessageRecord[]): void {
    for (const { id, personId, tier, title, path } of inbox) {
      if (personId === null) continue;
      const message = {
        type: 'message' as const,
        change: 'new' as const,
        messageId: String(id),
        tier,
        title,
        path,
      };
      live.publish({ regions: [], people: [personId], message });
    }
  }

  async function round(): Promise<{ tried: number; more: boolean }> {
    const { parcels, inbox, unsendable, more } = await records.transaction(async (tx) => {
      const now = await messages.moment(tx);
      const claimed = await claim(deps, tx, now);
      await listener.progressed(
        tx,
        claimed.inbox.map((one) => progressOf(one, 'sent', now)),
      );
      return claimed;
    });
    showInbox(inbox);
    for (const { held, code } of unsendable) await settle(held, unsent[code], null);
    const rest = [...parcels];
    const hand = async (): Promise<void> => {
      for (let parcel = rest.shift(); parcel !== undefined; parcel = rest.shift()) await carry(parcel);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, rest.length) }, hand));
    return { tried: parcels.length + inbox.length + unsendable.length, more };
  }

  return {
    /** Whether anything is due. */
    anyDue: async (): Promise<boolean> => messages.anyDue(records.read, await messages.moment(records.read)),

    /** Sends everything that is due; gives how many tries were made. */
    async sendDue(signal: AbortSignal): Promise<number> {
      let total = 0;
      for (;;) {
        if (signal.aborted) throw new StaleError('told to stop');
        const { tried, more } = await round();
        total += tried;
        if (!more && tried === 0) return total;
      }
    },
  };
}
export type Sending = ReturnType<typeof createSending>;
