import { BilingualSchema } from '@miaotou/contracts';
import { watchdogFaultCodes } from '@miaotou/engine';
import type { WatchdogStore } from '@miaotou/engine';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { watchdogBeats, watchdogLease } from './schema.js';

const leaseName = 'watchdog';
const Faults = z.array(
  z.object({
    code: z.enum(watchdogFaultCodes),
    text: BilingualSchema,
    since: z.coerce.date(),
  }),
);
const Since = z.coerce.date().nullable();
const Pulse = z.object({
  clock_since: Since,
  clocks_late: z.coerce.number(),
  message_since: Since,
  messages_late: z.coerce.number(),
  alert_since: Since,
  stopped_since: Since,
  stopped: z.coerce.number(),
});

const Failing = z.array(z.object({ channel: z.string(), since: z.coerce.date() }));
/** So many tries in a row, of more than one message, without one that went out: the channel fails. */
const failingTries = 3;
/** Live incidents whose clocks began and that nothing will look at again. */
const clockless = sql`i.started_at is not null and i.closed_at is null
  and not exists (select 1 from incident_clocks c where c.incident_id = i.id and c.next_at is not null)`;

/** Signs of life and what is late, in PostgreSQL. */
export const watchdogStore: WatchdogStore = {
  async beat(executor, { process, role, startedAt, at, roundAt }) {
    await drizzleOf(executor)
      .insert(watchdogBeats)
      .values({ process, role, startedAt, at, roundAt })
      .onConflictDoUpdate({ target: watchdogBeats.process, set: { at, roundAt } });
  },

  async lease(executor, holder, now, until) {
    const taken = await drizzleOf(executor)
      .insert(watchdogLease)
      .values({ name: leaseName, holder, until, faults: [], lookedAt: null })
      .onConflictDoUpdate({
        target: watchdogLease.name,
        set: { holder, until },
        setWhere: sql`${watchdogLease.holder} = ${holder} or ${watchdogLease.until} < ${now.toISOString()}::timestamptz`,
      })
      .returning({ holder: watchdogLease.holder });
    return taken.length > 0;
  },

  async pulse(executor, now) {
    const database = drizzleOf(executor);
    const beats = await database.select().from(watchdogBeats);
    const at = sql`${now.toISOString()}::timestamptz`;
    const found = await database.execute(sql`
      select
        (select min(next_at) from incident_clocks where next_at <= ${at}) as clock_since,
        (select count(*) from incident_clocks where next_at <= ${at}) as clocks_late,
        (select min(next_at) from messages where state in ('waiting', 'sending') and next_at <= ${at}) as message_since,
        (select count(*) from messages where state in ('waiting', 'sending') and next_at <= ${at}) as messages_late,
        (select min(e.at) from alert_events e
          where e.id > coalesce((select through_event from incident_progress where name = 'alert-events'), 0)) as alert_since,
        (select min(i.started_at) from incidents i where ${clockless}) as stopped_since,
        (select count(*) from incidents i where ${clockless}) as stopped`);
    const row = Pulse.parse(found.rows[0]);
    // The newest tries of each channel: failing when there were enough of them and not one went out.
    const tries = await database.execute(sql`
      select channel, min(at) as since from (
        select m.channel, a.message_id, a.at, a.outcome, row_number() over (partition by m.channel order by a.id desc) as nth
        from message_attempts a join messages m on m.id = a.message_id
        where a.ended_at is not null and a.at > ${at} - interval '30 minutes') newest
      where nth <= ${failingTries}
      group by channel
      having count(*) = ${failingTries} and count(distinct message_id) > 1 and count(*) filter (where outcome = 'sent') = 0
      order by channel`);
    return {
      beats,
      clockSince: row.clock_since,
      clocksLate: row.clocks_late,
      messageSince: row.message_since,
      messagesLate: row.messages_late,
      alertSince: row.alert_since,
      stoppedSince: row.stopped_since,
      stopped: row.stopped,
      failing: Failing.parse(tries.rows),
    };
  },

  async faults(executor) {
    const [row] = await drizzleOf(executor)
      .select({ faults: watchdogLease.faults })
      .from(watchdogLease)
      .where(eq(watchdogLease.name, leaseName));
    return row === undefined ? [] : Faults.parse(row.faults);
  },

  async keepFaults(tx, faults, lookedAt) {
    await drizzleOf(tx)
      .update(watchdogLease)
      .set({ faults, lookedAt })
      .where(eq(watchdogLease.name, leaseName));
  },
};
