import type { Executor } from '../shared/index.js';
import type { IncidentPlans } from '../incidents/index.js';
import { missingOnes } from './five-ones.js';
import { needsFiveOnes, planFor } from './plan.js';
import type { PlansInForce, PlanStore } from './ports.js';

export interface FreezeDeps {
  readonly store: PlanStore;
  readonly plansAt: (at: Executor, moment: Date) => Promise<PlansInForce>;
}

/** What incidents ask of plans: to be frozen with them, and whether they may be closed. */
export function createPlanFreezer({ store, plansAt }: FreezeDeps): IncidentPlans {
  return {
    async freeze(tx, incident, now) {
      const before = await store.frozen(tx, incident.id);
      const inForce = await plansAt(tx, now);
      const leading = (await store.leading(tx, incident.id)) ?? { ruleId: '', plan: incident.plan };
      const code = planFor(inForce.body, leading, incident.tier);
      // A later version does not touch a response that runs: what was frozen goes on under the new tier.
      const kept = before.find((one) => one.code === code);
      const body = kept?.body ?? inForce.body.plans.find((one) => one.code === code);
      if (body === undefined) return;
      const version = kept === undefined ? inForce.version : kept.version;
      await store.freeze(tx, { incidentId: incident.id, code, version, tier: incident.tier, body, at: now });
    },
    async lacks(tx, incident) {
      // What turned out to be no risk needs no team.
      if (!needsFiveOnes(incident) || incident.state === 'dismissed') return [];
      return missingOnes(await store.frozen(tx, incident.id), await store.said(tx, incident.id));
    },
  };
}
