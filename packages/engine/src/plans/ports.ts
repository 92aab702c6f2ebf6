import type { ResponsePlansBody } from '@miaotou/contracts';
import type { Executor } from '../shared/index.js';
import type { FrozenPlan, LeadingAlert, PlanTick, SaidOne } from './plan.js';

/** The records as plans need them; every row is kept as it was written. */
export interface PlanStore {
  frozen(at: Executor, incidentId: number): Promise<readonly FrozenPlan[]>;
  freeze(tx: Executor, plan: FrozenPlan): Promise<void>;
  ticks(at: Executor, incidentId: number): Promise<readonly PlanTick[]>;
  /** False when the key was used before. */
  tick(tx: Executor, tick: PlanTick): Promise<boolean>;
  said(at: Executor, incidentId: number): Promise<readonly SaidOne[]>;
  /** False when the key was used before. */
  say(tx: Executor, one: SaidOne): Promise<boolean>;
  /** The gravest standing alert of an incident, oldest first; null where none stands. */
  leading(at: Executor, incidentId: number): Promise<LeadingAlert | null>;
}

/** The office's plans in force at a moment, and which version that is. */
export interface PlansInForce {
  /** Null: as the program ships them. */
  readonly version: number | null;
  readonly body: ResponsePlansBody;
}
