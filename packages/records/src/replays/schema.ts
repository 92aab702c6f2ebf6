import { index, jsonb, pgTable, real, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** Replays 回放: what was asked, how far it came, and what it found; can be deleted, for nothing rests on it. */
export const replays = pgTable(
  'replays',
  {
    id: text('id').primaryKey(),
    title: text('title').notNull(),
    state: text('state').notNull(),
    /** 0 to 1. */
    progress: real('progress').notNull().default(0),
    stage: text('stage').notNull().default(''),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** Last sign of life of the process that works on it. */
    seenAt: instant('seen_at'),
    finishedAt: instant('finished_at'),
    /** ReplayRequest (contracts). */
    request: jsonb('request').notNull(),
    headline: jsonb('headline'),
    problem: jsonb('problem'),
    /** ReplayResult (contracts). */
    result: jsonb('result'),
    /** Alerts of both sides, what differs, and what was missed. */
    details: jsonb('details'),
  },
  (t) => [index('replays_requested').on(t.requestedAt)],
);
