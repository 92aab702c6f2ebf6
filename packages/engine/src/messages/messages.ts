import type { Inbox, MessageQuery, Receipt, Seen, SentMessage } from '@miaotou/contracts';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Executor } from '../shared/index.js';
import type { MessagesDeps } from './deps.js';
import { isKey } from './key.js';
import { createManaging } from './manage.js';
import { createPreferences } from './preferences.js';
import { createOutbox } from './put.js';
import { contactsOf } from './reach.js';
import { createSending, progressOf } from './send.js';
import type { MessageRecord } from './ports.js';

/** Messages: the outbox, sending, the inbox in the console, and what devices say of them. */
export function createMessages(deps: MessagesDeps) {
  const { records, messages, channels, clock, live, listener } = deps;

  async function seen(
    which: Parameters<typeof messages.see>[1],
    step: 'delivered' | 'read',
  ): Promise<readonly MessageRecord[]> {
    return records.transaction(async (tx) => {
      const at = clock.now();
      const changed = await messages.see(tx, which, step, at);
      await listener.progressed(
        tx,
        changed.map((one) => progressOf(one, step, at)),
      );
      return changed;
    });
  }

  return {
    outbox: createOutbox(deps),
    sending: createSending(deps),
    preferences: createPreferences(deps),
    channels: createManaging(deps),

    /** Phone numbers that people gave, in full; who gave none is left out. */
    async phones(at: Executor, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const wishes = await channels.wishes(at, personIds);
      return new Map(
        personIds.flatMap((id) => {
          const { phone } = contactsOf(deps, wishes.get(id) ?? null);
          return phone === null ? [] : [[id, phone] as const];
        }),
      );
    },

    async inbox({ unread = false, page, pageSize }: MessageQuery, viewer: Viewer): Promise<Inbox> {
      const found = await messages.inbox(records.read, viewer.id, unread, { page, pageSize });
      const items = found.items.map(({ id, tier, title, text, path, createdAt, readAt }) => ({
        id: String(id),
        tier,
        title,
        text,
        path,
        at: createdAt.toISOString(),
        readAt: readAt?.toISOString() ?? null,
      }));
      return { items, total: found.total, unread: found.unread };
    },

    /** What a screen of the person's own has shown, or the person has read; other people's messages stay as they are. */
    async see({ step, ids }: Seen, viewer: Viewer): Promise<void> {
      const changed = await seen({ personId: viewer.id, ids: ids === null ? null : ids.map(Number) }, step);
      if (step !== 'read' || changed.length === 0) return;
      const message = {
        type: 'message' as const,
        change: 'read' as const,
        messageId: null,
        tier: null,
        title: '',
        path: '',
      };
      live.publish({ regions: [], people: [viewer.id], message });
    },

    /** What a device or gateway says of a message: only who got the message knows its key. */
    async receipt(key: string, { step }: Receipt): Promise<void> {
      if (isKey(key)) await seen({ key }, step);
    },

    /** Every message of an incident with its steps, as proof; those of regions that the viewer may see. */
    async ofIncident(incidentId: string, viewer: Viewer): Promise<SentMessage[]> {
      const all = await messages.ofIncident(records.read, incidentId);
      const found = all.filter(({ region }) => maySee(viewer, region ?? '') || region === null);
      const names = await messages.names(
        records.read,
        found.flatMap(({ personId }) => personId ?? []),
      );
      const known = new Map((await channels.list(records.read)).map((one) => [one.id, one]));
      const iso = (at: Date | null) => at?.toISOString() ?? null;
      return found.map((one) => ({
        id: String(one.id),
        reason: one.reason,
        kind: known.get(one.channel)?.kind ?? 'console',
        channelName: known.get(one.channel)?.name ?? one.channel,
        person: one.personId === null ? null : (names.get(one.personId) ?? ''),
        tier: one.tier,
        title: one.sentTitle ?? one.title,
        text: one.sentText ?? one.text,
        state: one.state,
        because: one.because,
        attempts: one.attempts,
        answer: one.answer,
        createdAt: one.createdAt.toISOString(),
        sentAt: iso(one.sentAt),
        deliveredAt: iso(one.deliveredAt),
        readAt: iso(one.readAt),
        endedAt: iso(one.endedAt),
      }));
    },
  };
}
export type Messages = ReturnType<typeof createMessages>;
