import { OwedSchema } from '@miaotou/contracts';
import type { DeliveriesRecords, ReminderRecord } from '@miaotou/engine';
import { desc, eq, inArray, max } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { batches } from '../sources/schema.js';
import { deliveryContacts, deliveryExpectations, deliveryNils, deliveryReminders } from './schema.js';

const Kept = z.object({ owed: OwedSchema.array(), body: z.string().array() });

function letterOf(row: typeof deliveryReminders.$inferSelect): ReminderRecord {
  const { owed, body } = Kept.parse(row);
  return {
    id: row.id,
    year: row.year,
    place: row.place,
    office: row.office,
    by: row.writtenBy,
    automatic: row.automatic,
    at: row.writtenAt,
    owed,
    text: body,
    sha256: row.fileSha256,
  };
}

/** What is expected, whom to write to, and what was written, in PostgreSQL. */
export const deliveriesRecords: DeliveriesRecords = {
  async expectations(executor) {
    const rows = await drizzleOf(executor).select().from(deliveryExpectations);
    return rows.map(({ layout, since, pausedFrom, pausedReason }) => ({
      layout,
      since,
      paused: pausedFrom === null ? null : { from: pausedFrom, reason: pausedReason ?? '' },
    }));
  },

  async expect(executor, { layout, since, paused }, by, when) {
    const now = {
      since,
      pausedFrom: paused?.from ?? null,
      pausedReason: paused?.reason ?? null,
      changedBy: by,
      changedAt: when,
    };
    await drizzleOf(executor)
      .insert(deliveryExpectations)
      .values({ layout, ...now })
      .onConflictDoUpdate({ target: deliveryExpectations.layout, set: now });
  },

  nils(executor) {
    const { layout, period, reason, reportedBy, reportedAt } = deliveryNils;
    return drizzleOf(executor)
      .select({ layout, period, reason, by: reportedBy, at: reportedAt })
      .from(deliveryNils)
      .orderBy(layout, period);
  },

  async addNil(executor, { layout, period, reason, by, at }) {
    await drizzleOf(executor)
      .insert(deliveryNils)
      .values({ layout, period, reason, reportedBy: by, reportedAt: at })
      .onConflictDoNothing();
  },

  contacts(executor) {
    const { office, contact, phone } = deliveryContacts;
    return drizzleOf(executor).select({ office, contact, phone }).from(deliveryContacts);
  },

  async setContact(executor, { office, contact, phone }, by, when) {
    const now = { contact, phone, changedBy: by, changedAt: when };
    await drizzleOf(executor)
      .insert(deliveryContacts)
      .values({ office, ...now })
      .onConflictDoUpdate({ target: deliveryContacts.office, set: now });
  },

  async files(executor, ids) {
    if (ids.length === 0) return [];
    const { id, fileName, receivedAt, rows, duplicates, corrected } = batches;
    return drizzleOf(executor)
      .select({ id, fileName, receivedAt, rows, duplicates, corrected })
      .from(batches)
      .where(inArray(id, [...ids]));
  },

  async letters(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(deliveryReminders)
      .orderBy(desc(deliveryReminders.id));
    return rows.map(letterOf);
  },

  async letter(executor, id) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(deliveryReminders)
      .where(eq(deliveryReminders.id, id));
    return row === undefined ? null : letterOf(row);
  },

  async lastPlace(executor, year) {
    const [row] = await drizzleOf(executor)
      .select({ last: max(deliveryReminders.place) })
      .from(deliveryReminders)
      .where(eq(deliveryReminders.year, year));
    return row?.last ?? 0;
  },

  async addLetter(executor, letter) {
    const { by, at, text, sha256, owed, ...rest } = letter;
    const [row] = await drizzleOf(executor)
      .insert(deliveryReminders)
      .values({ ...rest, writtenBy: by, writtenAt: at, body: text, owed, fileSha256: sha256 })
      .returning();
    if (row === undefined) throw new Error('an inserted letter came back without its row');
    return letterOf(row);
  },
};
