import {
  bigserial,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** What an administrator decided is expected of a layout; a layout without a row is expected since its first delivery. */
export const deliveryExpectations = pgTable('delivery_expectations', {
  layout: text('layout').primaryKey(),
  since: date('since', { mode: 'string' }),
  pausedFrom: date('paused_from', { mode: 'string' }),
  pausedReason: text('paused_reason'),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});

/** Whom an office's letters go to. */
export const deliveryContacts = pgTable('delivery_contacts', {
  office: text('office').primaryKey(),
  contact: text('contact'),
  phone: text('phone'),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});

/** Periods of which an office said that it had nothing to report 零报告. */
export const deliveryNils = pgTable(
  'delivery_nils',
  {
    layout: text('layout').notNull(),
    /** First day of the period. */
    period: date('period', { mode: 'string' }).notNull(),
    reason: text('reason').notNull(),
    reportedBy: text('reported_by').notNull(),
    reportedAt: instant('reported_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.layout, t.period] })],
);

/** Reminder letters 催报函 as they were written: what was owed, the text, and the file by its hash. */
export const deliveryReminders = pgTable(
  'delivery_reminders',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    year: integer('year').notNull(),
    /** Counts from 1 each year. */
    place: integer('place').notNull(),
    office: text('office').notNull(),
    writtenBy: text('written_by').notNull(),
    automatic: boolean('automatic').notNull(),
    writtenAt: instant('written_at').notNull(),
    owed: jsonb('owed').notNull(),
    body: jsonb('body').notNull(),
    fileSha256: text('file_sha256').notNull(),
  },
  (t) => [
    unique('delivery_reminders_number').on(t.year, t.place),
    index('delivery_reminders_office').on(t.office),
  ],
);
