import { bigint, bigserial, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** Every version of every rule that was ever published, exactly as approved. The store refuses every change of a row. */
export const ruleVersions = pgTable(
  'rule_versions',
  {
    ruleId: text('rule_id').notNull(),
    version: integer('version').notNull(),
    body: jsonb('body').notNull(),
    bodySha256: text('body_sha256').notNull(),
    origin: text('origin').notNull(),
    publishedAt: instant('published_at').notNull(),
    /** Everything below is null for a rule of the shipped book. */
    author: text('author'),
    reason: text('reason'),
    approvedBy: text('approved_by'),
    /** The version that the author began with; null for a new rule. */
    basedOn: integer('based_on'),
    /** The replay that was looked at before; null when none was. */
    replayId: text('replay_id'),
    draftId: bigint('draft_id', { mode: 'number' }),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.version] })],
);

/** Rules on their way to a version: written, checked as a part of the whole book, approved by a second person or withdrawn. */
export const ruleDrafts = pgTable(
  'rule_drafts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ruleId: text('rule_id').notNull(),
    kind: text('kind').notNull(),
    basedOn: integer('based_on'),
    /** The rule file as it was typed; it may have faults until it is checked. */
    text: text('text').notNull(),
    reason: text('reason').notNull(),
    replayId: text('replay_id'),
    state: text('state').notNull(),
    author: text('author').notNull(),
    /** The version that it became. */
    version: integer('version'),
    /** Counts the changes, so that two who edit at once notice each other. */
    revision: integer('revision').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('rule_drafts_rule').on(t.ruleId, t.state)],
);

/** What was done with a draft, step by step. */
export const ruleDraftSteps = pgTable(
  'rule_draft_steps',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    draftId: bigint('draft_id', { mode: 'number' }).notNull(),
    step: text('step').notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    reason: text('reason'),
  },
  (t) => [index('rule_draft_steps_draft').on(t.draftId)],
);

/** Runs of the rules: when, why, over what, with which result. */
export const evaluationRuns = pgTable('evaluation_runs', {
  id: text('id').primaryKey(),
  reason: text('reason').notNull(),
  batchId: text('batch_id'),
  asOf: instant('as_of').notNull(),
  /** What was known then was used; null in older rows: the same as as_of. */
  knownAt: instant('known_at'),
  /** The run of the detectors after which it judged, where it judged only that. */
  detectionRunId: text('detection_run_id'),
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
