import { bigserial, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';
import { users } from '../people/schema.js';

/** Silences 静默: messages held back for a time, asked for by one person and approved by another. */
export const silences = pgTable(
  'silences',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    scope: jsonb('scope').notNull(),
    reason: text('reason').notNull(),
    days: integer('days').notNull(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => users.id),
    askedAt: instant('asked_at').notNull(),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    /** approved | refused; null while nobody decided. */
    decision: text('decision'),
    expiresAt: instant('expires_at'),
    endedBy: uuid('ended_by').references(() => users.id),
    endedAt: instant('ended_at'),
  },
  (t) => [index('silences_expiry').on(t.expiresAt)],
);
