import {
  bigint,
  bigserial,
  boolean,
  date,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns/index.js';

/** Employers 用人单位. The id as text is the subject_id in the warehouse. */
export const employers = pgTable(
  'employers',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    uscc: text('uscc'),
    name: text('name').notNull(),
    nameNormal: text('name_normal').notNull(),
    nameCore: text('name_core').notNull(),
    region: text('region').notNull(),
    /** As the newest row that states one names it, and when that row came to be known. */
    industry: text('industry'),
    industryKnownAt: instant('industry_known_at'),
    /** registered: known by USCC; named: known by exact name and place only. */
    standing: text('standing').notNull(),
    createdAt: instant('created_at').notNull(),
    /** The employer that a person said it is; null while it stands for itself. */
    heirId: bigint('heir_id', { mode: 'number' }).references((): AnyPgColumn => employers.id),
    /** When it turned out to be nobody: made by an answer that was taken back. */
    retiredAt: instant('retired_at'),
  },
  (t) => [
    uniqueIndex('employers_uscc')
      .on(t.uscc)
      .where(sql`uscc is not null`),
    index('employers_name').on(t.nameNormal, t.region),
    index('employers_core').on(t.nameCore),
    index('employers_heir').on(t.heirId),
  ],
);

/** Other names under which an employer was met, each with why it is believed. */
export const employerAliases = pgTable(
  'employer_aliases',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    employerId: bigint('employer_id', { mode: 'number' })
      .notNull()
      .references(() => employers.id),
    nameNormal: text('name_normal').notNull(),
    region: text('region').notNull(),
    reason: text('reason').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('employer_aliases_once').on(t.nameNormal, t.region),
    index('employer_aliases_employer').on(t.employerId),
  ],
);

/** Names that no rule could settle, waiting for a person. Their rows are kept under `pendingId`. */
export const employerQuestions = pgTable(
  'employer_questions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    pendingId: text('pending_id').notNull().unique(),
    uscc: text('uscc'),
    name: text('name').notNull(),
    nameNormal: text('name_normal').notNull(),
    region: text('region').notNull(),
    /** Why it is unsure: bad-uscc | uscc-name-differ | several-candidates | similar-name */
    reason: text('reason').notNull(),
    candidates: jsonb('candidates').notNull(),
    firstBatch: bigint('first_batch', { mode: 'number' }).notNull(),
    askedAt: instant('asked_at').notNull(),
    employerId: bigint('employer_id', { mode: 'number' }).references(() => employers.id),
    answeredBy: text('answered_by'),
    answeredAt: instant('answered_at'),
    /** When its rows stood under the employer; null while they are still to be moved. */
    movedAt: instant('moved_at'),
    /** What was answered: employer | created | nobody; null while it is open. */
    answer: text('answer'),
    /** When a person took the answer back; null again when its rows stand under the pending name. */
    takenBackAt: instant('taken_back_at'),
  },
  (t) => [
    index('employer_questions_open')
      .on(t.askedAt)
      .where(sql`answered_at is null`),
  ],
);

/** How two employers belong together without being one: a branch of a head office, a contractor of a contractor. */
export const employerLinks = pgTable(
  'employer_links',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    fromId: bigint('from_id', { mode: 'number' })
      .notNull()
      .references(() => employers.id),
    toId: bigint('to_id', { mode: 'number' })
      .notNull()
      .references(() => employers.id),
    kind: text('kind').notNull(),
    since: date('since'),
    until: date('until'),
    reason: text('reason').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    endedBy: text('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [index('employer_links_from').on(t.fromId), index('employer_links_to').on(t.toId)],
);

/** Merges and splits of employers, each with what is needed to take it back exactly. */
export const employerMoves = pgTable(
  'employer_moves',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** merge: all of `from` belongs to `to`; split: some of `from` belongs to `to`. */
    kind: text('kind').notNull(),
    fromId: bigint('from_id', { mode: 'number' })
      .notNull()
      .references(() => employers.id),
    toId: bigint('to_id', { mode: 'number' })
      .notNull()
      .references(() => employers.id),
    /** The instant at which its rows are written in the warehouse. */
    at: instant('at').notNull(),
    by: text('by').notNull(),
    reason: text('reason').notNull(),
    /** Names whose rows a split takes along, employers that were part of `from` before, aliases that changed hands. */
    detail: jsonb('detail').notNull(),
    doneAt: instant('done_at'),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
    undoReason: text('undo_reason'),
    undoDoneAt: instant('undo_done_at'),
  },
  (t) => [index('employer_moves_from').on(t.fromId), index('employer_moves_to').on(t.toId)],
);

/** Alerts that followed a merge, and back: the subject on either side and the alert as it was before. */
export const employerMoveAlerts = pgTable(
  'employer_move_alerts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    moveId: bigint('move_id', { mode: 'number' })
      .notNull()
      .references(() => employerMoves.id),
    alertId: bigint('alert_id', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    back: boolean('back').notNull(),
    fromSubject: text('from_subject').notNull(),
    toSubject: text('to_subject').notNull(),
    before: jsonb('before').notNull(),
  },
  (t) => [
    index('employer_move_alerts_alert').on(t.alertId, t.at),
    index('employer_move_alerts_move').on(t.moveId),
  ],
);
