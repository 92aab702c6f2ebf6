import { z } from 'zod';
import { fiveOnes, planEvidence } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, TierSchema } from '../common.js';
import { PersonSchema } from './incidents.js';

const ByPersonSchema = PersonSchema.pick({ id: true, displayName: true });

/** How a step of a plan stands: ticked off, late, waited for, or without a time. */
export const planStepStates = ['done', 'overdue', 'due', 'open'] as const;

export const IncidentPlanStepSchema = z.object({
  code: z.string(),
  text: BilingualSchema,
  office: BilingualSchema,
  evidence: z.enum(planEvidence),
  /** Null where the tier asks for no time, or the response has not begun. */
  dueAt: InstantSchema.nullable(),
  /** The due time crosses a year whose holidays are not announced yet. */
  provisional: z.boolean(),
  basis: BilingualSchema.nullable(),
  state: z.enum(planStepStates),
  /** Ticks and takings-back, newest first; nothing is ever removed. */
  ticks: z.array(
    z.object({
      done: z.boolean(),
      by: ByPersonSchema.nullable(),
      at: InstantSchema,
      note: z.string(),
    }),
  ),
});
export type IncidentPlanStep = z.infer<typeof IncidentPlanStepSchema>;

/** A member of a team, with the office that it is of. */
const TeamMemberSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  office: BilingualSchema.nullable(),
});

/** One of the five ones: who said what and when; null while it is missing. */
export const FiveOneViewSchema = z.object({
  part: z.enum(fiveOnes),
  name: BilingualSchema,
  said: z
    .object({
      text: z.string(),
      /** For the team: its leader first. */
      people: z.array(TeamMemberSchema),
      /** For the deadline. */
      day: DaySchema.nullable(),
      /** Null where the system filled it in. */
      by: ByPersonSchema.nullable(),
      at: InstantSchema,
      /** How often it was said anew. */
      changes: z.number().int(),
    })
    .nullable(),
  /** A deadline that is over while the incident is open. */
  overdue: z.boolean(),
});
export type FiveOneView = z.infer<typeof FiveOneViewSchema>;

/** The plan of an incident as it was frozen, its steps, and the five ones. */
export const IncidentPlanSchema = z.object({
  incidentId: z.string(),
  code: z.string(),
  name: BilingualSchema,
  /** Null: the version that the program ships. */
  version: z.number().int().nullable(),
  tier: TierSchema,
  /** When the version was frozen; null while the response has not begun. */
  frozenAt: InstantSchema.nullable(),
  steps: z.array(IncidentPlanStepSchema),
  overdue: z.number().int(),
  /** Code of the first step that is not done. */
  next: z.string().nullable(),
  mayTick: z.boolean(),
  /** Other plans that were followed before the tier was raised. */
  earlier: z.array(z.object({ code: z.string(), name: BilingualSchema, until: InstantSchema })),
  /** Only for an incident that is or was red. */
  fiveOnes: z.array(FiveOneViewSchema),
  /** Those without which it cannot be closed. */
  missing: z.array(z.enum(fiveOnes)),
});
export type IncidentPlan = z.infer<typeof IncidentPlanSchema>;

const Key = z.string().min(8).max(100);
const Text = z.string().trim().max(2_000);

/** Ticks a step off, or takes the tick back with a reason. */
export const PlanTickRequestSchema = z.strictObject({
  plan: z.string().max(10),
  step: z.string().max(20),
  done: z.boolean(),
  note: Text.default(''),
  key: Key,
});
export type PlanTickRequest = z.infer<typeof PlanTickRequestSchema>;

/** Says one of the five ones. */
export const FiveOneRequestSchema = z.discriminatedUnion('part', [
  z.strictObject({ part: z.literal('risk'), text: Text.min(2), key: Key }),
  z.strictObject({
    part: z.literal('team'),
    text: Text.default(''),
    /** Its leader first. */
    people: z.array(z.string().max(60)).min(1).max(30),
    key: Key,
  }),
  z.strictObject({ part: z.literal('measures'), text: Text.min(2), key: Key }),
  z.strictObject({ part: z.literal('deadline'), day: DaySchema, text: Text.default(''), key: Key }),
]);
export type FiveOneRequest = z.infer<typeof FiveOneRequestSchema>;

/** People of whom a team can be chosen. */
export const TeamChoiceSchema = z.object({
  items: z.array(TeamMemberSchema.extend({ role: z.string() })),
});
export type TeamChoice = z.infer<typeof TeamChoiceSchema>;
