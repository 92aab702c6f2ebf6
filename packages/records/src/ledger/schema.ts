import { bigint, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
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
    /** Canonical JSON, byte for byte what was hashed. */
    body: text('body').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.chain, t.seq] }), uniqueIndex('ledger_entries_hash').on(t.hash)],
);
