import { randomUUID } from 'node:crypto';
import type { Executor } from '../shared/index.js';
import { firstWays, groupsFor, sendTime } from './decide.js';
import type { MessagesDeps } from './deps.js';
import type { Notice, Outbox } from './outbox.js';
import type { NewMessage } from './ports.js';
import { readReach } from './reach.js';
import type { Reach } from './reach.js';

/** A message as it waits from `at` on. */
export function waiting(
  notice: Omit<Notice, 'groups'>,
  channel: string,
  personId: string | null,
  at: Date,
  because: string,
  now: Date,
): NewMessage {
  const { reason, incidentId, tier, region, title, text, path, notBefore } = notice;
  const told = { reason, incidentId, tier, region, title, text, path, notBefore, personId, channel };
  const state = 'waiting' as const;
  return { ...told, key: randomUUID(), state, nextAt: at, because, createdAt: now, sentAt: null };
}

function messagesOf(notice: Notice, reach: Reach, now: Date): NewMessage[] {
  const { tier, region, personId, notBefore, groups } = notice;
  const made: NewMessage[] = [];
  if (personId !== null) {
    const inbox = notBefore > now ? notBefore : now;
    made.push(waiting(notice, 'console', personId, inbox, 'inbox', now));
    const first = firstWays(tier, reach.waysTo(personId, tier));
    const time = sendTime(tier, notBefore, reach.wishesOf(personId)?.quiet ?? null, now);
    for (const { id } of first.ways) {
      made.push(waiting(notice, id, personId, time.at, `${first.reason}, ${time.reason}`, now));
    }
  }
  if (groups) {
    const time = sendTime(tier, notBefore, null, now);
    for (const { id } of groupsFor(tier, region, reach.channels)) {
      made.push(waiting(notice, id, null, time.at, `group, ${time.reason}`, now));
    }
  }
  return made;
}

/** The outbox over the records. */
export function createOutbox(deps: Pick<MessagesDeps, 'messages' | 'channels' | 'box' | 'clock'>): Outbox {
  return {
    async put(tx: Executor, notices) {
      if (notices.length === 0) return;
      const people = notices.flatMap(({ personId }) => (personId === null ? [] : [personId]));
      const reach = await readReach(deps, tx, people);
      const now = deps.clock.now();
      await deps.messages.insert(
        tx,
        notices.flatMap((notice) => messagesOf(notice, reach, now)),
      );
    },
    withdraw: (tx, incidentId, reasons) =>
      deps.messages.withdraw(tx, incidentId, reasons ?? null, deps.clock.now()),
  };
}
