import { z } from 'zod';
import type { Bilingual } from '@miaotou/domain';
import { BilingualSchema, TierSchema } from '../common.js';
import { FeatureValueSchema } from './evidence.js';

/** What a part of a condition does with its own parts. */
export const evidenceOperators = [
  'all',
  'any',
  'not',
  'compare',
  'one-of',
  'choose',
  'calculate',
  'negative',
  'feature',
  'derived',
  'threshold',
  'constant',
  'known',
] as const;
export type EvidenceOperator = (typeof evidenceOperators)[number];

/** A part of a condition with what it came to; null is "not known". For a condition that is whether it held. */
export interface EvidenceNode {
  readonly operator: EvidenceOperator;
  /** The sign of a comparison or calculation. */
  readonly sign: string | null;
  /** Name of a feature, derived value or threshold. */
  readonly name: string | null;
  /** What the feature is called. */
  readonly label: Bilingual | null;
  readonly value: z.infer<typeof FeatureValueSchema>;
  /** The value in words, where it is not a plain number. */
  readonly valueText: Bilingual | null;
  readonly parts: readonly EvidenceNode[];
}

// Declared, for a type that holds itself cannot be inferred across packages.
export const EvidenceNodeSchema: z.ZodType<EvidenceNode> = z.object({
  operator: z.enum(evidenceOperators),
  sign: z.string().nullable(),
  name: z.string().nullable(),
  label: BilingualSchema.nullable(),
  value: FeatureValueSchema,
  valueText: BilingualSchema.nullable(),
  parts: z.lazy(() => z.array(EvidenceNodeSchema).readonly()),
});

/** Every condition of a rule, strongest tier first, part by part. */
export const EvidenceTreeSchema = z.array(
  z.object({
    tier: TierSchema,
    condition: z.string(),
    root: EvidenceNodeSchema,
  }),
);
export type EvidenceTree = z.infer<typeof EvidenceTreeSchema>;

/** For one rule and subject: how each feature by itself would have to change for a stronger tier. */
export const WhyNotSchema = z.object({
  ruleId: z.string(),
  ruleName: BilingualSchema,
  /** Features that are not known, for which the rule abstains or goes on without them. */
  missing: z.array(z.object({ name: z.string(), label: BilingualSchema })),
  ways: z.array(
    z.object({
      feature: z.string(),
      label: BilingualSchema,
      /** Null where no change of this feature alone reaches a stronger tier. */
      reaches: z.object({ tier: TierSchema, from: FeatureValueSchema, to: FeatureValueSchema }).nullable(),
      text: BilingualSchema,
    }),
  ),
});
export type WhyNot = z.infer<typeof WhyNotSchema>;
