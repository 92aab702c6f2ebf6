import {
  bigint,
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns/index.js';

/** Alerts 预警: one per rule and subject while it lives. */
export const alerts = pgTable(
  'alerts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ruleId: text('rule_id').notNull(),
    ruleVersion: integer('rule_version').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    subjectName: text('subject_name').notNull(),
    /** Employer concerned, where there is one (also for an event subject). */
    employerId: text('employer_id'),
    region: text('region').notNull(),
    /** Rank 1 blue … 4 red. */
    tier: smallint('tier').notNull(),
    peakTier: smallint('peak_tier').notNull(),
    state: text('state').notNull(),
    openedAt: instant('opened_at').notNull(),
    /** When what it tells of began: as-of of the first signal, earlier than opened_at for late data. */
    sinceAt: instant('since_at').notNull(),
    tierSince: instant('tier_since').notNull(),
    lastSignalAt: instant('last_signal_at').notNull(),
    /** Since when the rule gives a lower tier or none; null while it does not. */
    easedSince: instant('eased_since'),
    easedTier: smallint('eased_tier'),
    evidence: jsonb('evidence').notNull(),
    sentenceZh: text('sentence_zh').notNull(),
    sentenceEn: text('sentence_en').notNull(),
    plan: text('plan').notNull(),
    closedAt: instant('closed_at'),
    closeReason: text('close_reason'),
    /** Counts every change, so that a stale page cannot overwrite a newer one. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('alerts_one_live')
      .on(t.ruleId, t.subjectKind, t.subjectId)
      .where(sql`state in ('open', 'acknowledged', 'handling')`),
    index('alerts_live').on(t.state, t.tier),
    index('alerts_opened').on(t.openedAt),
    index('alerts_employer').on(t.employerId),
  ],
);

/** Everything that happened to an alert, with its named reason. Append-only. */
export const alertEvents = pgTable(
  'alert_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    alertId: bigint('alert_id', { mode: 'number' })
      .notNull()
      .references(() => alerts.id),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    fromState: text('from_state'),
    toState: text('to_state'),
    fromTier: smallint('from_tier'),
    toTier: smallint('to_tier'),
    note: text('note'),
    evidence: jsonb('evidence'),
    runId: text('run_id'),
  },
  (t) => [index('alert_events_alert').on(t.alertId)],
);
