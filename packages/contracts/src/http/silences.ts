import { z } from 'zod';
import { BilingualSchema, InstantSchema, TierSchema } from '../common.js';

/** Longest time that messages may be silenced, in days. */
export const longestSilenceDays = 30;

/** What a silence hides. At least one limit must be named; red is never silenced. */
export const SilenceScopeSchema = z.strictObject({
  rules: z.array(z.string().max(40)).max(50),
  regions: z.array(z.string().max(40)).max(60),
  employers: z.array(z.string().max(20)).max(50),
  tiers: z
    .array(TierSchema)
    .refine((tiers) => !tiers.includes('red'))
    .max(3),
});
export type SilenceScope = z.infer<typeof SilenceScopeSchema>;

/** A wish to silence messages: one person asks, another approves. */
export const SilenceDraftSchema = z.strictObject({
  scope: SilenceScopeSchema,
  reason: z.string().trim().min(4).max(1000),
  days: z.number().int().min(1).max(longestSilenceDays),
});
export type SilenceDraft = z.infer<typeof SilenceDraftSchema>;

export const silenceStates = ['asked', 'in-force', 'refused', 'ended', 'expired'] as const;

export const SilenceSchema = z.object({
  id: z.string(),
  scope: SilenceScopeSchema,
  reason: z.string(),
  days: z.number().int(),
  state: z.enum(silenceStates),
  askedBy: z.string(),
  askedAt: InstantSchema,
  decidedBy: z.string().nullable(),
  decidedAt: InstantSchema.nullable(),
  /** Set by the approval; never later than the longest time. */
  expiresAt: InstantSchema.nullable(),
  endedBy: z.string().nullable(),
  endedAt: InstantSchema.nullable(),
  /** Messages that it held back. */
  hidden: z.number().int(),
  /** Whether the one who asks may approve or refuse it. */
  mayDecide: z.boolean(),
});
export type Silence = z.infer<typeof SilenceSchema>;
export const SilenceListSchema = z.object({ items: z.array(SilenceSchema) });
export type SilenceList = z.infer<typeof SilenceListSchema>;

export const SilenceDecisionSchema = z.strictObject({
  decision: z.enum(['approve', 'refuse', 'end']),
});
export type SilenceDecision = z.infer<typeof SilenceDecisionSchema>;

/** What one silence held back, one line per incident. */
export const SilenceReportSchema = z.object({
  items: z.array(
    z.object({
      incidentId: z.string(),
      title: z.string(),
      tier: TierSchema,
      at: InstantSchema,
      text: BilingualSchema,
    }),
  ),
});
export type SilenceReport = z.infer<typeof SilenceReportSchema>;
