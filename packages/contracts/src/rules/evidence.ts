import { z } from 'zod';
import { subjectKinds } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, TierSchema } from '../common.js';

/** A value seen by a rule; null is "not known", never zero. */
export const FeatureValueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);

/** Why a rule gave its tier: version, inputs, thresholds and one plain sentence. */
export const EvidenceSchema = z.object({
  ruleId: z.string(),
  ruleVersion: z.number().int(),
  asOf: InstantSchema,
  /** What was known: rows observed up to here were used. Later than `asOf` when late data were evaluated. */
  knownAt: InstantSchema,
  features: z.record(z.string(), FeatureValueSchema),
  thresholds: z.record(z.string(), z.partialRecord(TierSchema, z.number())),
  /** The condition that held, as written. */
  condition: z.string(),
  sentence: BilingualSchema,
  /** What time nodes did: the tier before they raised it, and their windows. Absent where none acted. */
  nodes: z
    .object({
      base: TierSchema,
      shift: z.number().int(),
      factor: z.number(),
      by: z.array(z.object({ code: z.string(), name: BilingualSchema, from: DaySchema, to: DaySchema })),
    })
    .optional(),
});
export type Evidence = z.infer<typeof EvidenceSchema>;

/** One rule, one subject, one moment. */
export const SignalSchema = z.object({
  ruleId: z.string(),
  ruleVersion: z.number().int(),
  subjectKind: z.enum(subjectKinds),
  subjectId: z.string(),
  region: z.string(),
  tier: TierSchema,
  evidence: EvidenceSchema,
});
export type Signal = z.infer<typeof SignalSchema>;

/** A rule that could not judge, and why. */
export const AbstentionSchema = z.object({
  ruleId: z.string(),
  subjects: z.number().int(),
  reason: z.enum(['feature-missing', 'source-behind', 'source-never-delivered']),
  detail: BilingualSchema,
});
export type Abstention = z.infer<typeof AbstentionSchema>;
