import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** Every version of every rule that was ever in force, exactly as written. Never changed. */
export const ruleVersions = pgTable(
  'rule_versions',
  {
    ruleId: text('rule_id').notNull(),
    version: integer('version').notNull(),
    body: jsonb('body').notNull(),
    bodySha256: text('body_sha256').notNull(),
    origin: text('origin').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.version] })],
);

/** Runs of the rules: when, why, over what, with which result. */
export const evaluationRuns = pgTable('evaluation_runs', {
  id: text('id').primaryKey(),
  reason: text('reason').notNull(),
  batchId: text('batch_id'),
  asOf: instant('as_of').notNull(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
  subjects: integer('subjects').notNull().default(0),
  signals: integer('signals').notNull().default(0),
  opened: integer('opened').notNull().default(0),
  raised: integer('raised').notNull().default(0),
  lowered: integer('lowered').notNull().default(0),
  resolved: integer('resolved').notNull().default(0),
  abstentions: jsonb('abstentions').notNull(),
});
