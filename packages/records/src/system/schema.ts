import { jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** Facts about the product itself: demonstration loaded, progress of the load, engine restarts. */
export const systemFacts = pgTable(
  'system_facts',
  {
    name: text('name').notNull(),
    value: jsonb('value').notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.name] })],
);
