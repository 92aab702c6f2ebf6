import { sql } from 'drizzle-orm';
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
import { instant } from '../columns/index.js';

/** Matters 纠纷: one quarrel of one employer with one person or group, told of by at least two reports. */
export const matters = pgTable(
  'matters',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** As in the warehouse. */
    employerId: text('employer_id').notNull(),
    employerName: text('employer_name').notNull(),
    region: text('region').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When its last report was linked otherwise. */
    endedAt: instant('ended_at'),
  },
  (t) => [index('matters_employer').on(t.employerId)],
);

/** Which report belongs to which matter, since when and why; a link that ended stays as history. */
export const matterReports = pgTable(
  'matter_reports',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    matterId: bigint('matter_id', { mode: 'number' })
      .notNull()
      .references(() => matters.id),
    eventId: text('event_id').notNull(),
    kind: text('kind').notNull(),
    layout: text('layout').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** 检举控告: told to few. */
    accusation: boolean('accusation').notNull(),
    /** LinkReason (contracts). */
    reason: jsonb('reason').notNull(),
    linkedBy: text('linked_by').notNull(),
    at: instant('at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
    why: text('why'),
  },
  (t) => [
    uniqueIndex('matter_reports_event')
      .on(t.eventId)
      .where(sql`ended_at is null`),
    index('matter_reports_matter').on(t.matterId),
  ],
);

/** What people decided of links: a report set apart, or joined with another. */
export const matterDecisions = pgTable(
  'matter_decisions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind').notNull(),
    eventId: text('event_id').notNull(),
    withEventId: text('with_event_id'),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
    undoneReason: text('undone_reason'),
  },
  (t) => [index('matter_decisions_event').on(t.eventId), index('matter_decisions_with').on(t.withEventId)],
);
