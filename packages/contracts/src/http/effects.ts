import { z } from 'zod';
import { BilingualSchema, InstantSchema, TierSchema } from '../common.js';
import { FeatureValueSchema } from '../rules/evidence.js';

const TierNumbers = z.partialRecord(TierSchema, z.number());
const Count = z.number().int();
const Counts = z.object({ blue: Count, yellow: Count, orange: Count, red: Count });

/** Numbers tried in place of those in force, by feature or derived value and tier. */
export const ThresholdsSchema = z.record(z.string().max(60), TierNumbers);
export type Thresholds = z.infer<typeof ThresholdsSchema>;

export const EffectRequestSchema = z.strictObject({ thresholds: ThresholdsSchema });
/** The tried numbers as a draft of the rule, for a second person to approve. */
export const EffectDraftRequestSchema = EffectRequestSchema.extend({
  reason: z.string().trim().min(2).max(500),
});
export type EffectDraftRequest = z.infer<typeof EffectDraftRequestSchema>;

export type EffectRequest = z.infer<typeof EffectRequestSchema>;

/** What a table of thresholds speaks of: one feature or derived value, and where subjects stand on it now. */
export const SpreadSchema = z.object({
  name: z.string(),
  label: BilingualSchema,
  /** Tiers for which the rule states a number. */
  thresholds: TierNumbers,
  subjects: Count,
  missing: Count,
  zeros: Count,
  /** Of the values that are neither missing nor zero; null where there is none. */
  least: z.number().nullable(),
  middle: z.number().nullable(),
  greatest: z.number().nullable(),
  /** Bins are equally wide, or equally wide on a logarithmic scale where values reach over orders of magnitude. */
  scale: z.enum(['linear', 'logarithmic']),
  bins: z.array(z.object({ from: z.number(), to: z.number(), subjects: Count })),
  /** Shares of subjects whose value is at most this, for reading a threshold off. */
  quantiles: z.array(z.object({ share: z.number(), value: z.number() })),
});
export type Spread = z.infer<typeof SpreadSchema>;

export const SpreadsSchema = z.object({ asOf: InstantSchema, spreads: z.array(SpreadSchema) });
export type Spreads = z.infer<typeof SpreadsSchema>;

/** How two alerts of one subject differ: one that only the tried numbers raise, or only those in force, or both otherwise. */
export const effectKinds = ['gained', 'lost', 'higher', 'lower', 'earlier', 'later'] as const;
export type EffectKind = (typeof effectKinds)[number];

const EpisodeSchema = z.object({ opened: InstantSchema, closed: InstantSchema.nullable(), peak: TierSchema });

export const EffectDifferenceSchema = z.object({
  kind: z.enum(effectKinds),
  subjectId: z.string(),
  subjectName: z.string(),
  /** Null where the subject is no employer in the register. */
  employerId: z.string().nullable(),
  region: z.string(),
  regionName: BilingualSchema,
  /** The moment to look at for evidence. */
  at: InstantSchema,
  published: EpisodeSchema.nullable(),
  tried: EpisodeSchema.nullable(),
});
export type EffectDifference = z.infer<typeof EffectDifferenceSchema>;

const Side = z.object({ alerts: Counts, hours: z.number() });

export const EffectSchema = z.object({
  state: z.literal('ready'),
  ruleId: z.string(),
  version: Count,
  /** Moments at which both were judged, ascending, each with what was known then. */
  moments: z.array(InstantSchema),
  /** Alerts that began, or rose to the tier, at each moment. */
  weeks: z.array(z.object({ at: InstantSchema, published: Counts, tried: Counts })),
  /** Alerts by the strongest tier that they reached, and the hours of work that they would have asked for. */
  published: Side,
  tried: Side,
  towns: z.array(z.object({ region: z.string(), name: BilingualSchema, published: Side, tried: Side })),
  /** Hours reckoned for one alert by its strongest tier; a proposal. */
  hoursPerAlert: z.object({ blue: z.number(), yellow: z.number(), orange: z.number(), red: z.number() }),
  counts: z.record(z.enum(effectKinds), Count),
  /** The gravest and newest of each kind; `counts` says how many there are. */
  differences: z.array(EffectDifferenceSchema),
});
export type Effect = z.infer<typeof EffectSchema>;

/** The features of past weeks are being computed. */
export const EffectWarmingSchema = z.object({ state: z.literal('warming'), done: Count, total: Count });
/** The rule judges what has no weekly history to look at. */
export const EffectNoneSchema = z.object({ state: z.literal('none'), reason: BilingualSchema });

export const EffectAnswerSchema = z.discriminatedUnion('state', [
  EffectSchema,
  EffectWarmingSchema,
  EffectNoneSchema,
]);
export type EffectAnswer = z.infer<typeof EffectAnswerSchema>;

export const EffectEvidenceRequestSchema = EffectRequestSchema.extend({
  subject: z.string().min(1).max(300),
  at: InstantSchema,
});
export type EffectEvidenceRequest = z.infer<typeof EffectEvidenceRequestSchema>;

const Told = z.object({
  tier: TierSchema.nullable(),
  abstained: z.boolean(),
  condition: z.string().nullable(),
  thresholds: ThresholdsSchema,
});

/** What a rule saw of one subject at one moment, and what either table of thresholds says of it. */
export const EffectEvidenceSchema = z.object({
  at: InstantSchema,
  sentence: BilingualSchema,
  features: z.array(
    z.object({
      name: z.string(),
      label: BilingualSchema,
      value: FeatureValueSchema,
      valueText: BilingualSchema.nullable(),
    }),
  ),
  published: Told,
  tried: Told,
});
export type EffectEvidence = z.infer<typeof EffectEvidenceSchema>;
