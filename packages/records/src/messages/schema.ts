import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns/index.js';
import { users } from '../people/schema.js';

/** Ways out of the house 通道: a mail server, a group's robot, a gateway of text messages, web push. */
export const channels = pgTable('channels', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  name: text('name').notNull(),
  /** ChannelSettings (contracts); holds no secret. */
  settings: jsonb('settings').notNull(),
  /** Password, signing secret or private key, sealed; never shown again. */
  secretBox: text('secret_box'),
  secretSetAt: instant('secret_set_at'),
  enabled: boolean('enabled').notNull(),
  /** Rank of the lowest tier that goes out here, 1 blue … 4 red. */
  lowestTier: smallint('lowest_tier').notNull(),
  /** Region codes whose messages a group is told; empty for all. */
  regions: text('regions').array().notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  changedAt: instant('changed_at').notNull(),
  /** In a row. */
  failures: integer('failures').notNull().default(0),
  lastTriedAt: instant('last_tried_at'),
  lastSentAt: instant('last_sent_at'),
  problem: jsonb('problem'),
  /** Before this moment nothing more is sent: the receiver's own limit, or its rest after failures. */
  restUntil: instant('rest_until'),
  /** Messages of the minute that begins then. */
  minute: instant('minute'),
  minuteUses: integer('minute_uses').notNull().default(0),
});

/** Messages 消息: one for each reason, person and channel, with its text exactly as it is sent. */
export const messages = pgTable(
  'messages',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** Why it is sent: never twice for the same reason to the same person on the same channel. */
    reason: text('reason').notNull(),
    incidentId: text('incident_id'),
    /** Null for a group. */
    personId: uuid('person_id').references(() => users.id),
    /** Id of the channel; `console` is the inbox in the console. */
    channel: text('channel').notNull(),
    /** Rank 1 blue … 4 red. */
    tier: smallint('tier').notNull(),
    region: text('region'),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** Page of the console that it leads to. */
    path: text('path').notNull(),
    /** The same at each attempt, so that a receiver can tell a repetition. */
    key: uuid('key').notNull().unique(),
    state: text('state').notNull(),
    notBefore: instant('not_before').notNull(),
    /** When it is looked at next; while it is being sent, when that counts as broken off. */
    nextAt: instant('next_at').notNull(),
    /** Names the try that holds the message; only that one may write down how it ended. */
    lease: uuid('lease'),
    attempts: integer('attempts').notNull().default(0),
    /** The message in whose text this one went out, when several were sent as one. */
    sentWith: bigint('sent_with', { mode: 'number' }),
    /** Title and text as they left, when they were put together with others. */
    sentTitle: text('sent_title'),
    sentText: text('sent_text'),
    /** What the receiver answered last: code and text, cut short. */
    answer: text('answer'),
    /** Named reason of the last decision over it. */
    because: text('because').notNull(),
    createdAt: instant('created_at').notNull(),
    triedAt: instant('tried_at'),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    unique('messages_once').on(t.reason, t.personId, t.channel).nullsNotDistinct(),
    index('messages_due')
      .on(t.nextAt)
      .where(sql`state in ('waiting', 'sending', 'failed')`),
    index('messages_person').on(t.personId, t.channel, t.createdAt),
    index('messages_incident').on(t.incidentId),
  ],
);

/** Each try to send, written down before the receiver is asked. Append-only but for its end. */
export const messageAttempts = pgTable(
  'message_attempts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    messageId: bigint('message_id', { mode: 'number' })
      .notNull()
      .references(() => messages.id),
    attempt: integer('attempt').notNull(),
    at: instant('at').notNull(),
    endedAt: instant('ended_at'),
    /** Null while it runs, and for ever when the process died in it. */
    outcome: text('outcome'),
    answer: text('answer'),
  },
  (t) => [index('message_attempts_message').on(t.messageId), index('message_attempts_at').on(t.at)],
);

/** How a person wants to be reached 通知设置. */
export const messagePreferences = pgTable('message_preferences', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => users.id),
  /** Channels in the order in which they are tried. */
  channels: text('channels').array().notNull(),
  /** Minutes of the day, Asia/Shanghai, between which blue and yellow wait; both null for none. */
  quietFrom: smallint('quiet_from'),
  quietTo: smallint('quiet_to'),
  /** Mail address and phone number, sealed. */
  contactBox: text('contact_box'),
  changedAt: instant('changed_at').notNull(),
});

/** Browsers and phones that take web push 设备. */
export const devices = pgTable(
  'devices',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => users.id),
    /** SHA-256 of the endpoint: one row for each browser. */
    endpointHash: text('endpoint_hash').notNull().unique(),
    /** Endpoint and keys, sealed: who holds them can write to the person. */
    subscriptionBox: text('subscription_box').notNull(),
    /** Class of browser and system, as it named itself. */
    label: text('label').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSentAt: instant('last_sent_at'),
    /** Since when its push service says that it is no more. */
    goneAt: instant('gone_at'),
  },
  (t) => [index('devices_person').on(t.personId)],
);
