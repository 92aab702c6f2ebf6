export { createPlanFreezer } from './freeze.js';
export type { FreezeDeps } from './freeze.js';
export type { FrozenPlan, LeadingAlert, PlanTick, SaidOne } from './plan.js';
export { createPlans } from './plans.js';
export type { Plans, PlansDeps } from './plans.js';
export type { PlansInForce, PlanStore } from './ports.js';
