import { openMessageStates, tierRank } from '@miaotou/domain';
import type { MessageStore } from '@miaotou/engine';
import { and, asc, count, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { users } from '../people/schema.js';
import { messageOf } from './mapping.js';
import { messageAttempts, messages } from './schema.js';

/** Rows per INSERT: below the limit of parameters of one statement. */
const insertRows = 1_000;
const open = inArray(messages.state, [...openMessageStates]);

/**
 * Due: its time has come; or it was made or tried in what is now the future, because the clock was set back. One that went
 * out in another's text is that one's business.
 */
const dueAt = (now: Date) => {
  const soon = new Date(now.getTime() + 60_000);
  const clockWentBack = or(gte(messages.createdAt, soon), gte(messages.triedAt, soon));
  return and(
    open,
    isNull(messages.sentWith),
    or(lt(messages.nextAt, new Date(now.getTime() + 1)), clockWentBack),
  );
};

/** Messages in PostgreSQL. */
export const messageStore: MessageStore = {
  async moment(at) {
    const found = await drizzleOf(at).execute<{ at: string }>(
      sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
    );
    return new Date(z.iso.datetime().parse(found.rows[0]?.at));
  },

  async insert(tx, made) {
    const added = [];
    for (let start = 0; start < made.length; start += insertRows) {
      const rows = made.slice(start, start + insertRows).map((one) => ({ ...one, tier: tierRank(one.tier) }));
      added.push(...(await drizzleOf(tx).insert(messages).values(rows).onConflictDoNothing().returning()));
    }
    return added.map(messageOf);
  },

  async takeDue(tx, now, limit) {
    const rows = await drizzleOf(tx)
      .select()
      .from(messages)
      .where(dueAt(now))
      .orderBy(desc(messages.tier), asc(messages.nextAt), asc(messages.id))
      .limit(limit)
      .for('update', { skipLocked: true });
    return rows.map(messageOf);
  },

  async anyDue(at, now) {
    const rows = await drizzleOf(at).select({ id: messages.id }).from(messages).where(dueAt(now)).limit(1);
    return rows.length > 0;
  },

  async change(tx, ids, change) {
    if (ids.length === 0) return;
    await drizzleOf(tx)
      .update(messages)
      .set(change)
      .where(inArray(messages.id, [...ids]));
  },

  async held(tx, id, lease) {
    const rows = await drizzleOf(tx)
      .select()
      .from(messages)
      .where(and(eq(messages.id, id), eq(messages.lease, lease)))
      .for('update');
    if (rows.length === 0) return [];
    const others = await drizzleOf(tx)
      .select()
      .from(messages)
      .where(and(eq(messages.sentWith, id), open))
      .orderBy(asc(messages.id))
      .for('update');
    return [...rows, ...others].map(messageOf);
  },

  async channelsOf(tx, reason, personId) {
    const whose = personId === null ? isNull(messages.personId) : eq(messages.personId, personId);
    const rows = await drizzleOf(tx)
      .select({ channel: messages.channel })
      .from(messages)
      .where(and(eq(messages.reason, reason), whose));
    return rows.map(({ channel }) => channel);
  },

  async begin(tx, messageId, attempt, at) {
    const [row] = await drizzleOf(tx)
      .insert(messageAttempts)
      .values({ messageId, attempt, at })
      .returning({ id: messageAttempts.id });
    if (row === undefined) throw new Error('an attempt has a number');
    return row.id;
  },

  async end(tx, attemptId, endedAt, outcome, answer) {
    await drizzleOf(tx)
      .update(messageAttempts)
      .set({ endedAt, outcome, answer })
      .where(eq(messageAttempts.id, attemptId));
  },

  async sentSince(at, personId, channel, since) {
    // What went out as one counts as one.
    const sent = and(
      gte(messages.sentAt, since),
      lt(messages.tier, tierRank('red')),
      isNull(messages.sentWith),
    );
    const mine = and(eq(messages.personId, personId), eq(messages.channel, channel));
    return drizzleOf(at).$count(messages, and(mine, sent));
  },

  async withdraw(tx, incidentId, reasons, at) {
    await drizzleOf(tx)
      .update(messages)
      .set({ state: 'withdrawn', because: 'withdrawn', endedAt: at })
      .where(
        and(
          eq(messages.incidentId, incidentId),
          inArray(messages.state, ['waiting', 'failed']),
          // One that is put together with others goes out with them.
          isNull(messages.sentWith),
          isNull(messages.sentTitle),
          reasons === null ? undefined : inArray(messages.reason, [...reasons]),
        ),
      );
  },

  async see(tx, which, step, at) {
    const database = drizzleOf(tx);
    const mine = async () => {
      if (!('key' in which)) {
        const { personId, ids } = which;
        const chosen = ids === null ? undefined : inArray(messages.id, [...ids]);
        return and(eq(messages.personId, personId), eq(messages.channel, 'console'), chosen);
      }
      const [leader] = await database
        .select({ id: messages.id })
        .from(messages)
        .where(eq(messages.key, which.key));
      return leader === undefined
        ? sql`false`
        : or(eq(messages.id, leader.id), eq(messages.sentWith, leader.id));
    };
    const unseen = isNull(step === 'read' ? messages.readAt : messages.deliveredAt);
    const gone = inArray(messages.state, ['sending', 'sent', 'delivered', 'read']);
    const first = sql`coalesce(${messages.deliveredAt}, ${at.toISOString()}::timestamptz)`;
    const rows = await database
      .update(messages)
      .set({
        // One whose try has not been written down yet keeps its state until then.
        state: sql`case when ${messages.state} = 'sending' then ${messages.state} when ${messages.readAt} is not null then 'read' else ${step} end`,
        deliveredAt: first,
        ...(step === 'read' ? { readAt: at } : {}),
      })
      .where(and(await mine(), gone, unseen))
      .returning();
    return rows.map(messageOf);
  },

  async inbox(at, personId, unread, { page, pageSize }) {
    const database = drizzleOf(at);
    const mine = and(
      eq(messages.personId, personId),
      eq(messages.channel, 'console'),
      inArray(messages.state, ['sent', 'delivered', 'read']),
    );
    const wanted = unread ? and(mine, isNull(messages.readAt)) : mine;
    const [rows, total, unreadCount] = await Promise.all([
      database
        .select()
        .from(messages)
        .where(wanted)
        .orderBy(desc(messages.createdAt), desc(messages.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize),
      database.$count(messages, wanted),
      database.$count(messages, and(mine, isNull(messages.readAt))),
    ]);
    return { items: rows.map(messageOf), total, unread: unreadCount };
  },

  async ofIncident(at, incidentId) {
    const rows = await drizzleOf(at)
      .select()
      .from(messages)
      .where(eq(messages.incidentId, incidentId))
      .orderBy(asc(messages.createdAt), asc(messages.id));
    return rows.map(messageOf);
  },

  async failed(at, since, limit) {
    const rows = await drizzleOf(at)
      .select()
      .from(messages)
      .where(and(inArray(messages.state, ['failed', 'given-up']), gte(messages.createdAt, since)))
      .orderBy(desc(messages.triedAt))
      .limit(limit);
    return rows.map(messageOf);
  },

  async counts(at, since) {
    const rows = await drizzleOf(at)
      .select({
        channel: messages.channel,
        waiting: count(sql`case when ${open} then 1 end`),
        sent: count(sql`case when ${messages.sentAt} >= ${since.toISOString()}::timestamptz then 1 end`),
        givenUp: count(
          sql`case when ${messages.state} = 'given-up' and ${messages.endedAt} >= ${since.toISOString()}::timestamptz then 1 end`,
        ),
      })
      .from(messages)
      .where(or(open, gte(messages.createdAt, since)))
      .groupBy(messages.channel);
    return new Map(rows.map(({ channel, ...counted }) => [channel, counted]));
  },

  async names(at, personIds) {
    if (personIds.length === 0) return new Map<string, string>();
    const rows = await drizzleOf(at)
      .select({ id: users.id, name: users.displayName })
      .from(users)
      .where(inArray(users.id, [...new Set(personIds)]));
    return new Map(rows.map(({ id, name }) => [id, name]));
  },
};
