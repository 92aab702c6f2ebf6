import { BilingualSchema, EvidenceSchema, shadowEnds } from '@miaotou/contracts';
import { alertStates, alertTiers, subjectKinds } from '@miaotou/domain';
import type { ShadowRecord, ShadowRecords } from '@miaotou/engine';
import { and, desc, eq, gte, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { alertOf } from '../alerts/index.js';
import { alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { shadowAlerts, shadows } from './schema.js';

const Tier = z.enum(alertTiers);
const Kept = z.object({ end: z.enum(shadowEnds).nullable(), problem: BilingualSchema.nullable() });
const shadowOf = (row: typeof shadows.$inferSelect): ShadowRecord => ({ ...row, ...Kept.parse(row) });

/** An alert as its row holds it. */
const StoredAlert = z.object({
  id: z.number().int(),
  ruleId: z.string(),
  ruleVersion: z.number().int(),
  subjectKind: z.enum(subjectKinds),
  subjectId: z.string(),
  subjectName: z.string(),
  employerId: z.string().nullable(),
  region: z.string(),
  tier: Tier,
  peakTier: Tier,
  state: z.enum(alertStates),
  openedAt: z.coerce.date(),
  sinceAt: z.coerce.date(),
  tierSince: z.coerce.date(),
  lastSignalAt: z.coerce.date(),
  easedSince: z.coerce.date().nullable(),
  easedTier: Tier.nullable(),
  evidence: EvidenceSchema,
  sentence: BilingualSchema,
  plan: z.string(),
  closedAt: z.coerce.date().nullable(),
  closeReason: z.string().nullable(),
  version: z.number().int(),
});

/** Alerts written at once. */
const block = 500;

/** Shadows and what they would have raised, in PostgreSQL. */
export const shadowRecords: ShadowRecords = {
  async add(executor, shadow) {
    const added = await drizzleOf(executor)
      .insert(shadows)
      .values(shadow)
      .onConflictDoNothing()
      .returning({ id: shadows.id });
    return added.length > 0;
  },

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(shadows).where(eq(shadows.id, id));
    return row === undefined ? null : shadowOf(row);
  },

  async ofRule(executor, ruleId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(shadows)
      .where(eq(shadows.ruleId, ruleId))
      .orderBy(desc(shadows.startedAt))
      .limit(20);
    return rows.map(shadowOf);
  },

  async running(executor) {
    const rows = await drizzleOf(executor).select().from(shadows).where(isNull(shadows.endedAt));
    return rows.map(shadowOf);
  },

  async change(executor, id, patch) {
    const changed = await drizzleOf(executor)
      .update(shadows)
      .set(patch)
      .where(and(eq(shadows.id, id), isNull(shadows.endedAt)))
      .returning({ id: shadows.id });
    return changed.length > 0;
  },

  async alerts(executor, id) {
    const rows = await drizzleOf(executor)
      .select({ alert: shadowAlerts.alert })
      .from(shadowAlerts)
      .where(eq(shadowAlerts.shadowId, id));
    return rows.map(({ alert }) => StoredAlert.parse(alert));
  },

  async keep(tx, shadowId, changed) {
    for (let from = 0; from < changed.length; from += block) {
      const rows = changed.slice(from, from + block).map((alert) => ({
        shadowId,
        number: alert.id,
        peakTier: alert.peakTier,
        openedAt: alert.openedAt,
        closedAt: alert.closedAt,
        alert,
      }));
      await drizzleOf(tx)
        .insert(shadowAlerts)
        .values(rows)
        .onConflictDoUpdate({
          target: [shadowAlerts.shadowId, shadowAlerts.number],
          set: {
            peakTier: sql`excluded.peak_tier`,
            closedAt: sql`excluded.closed_at`,
            alert: sql`excluded.alert`,
          },
        });
    }
  },

  async counted(executor, id) {
    const { peakTier, openedAt, closedAt, shadowId } = shadowAlerts;
    const rows = await drizzleOf(executor)
      .select({ peakTier, openedAt, closedAt })
      .from(shadowAlerts)
      .where(eq(shadowId, id));
    return rows.map((row) => ({ ...row, peakTier: Tier.parse(row.peakTier) }));
  },

  async production(executor, ruleId, since) {
    const rows = await drizzleOf(executor)
      .select()
      .from(alerts)
      .where(and(eq(alerts.ruleId, ruleId), or(gte(alerts.openedAt, since), isNull(alerts.closedAt))));
    return rows.map(alertOf);
  },
};
