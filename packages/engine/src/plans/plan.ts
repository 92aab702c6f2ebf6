import type { PlanBody, PlanStepBody, ResponsePlansBody } from '@miaotou/contracts';
import { tierNames, tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual, FiveOne, WorkCalendar } from '@miaotou/domain';
import { dueAfter, spanText } from '../response/index.js';

/** A plan as an incident froze it under a tier. */
export interface FrozenPlan {
  readonly incidentId: number;
  readonly code: string;
  /** Null: the version that the program ships. */
  readonly version: number | null;
  readonly tier: AlertTier;
  readonly body: PlanBody;
  readonly at: Date;
}

/** A step ticked off, or a tick taken back. */
export interface PlanTick {
  readonly incidentId: number;
  readonly plan: string;
  readonly step: string;
  readonly done: boolean;
  readonly note: string;
  readonly byId: string;
  readonly at: Date;
  readonly key: string;
}

/** One of the five ones as somebody said it. */
export interface SaidOne {
  readonly incidentId: number;
  readonly part: Exclude<FiveOne, 'plan'>;
  readonly text: string;
  readonly people: readonly string[];
  readonly day: string | null;
  readonly byId: string;
  readonly at: Date;
  readonly key: string;
}

/** The alert that an incident's plan follows. */
export interface LeadingAlert {
  readonly ruleId: string;
  readonly plan: string;
}

/** The plan that a rule asks for at a tier: what is bound to both, else what the rule names. */
export function planFor(
  { bindings }: ResponsePlansBody,
  { ruleId, plan }: LeadingAlert,
  tier: AlertTier,
): string {
  return bindings.find((one) => one.rule === ruleId && one.tiers.includes(tier))?.plan ?? plan;
}

/** The plan that is followed now, under each tier at which it was frozen; null before the response began. */
export function followed(
  frozen: readonly FrozenPlan[],
): { readonly first: FrozenPlan; readonly last: FrozenPlan; readonly under: readonly FrozenPlan[] } | null {
  const ordered = frozen.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const last = ordered.at(-1);
  const under = ordered.filter(({ code }) => code === last?.code);
  const [first] = under;
  return first === undefined || last === undefined ? null : { first, last, under };
}

export interface StepDue {
  readonly at: Date;
  readonly provisional: boolean;
  readonly basis: Bilingual;
}

/** When a step must be done: the earliest that any tier asked for since the plan began, so that a rise only shortens. */
export function dueOf(
  step: PlanStepBody,
  under: readonly FrozenPlan[],
  calendar?: WorkCalendar,
): StepDue | null {
  const asked = under.flatMap(({ tier, at, version }) => {
    const span = step.within[tier];
    if (span === undefined) return [];
    const within = spanText(span);
    const from = version === null ? { zh: '随产品的预案', en: 'plan shipped with the product' } : null;
    const basis = from ?? { zh: `预案第${version}版`, en: `plans, version ${version}` };
    return [
      {
        ...dueAfter(at, span, calendar),
        basis: {
          zh: `${tierNames[tier].zh}：${within.zh}；依据：${basis.zh}`,
          en: `${tierNames[tier].en}: ${within.en}; basis: ${basis.en}`,
        },
      },
    ];
  });
  return asked.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

/** Steps of a plan that stand as done: the newest word on each counts. */
export function doneSteps(ticks: readonly PlanTick[], plan: string): ReadonlySet<string> {
  const newest = new Map<string, boolean>();
  const own = ticks.filter((one) => one.plan === plan).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const { step, done } of own) newest.set(step, done);
  return new Set([...newest].flatMap(([step, done]) => (done ? [step] : [])));
}

export type StepState = 'done' | 'overdue' | 'due' | 'open';

export function stepState(done: boolean, due: Pick<StepDue, 'at'> | null, now: Date): StepState {
  if (done) return 'done';
  if (due === null) return 'open';
  return due.at < now ? 'overdue' : 'due';
}

/** Whether an incident must have the five ones: it is or was red. */
export const needsFiveOnes = ({ peakTier }: { readonly peakTier: AlertTier }): boolean =>
  tierRank(peakTier) === tierRank('red');
