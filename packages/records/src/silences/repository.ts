import { SilenceScopeSchema } from '@miaotou/contracts';
import type { Executor, Silence, SilenceHit, SilenceStore } from '@miaotou/engine';
import { tierOfRank } from '@miaotou/domain';
import { and, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { incidentDecisions, incidents } from '../incidents/schema.js';
import { silences } from './schema.js';

const Choice = z.enum(['approved', 'refused']).nullable();

function silenceOf(row: typeof silences.$inferSelect): Silence {
  return { ...row, scope: SilenceScopeSchema.parse(row.scope), decision: Choice.parse(row.decision) };
}

/** Silences that hold messages back at a moment. */
export async function readSilencesInForce(executor: Executor, now: Date): Promise<readonly Silence[]> {
  const rows = await drizzleOf(executor)
    .select()
    .from(silences)
    .where(and(eq(silences.decision, 'approved'), gt(silences.expiresAt, now), isNull(silences.endedAt)));
  return rows.map(silenceOf);
}

/** Silences and what each held back. */
export const silenceStore: SilenceStore = {
  async list(executor) {
    const rows = await drizzleOf(executor).select().from(silences).orderBy(desc(silences.id)).limit(500);
    return rows.map(silenceOf);
  },

  async take(tx, id) {
    const [row] = await drizzleOf(tx).select().from(silences).where(eq(silences.id, id)).for('update');
    return row === undefined ? null : silenceOf(row);
  },

  async add(tx, draft) {
    const [made] = await drizzleOf(tx).insert(silences).values(draft).returning();
    if (made === undefined) throw new Error('a silence was not kept');
    return silenceOf(made);
  },

  async update(tx, { id, decidedBy, decidedAt, decision, expiresAt, endedBy, endedAt }) {
    await drizzleOf(tx)
      .update(silences)
      .set({ decidedBy, decidedAt, decision, expiresAt, endedBy, endedAt })
      .where(eq(silences.id, id));
  },

  async counts(executor) {
    const rows = await drizzleOf(executor)
      .select({ id: incidentDecisions.silenceId, hidden: count() })
      .from(incidentDecisions)
      .where(sql`${incidentDecisions.silenceId} is not null`)
      .groupBy(incidentDecisions.silenceId);
    return new Map(rows.flatMap(({ id, hidden }) => (id === null ? [] : [[id, hidden] as const])));
  },

  async hits(executor, id) {
    const rows = await drizzleOf(executor)
      .select({
        incidentId: incidents.id,
        title: incidents.title,
        region: incidents.region,
        tier: incidents.tier,
        at: incidentDecisions.at,
        zh: incidentDecisions.textZh,
        en: incidentDecisions.textEn,
      })
      .from(incidentDecisions)
      .innerJoin(incidents, eq(incidents.id, incidentDecisions.incidentId))
      .where(eq(incidentDecisions.silenceId, id))
      .orderBy(desc(incidentDecisions.id))
      .limit(1_000);
    return rows.flatMap(({ tier, zh, en, ...rest }): SilenceHit[] => {
      const known = tierOfRank(tier);
      return known === null ? [] : [{ ...rest, tier: known, text: { zh, en } }];
    });
  },

  async wake(tx, id, at) {
    await drizzleOf(tx).execute(sql`
      update incident_clocks c set next_at = ${at.toISOString()}::timestamptz
      where c.kind = 'recheck' and c.next_at is not null
        and c.incident_id in (select incident_id from incident_decisions where silence_id = ${id})`);
  },
};
