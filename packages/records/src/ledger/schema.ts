import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/**
 * Risk ledger 风险台账: append-only, hash-chained per office.
 * hash = SHA-256(previous hash, canonical body); the first entry's previous hash is 64 zeros.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    chain: text('chain').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    alertId: bigint('alert_id', { mode: 'number' }),
    /** Number of the entry in the same chain that this one corrects. */
    correctsSeq: integer('corrects_seq'),
    /** Canonical JSON, byte for byte what was hashed. */
    body: text('body').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chain, t.seq] }),
    uniqueIndex('ledger_entries_hash').on(t.hash),
    index('ledger_entries_at').on(t.at, t.seq),
    index('ledger_entries_alert').on(t.alertId),
    // An entry and everything that corrects it stand at one place.
    index('ledger_entries_place').on(t.chain, sql`coalesce(corrects_seq, seq)`, t.seq),
  ],
);

/**
 * Roots 台账根: where every chain stood at a moment, hash-chained among themselves and taken off the machine. Append-only
 * like the entries.
 */
export const ledgerRoots = pgTable(
  'ledger_roots',
  {
    number: integer('number').primaryKey(),
    day: date('day', { mode: 'string' }).notNull(),
    at: instant('at').notNull(),
    /** Canonical JSON, byte for byte what was hashed. */
    body: text('body').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [index('ledger_roots_day').on(t.day)],
);

/** Where each root went, and whether it arrived. */
export const ledgerRootExports = pgTable(
  'ledger_root_exports',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    number: integer('number')
      .notNull()
      .references(() => ledgerRoots.number),
    /** folder | messages | download */
    way: text('way').notNull(),
    at: instant('at').notNull(),
    done: boolean('done').notNull(),
    detail: text('detail').notNull(),
  },
  (t) => [index('ledger_root_exports_root').on(t.number)],
);
