import { bigint, bigserial, index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

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
    industry: text('industry'),
    /** registered: known by USCC; named: known by exact name and place only. */
    standing: text('standing').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('employers_uscc')
      .on(t.uscc)
      .where(sql`uscc is not null`),
    index('employers_name').on(t.nameNormal, t.region),
    index('employers_core').on(t.nameCore),
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
  (t) => [uniqueIndex('employer_aliases_once').on(t.nameNormal, t.region)],
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
  },
  (t) => [
    index('employer_questions_open')
      .on(t.askedAt)
      .where(sql`answered_at is null`),
  ],
);
