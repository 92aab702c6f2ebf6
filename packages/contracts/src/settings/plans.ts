import { z } from 'zod';
import { planEvidence } from '@miaotou/domain';
import { TierSchema } from '../common.js';

const PlanCode = z.string().regex(/^RP-[A-Z]$/u, 'a plan such as RP-A');
const Words = z.object({
  zh: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(300),
});

export const PlanSpanSchema = z.strictObject({
  amount: z.number().int().min(0).max(1_000),
  unit: z.enum(['minute', 'hour', 'workday']),
});

export const PlanStepSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,20}$/u),
  text: Words,
  /** Time from when the response begins; a tier that is not named asks for none. */
  within: z.partialRecord(TierSchema, PlanSpanSchema),
  office: Words,
  evidence: z.enum(planEvidence),
});
export type PlanStepBody = z.infer<typeof PlanStepSchema>;

export const PlanSchema = z.strictObject({
  code: PlanCode,
  name: Words,
  steps: z.array(PlanStepSchema).min(1).max(30),
});
export type PlanBody = z.infer<typeof PlanSchema>;

/** The response plans of an office, and where a tier of a rule asks for another plan than the rule names. */
export const ResponsePlansSchema = z.strictObject({
  plans: z.array(PlanSchema).min(1).max(26),
  bindings: z
    .array(
      z.strictObject({
        rule: z.string().regex(/^R\d{2,3}$/u),
        tiers: z.array(TierSchema).min(1).max(4),
        plan: PlanCode,
      }),
    )
    .max(400),
});
export type ResponsePlansBody = z.infer<typeof ResponsePlansSchema>;
