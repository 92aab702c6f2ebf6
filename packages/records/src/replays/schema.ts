import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
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

/** Shadows 影子运行: drafts judged beside production, raising nothing. */
export const shadows = pgTable(
  'shadows',
  {
    id: text('id').primaryKey(),
    ruleId: text('rule_id').notNull(),
    draftId: bigint('draft_id', { mode: 'number' }).notNull(),
    startedBy: text('started_by').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
    /** stopped | published | given-up */
    end: text('end_reason'),
    judgedAt: instant('judged_at'),
    problem: jsonb('problem'),
  },
  (t) => [
    index('shadows_rule').on(t.ruleId, t.startedAt),
    // One draft casts one shadow at a time.
    uniqueIndex('shadows_running')
      .on(t.draftId)
      .where(sql`${t.endedAt} is null`),
  ],
);

/** What a shadow would have raised: its alerts and their histories, folded as production folds its own. */
export const shadowAlerts = pgTable(
  'shadow_alerts',
  {
    shadowId: text('shadow_id')
      .notNull()
      .references(() => shadows.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    peakTier: text('peak_tier').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    /** Alert (engine). */
    alert: jsonb('alert').notNull(),
  },
  (t) => [primaryKey({ columns: [t.shadowId, t.number] })],
);
