import { ReadingChangesSchema } from '@miaotou/contracts';
import type { KeptReadings, ReadingCorrectionRecord, ReadingCorrectionRecords } from '@miaotou/engine';
import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { readingCorrections } from './schema.js';

function correctionOf(row: typeof readingCorrections.$inferSelect): ReadingCorrectionRecord {
  const { before, after, readBefore, correctedBefore, ...rest } = row;
  return {
    ...rest,
    before: ReadingChangesSchema.parse(before),
    after: ReadingChangesSchema.parse(after),
    marksBefore: { read: readBefore, corrected: correctedBefore },
  };
}

/** Corrections of readings in PostgreSQL. */
export const readingCorrectionRecords: ReadingCorrectionRecords & KeptReadings = {
  async standingOf(executor, layout, until) {
    const rows = await drizzleOf(executor)
      .select()
      .from(readingCorrections)
      .where(
        and(
          isNull(readingCorrections.undoneAt),
          lte(readingCorrections.at, until),
          sql`starts_with(${readingCorrections.eventId}, ${`${layout}:`})`,
        ),
      )
      .orderBy(asc(readingCorrections.id));
    return rows.map(correctionOf);
  },

  async add(executor, { marksBefore, ...correction }) {
    await drizzleOf(executor)
      .insert(readingCorrections)
      .values({ ...correction, readBefore: marksBefore.read, correctedBefore: marksBefore.corrected });
  },

  async find(executor, id) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(readingCorrections)
      .where(eq(readingCorrections.id, id));
    return row === undefined ? null : correctionOf(row);
  },

  async of(executor, eventId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(readingCorrections)
      .where(eq(readingCorrections.eventId, eventId))
      .orderBy(desc(readingCorrections.id));
    return rows.map(correctionOf);
  },

  async standing(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(readingCorrections)
      .where(isNull(readingCorrections.undoneAt))
      .orderBy(asc(readingCorrections.id));
    return rows.map(correctionOf);
  },

  async undo(executor, id, undoneBy, undoneAt) {
    await drizzleOf(executor)
      .update(readingCorrections)
      .set({ undoneBy, undoneAt })
      .where(and(eq(readingCorrections.id, id), isNull(readingCorrections.undoneAt)));
  },
};
