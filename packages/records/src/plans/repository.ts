import { PlanSchema } from '@miaotou/contracts';
import { fiveOnes as parts, tierOfRank, tierRank } from '@miaotou/domain';
import type { FrozenPlan, PlanStore } from '@miaotou/engine';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { incidentAlerts } from '../incidents/schema.js';
import { fiveOnes, incidentPlans, planTicks } from './schema.js';

const Part = z.enum(parts).exclude(['plan']);
const People = z.array(z.string());

function frozenOf({ id: _, tier: rank, body, ...rest }: typeof incidentPlans.$inferSelect): FrozenPlan {
  const tier = tierOfRank(rank);
  if (tier === null) throw new RangeError('a frozen plan without a tier');
  return { ...rest, tier, body: PlanSchema.parse(body) };
}

/** Plans of incidents in PostgreSQL: what was written stays. */
export const planStore: PlanStore = {
  async frozen(executor, incidentId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(incidentPlans)
      .where(eq(incidentPlans.incidentId, incidentId))
      .orderBy(asc(incidentPlans.id));
    return rows.map(frozenOf);
  },

  async freeze(tx, plan) {
    await drizzleOf(tx)
      .insert(incidentPlans)
      .values({ ...plan, tier: tierRank(plan.tier) });
  },

  async ticks(executor, incidentId) {
    const { incidentId: own, plan, step, done, note, byId, at, key } = planTicks;
    return drizzleOf(executor)
      .select({ incidentId: own, plan, step, done, note, byId, at, key })
      .from(planTicks)
      .where(eq(planTicks.incidentId, incidentId))
      .orderBy(asc(planTicks.id));
  },

  async tick(tx, tick) {
    const made = await drizzleOf(tx)
      .insert(planTicks)
      .values({ ...tick, files: [] })
      .onConflictDoNothing()
      .returning({ id: planTicks.id });
    return made.length > 0;
  },

  async said(executor, incidentId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(fiveOnes)
      .where(eq(fiveOnes.incidentId, incidentId))
      .orderBy(asc(fiveOnes.id));
    return rows.map(({ id: _, part, people, ...rest }) => ({
      ...rest,
      part: Part.parse(part),
      people: People.parse(people),
    }));
  },

  async say(tx, one) {
    const made = await drizzleOf(tx)
      .insert(fiveOnes)
      .values({ ...one, people: [...one.people] })
      .onConflictDoNothing()
      .returning({ id: fiveOnes.id });
    return made.length > 0;
  },

  async leading(executor, incidentId) {
    const [row] = await drizzleOf(executor)
      .select({ ruleId: alerts.ruleId, plan: alerts.plan })
      .from(incidentAlerts)
      .innerJoin(alerts, eq(alerts.id, incidentAlerts.alertId))
      .where(and(eq(incidentAlerts.incidentId, incidentId), isNull(alerts.closedAt)))
      .orderBy(desc(alerts.tier), asc(alerts.id))
      .limit(1);
    return row ?? null;
  },
};
