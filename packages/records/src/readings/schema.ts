import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** What people corrected in what the machine read of a text 机读更正; a later model learns from those that stand. */
export const readingCorrections = pgTable(
  'reading_corrections',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    eventId: text('event_id').notNull(),
    region: text('region').notNull(),
    /** The text as it is kept beside its event, numbers masked. */
    text: text('text').notNull(),
    /** ReadingChanges (contracts). */
    before: jsonb('before').notNull(),
    after: jsonb('after').notNull(),
    /** Whose the event's facts were before: lists of names. */
    readBefore: text('read_before').notNull(),
    correctedBefore: text('corrected_before').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    undoneBy: text('undone_by'),
    undoneAt: instant('undone_at'),
  },
  (t) => [index('reading_corrections_event').on(t.eventId)],
);
