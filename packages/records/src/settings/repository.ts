import { settingKinds, settingStates } from '@miaotou/contracts';
import type { SettingRecord, SettingRecords } from '@miaotou/engine';
import { and, asc, eq, max } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { settingVersions } from './schema.js';

const Words = z.object({ kind: z.enum(settingKinds), state: z.enum(settingStates) });

const recordOf = (row: typeof settingVersions.$inferSelect): SettingRecord => ({
  ...row,
  ...Words.parse(row),
});

/** Versions of settings in PostgreSQL. */
export const settingRecords: SettingRecords = {
  async all(executor) {
    const rows = await drizzleOf(executor).select().from(settingVersions).orderBy(asc(settingVersions.id));
    return rows.map(recordOf);
  },

  async add(tx, proposal) {
    const [newest] = await drizzleOf(tx)
      .select({ version: max(settingVersions.version) })
      .from(settingVersions)
      .where(eq(settingVersions.kind, proposal.kind));
    const [row] = await drizzleOf(tx)
      .insert(settingVersions)
      .values({ ...proposal, version: (newest?.version ?? 0) + 1 })
      .onConflictDoNothing()
      .returning();
    return row === undefined ? null : recordOf(row);
  },

  async decide(executor, id, { state, by, at, reason }) {
    const decided = await drizzleOf(executor)
      .update(settingVersions)
      .set({ state, decidedBy: by, decidedAt: at, decisionReason: reason })
      .where(and(eq(settingVersions.id, id), eq(settingVersions.state, 'proposed')))
      .returning({ id: settingVersions.id });
    return decided.length > 0;
  },
};
