import {
  bigint,
  bigserial,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns/index.js';
import { offices, users } from '../people/schema.js';

/** Campaigns 专项排查: inspections of many chosen employers for one reason. */
export const inspectionCampaigns = pgTable('inspection_campaigns', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  title: text('title').notNull(),
  reason: text('reason').notNull(),
  /** Towns and sections of industry in focus. */
  focus: jsonb('focus').notNull(),
  byId: uuid('by_id')
    .notNull()
    .references(() => users.id),
  at: instant('at').notNull(),
});

/** Inspections 隐患排查: somebody goes to one employer with a check-list. */
export const inspections = pgTable(
  'inspections',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    campaignId: bigint('campaign_id', { mode: 'number' }).references(() => inspectionCampaigns.id),
    employerId: text('employer_id').notNull(),
    employerName: text('employer_name').notNull(),
    region: text('region').notNull(),
    industry: text('industry'),
    /** What it was raised from; both null for a campaign or a wish of its own. */
    alertId: bigint('alert_id', { mode: 'number' }),
    incidentId: bigint('incident_id', { mode: 'number' }),
    reason: text('reason').notNull(),
    /** The check-list as it stood when the inspection was raised. */
    checklist: jsonb('checklist').notNull(),
    officeId: uuid('office_id')
      .notNull()
      .references(() => offices.id),
    personId: uuid('person_id').references(() => users.id),
    dueDay: date('due_day', { mode: 'string' }).notNull(),
    /** open | begun | ended | withdrawn */
    state: text('state').notNull(),
    /** clue | risk | closed; null until it has ended. */
    outcome: text('outcome'),
    /** Rank 1 blue … 4 red of a risk. */
    tier: smallint('tier'),
    headcount: integer('headcount'),
    amountFen: bigint('amount_fen', { mode: 'number' }),
    disputeTypes: jsonb('dispute_types'),
    keyGroups: jsonb('key_groups'),
    conclusion: text('conclusion'),
    /** The second inspector, whom the law asks for. */
    companionId: uuid('companion_id').references(() => users.id),
    endedAt: instant('ended_at'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('inspections_open')
      .on(t.dueDay)
      .where(sql`state in ('open', 'begun')`),
    index('inspections_employer').on(t.employerId),
    index('inspections_campaign').on(t.campaignId),
    index('inspections_incident').on(t.incidentId),
  ],
);

/** What was found, item by item; the newest answer to an item counts, the earlier ones stay. Append-only. */
export const inspectionAnswers = pgTable(
  'inspection_answers',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    inspectionId: bigint('inspection_id', { mode: 'number' })
      .notNull()
      .references(() => inspections.id),
    item: text('item').notNull(),
    /** fine | problem | not-applicable */
    answer: text('answer').notNull(),
    note: text('note').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull(),
    /** The caller's own key: an answer that came twice is kept once. */
    key: text('key').notNull(),
  },
  (t) => [uniqueIndex('inspection_answers_once').on(t.inspectionId, t.key)],
);

/** Who did what with an inspection. Append-only. */
export const inspectionEvents = pgTable(
  'inspection_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    inspectionId: bigint('inspection_id', { mode: 'number' })
      .notNull()
      .references(() => inspections.id),
    at: instant('at').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind').notNull(),
    note: text('note').notNull(),
  },
  (t) => [index('inspection_events_inspection').on(t.inspectionId)],
);
