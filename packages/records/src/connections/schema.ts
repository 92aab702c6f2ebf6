import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** A way to another department's system 对接. */
export const connections = pgTable('connections', {
  id: text('id').primaryKey(),
  source: text('source').notNull(),
  name: text('name').notNull(),
  /** Code of the office that it comes from. */
  office: text('office'),
  /** ConnectionSettings (contracts); holds no secret. */
  settings: jsonb('settings').notNull(),
  /** Password, token or private key, sealed under a key named within; never shown again. */
  secretBox: text('secret_box'),
  secretSetAt: instant('secret_set_at'),
  /** Asia/Shanghai */
  cron: text('cron').notNull(),
  enabled: boolean('enabled').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});

/** How it went with each connection, also with those that the configuration names. */
export const connectionStates = pgTable('connection_states', {
  connectionId: text('connection_id').primaryKey(),
  lastTriedAt: instant('last_tried_at'),
  lastSucceededAt: instant('last_succeeded_at'),
  /** In a row. */
  failures: integer('failures').notNull().default(0),
  problem: jsonb('problem'),
  /** What the connector remembers of the last delivery that counts. */
  mark: jsonb('mark'),
  lastBatch: bigint('last_batch', { mode: 'number' }),
  /** Becomes the mark once the last batch is imported whole. */
  pendingMark: jsonb('pending_mark'),
  nextRunAt: instant('next_run_at'),
});

/** Files that were taken over a connection, as they were then. */
export const connectionFiles = pgTable(
  'connection_files',
  {
    connectionId: text('connection_id').notNull(),
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    modifiedMs: bigint('modified_ms', { mode: 'number' }).notNull(),
    takenAt: instant('taken_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.name] })],
);

/** Keys with which other platforms push deliveries; the key itself only as a hash. */
export const pushKeys = pgTable(
  'push_keys',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    keyHash: text('key_hash').notNull(),
    sources: text('sources').array().notNull(),
    office: text('office'),
    perMinute: integer('per_minute').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
    /** Requests of the minute that begins then. */
    minute: instant('minute'),
    minuteUses: integer('minute_uses').notNull().default(0),
  },
  (t) => [uniqueIndex('push_keys_hash').on(t.keyHash)],
);

/** Answered requests: the same request gets the same answer. */
export const pushRequests = pgTable(
  'push_requests',
  {
    keyId: text('key_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    source: text('source').notNull(),
    bodySha256: text('body_sha256').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    known: boolean('known').notNull(),
    /** Of an archive: each file with its batch, { batchId, known, fileName }. */
    batches: jsonb('batches').notNull().default([]),
    answeredAt: instant('answered_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.keyId, t.idempotencyKey] }),
    index('push_requests_batch').on(t.keyId, t.batchId),
  ],
);
