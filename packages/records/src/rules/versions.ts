import { draftKinds, draftStates, draftSteps } from '@miaotou/contracts';
import type { DraftRecord, RuleVersionRecords } from '@miaotou/engine';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { ruleDrafts, ruleDraftSteps, ruleVersions } from './schema.js';

const Words = z.object({ kind: z.enum(draftKinds), state: z.enum(draftStates) });
const Step = z.enum(draftSteps);
const draftOf = (row: typeof ruleDrafts.$inferSelect): DraftRecord => ({ ...row, ...Words.parse(row) });

/** Versions of rules and their drafts in PostgreSQL. */
export const ruleVersionRecords: RuleVersionRecords = {
  async published(executor) {
    return drizzleOf(executor)
      .select()
      .from(ruleVersions)
      .orderBy(asc(ruleVersions.ruleId), asc(ruleVersions.version));
  },

  async publish(executor, rule) {
    await drizzleOf(executor).insert(ruleVersions).values(rule).onConflictDoNothing();
  },

  async drafts(executor) {
    const rows = await drizzleOf(executor).select().from(ruleDrafts).orderBy(asc(ruleDrafts.id));
    return rows.map(draftOf);
  },

  async draft(executor, id) {
    const [row] = await drizzleOf(executor).select().from(ruleDrafts).where(eq(ruleDrafts.id, id));
    return row === undefined ? null : draftOf(row);
  },

  async addDraft(executor, draft) {
    const [row] = await drizzleOf(executor).insert(ruleDrafts).values(draft).returning();
    if (row === undefined) throw new Error('an inserted draft came back without its row');
    return draftOf(row);
  },

  async changeDraft(executor, id, revision, patch, now) {
    const changed = await drizzleOf(executor)
      .update(ruleDrafts)
      .set({ ...patch, revision: revision + 1, changedAt: now })
      .where(and(eq(ruleDrafts.id, id), eq(ruleDrafts.revision, revision)))
      .returning({ id: ruleDrafts.id });
    return changed.length > 0;
  },

  async addStep(executor, step) {
    await drizzleOf(executor).insert(ruleDraftSteps).values(step);
  },

  async steps(executor, draftIds) {
    if (draftIds.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select()
      .from(ruleDraftSteps)
      .where(inArray(ruleDraftSteps.draftId, [...draftIds]))
      .orderBy(asc(ruleDraftSteps.id));
    return rows.map((row) => ({ ...row, step: Step.parse(row.step) }));
  },

  async liveOf(executor, regions) {
    const open = isNull(alerts.closedAt);
    return drizzleOf(executor)
      .select({ ruleId: alerts.ruleId, rank: alerts.tier, count: sql<number>`count(*)::int` })
      .from(alerts)
      .where(regions === null ? open : and(open, inArray(alerts.region, [...regions])))
      .groupBy(alerts.ruleId, alerts.tier);
  },
};
