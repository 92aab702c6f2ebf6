import { z } from 'zod';
import { alertTiers, eventKinds, sourceFamilies, subjectKinds } from '@miaotou/domain';
import { BilingualSchema, DaySchema } from '../common.js';

const Name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const Window = z.string().regex(/^\d+(h|d|m|y)$/, 'a number and h, d, m (months) or y, such as 30d');
const Filter = z.record(Name, z.union([z.string(), z.array(z.string()).min(1)]));

/** How people read a feature: what it is called, and words for its values where they are codes. */
const spoken = {
  label: BilingualSchema.optional(),
  words: z.record(z.string(), BilingualSchema).optional(),
};

/** A feature read from monthly or quarterly observations. */
export const IndicatorFeatureSchema = z.strictObject({
  indicator: z.string().min(1),
  take: z.enum(['latest', 'sum', 'max', 'min', 'mean', 'change', 'difference', 'streak']),
  /** How far back to look; `latest` takes the newest period inside it. */
  window: Window.default('6m'),
  /** For `change`: (latest − the value this far back) ÷ that value; for `difference`: latest − that value. */
  against: Window.optional(),
  /** A missing value is read as "not known" and the rule goes on without it, instead of abstaining. */
  optional: z.boolean().default(false),
  ...spoken,
});

/** A feature counted from events. Zero means: the source delivered, and nothing happened. */
export const EventFeatureSchema = z.strictObject({
  event: z.enum(eventKinds),
  /** `count` counts reports, `matters` the quarrels that they tell of: reports that are linked count once. */
  take: z.enum([
    'count',
    'matters',
    'persons',
    'maxPersons',
    'amount',
    'maxMonths',
    'distinctPersons',
    'sum',
    'max',
  ]),
  /** For `sum` and `max`: the numeric attribute. */
  of: z.string().optional(),
  window: Window.default('30d'),
  where: Filter.optional(),
  optional: z.boolean().default(false),
  ...spoken,
});

/** For rules about one event: an attribute or measure of that very event. */
export const FieldFeatureSchema = z.strictObject({
  field: z.string().min(1),
  type: z.enum(['int', 'double', 'string', 'bool']).default('double'),
  optional: z.boolean().default(false),
  ...spoken,
});

/** The tier that other rules give the same subject in the same evaluation, 0 to 4. */
export const RulesFeatureSchema = z.strictObject({
  rules: z.array(z.string()).min(1),
  take: z.enum(['maxTier', 'families']),
  ...spoken,
});

/**
 * What a source owes. `cycles`: how long it has been silent, as a multiple of its expected cycle; `partial` and
 * `doubled`: how many of its last periods came with too little, or twice. Subject `source` only.
 */
export const SilenceFeatureSchema = z.strictObject({
  silence: z.enum(['cycles', 'partial', 'doubled']),
  ...spoken,
});

export const FeatureSchema = z.union([
  IndicatorFeatureSchema,
  EventFeatureSchema,
  FieldFeatureSchema,
  RulesFeatureSchema,
  SilenceFeatureSchema,
]);
export type Feature = z.infer<typeof FeatureSchema>;
export type IndicatorFeature = z.infer<typeof IndicatorFeatureSchema>;
export type EventFeature = z.infer<typeof EventFeatureSchema>;
export type FieldFeature = z.infer<typeof FieldFeatureSchema>;

const Thresholds = z.partialRecord(z.enum(alertTiers), z.number());
const Conditions = z.partialRecord(z.enum(alertTiers), z.string().min(1).max(10_000));

/** A rule as written: YAML file or database version of the same shape. */
export const RuleFileSchema = z.strictObject({
  id: z.string().regex(/^R\d{2,3}$/),
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  name: BilingualSchema,
  description: BilingualSchema.optional(),
  subject: z.enum(subjectKinds),
  /** Source families that this rule belongs to, for counting families hit and for colouring. */
  families: z.array(z.enum(sourceFamilies)).default([]),
  disputeTypes: z.array(z.string()).default([]),
  keyGroups: z.array(z.string()).default([]),
  industries: z.array(z.string()).default([]),
  /** For subject `event`: the kind of event judged, and a filter on its attributes. */
  event: z.strictObject({ kind: z.enum(eventKinds), where: Filter.optional() }).optional(),
  features: z.record(Name, FeatureSchema),
  /** Named CEL expressions over the features, usable in conditions like a feature. */
  derive: z.record(Name, z.string().min(1).max(10_000)).default({}),
  /** Per feature or derived value: the number that each tier starts at. The numbers that analysts tune. */
  thresholds: z.record(Name, Thresholds).default({}),
  /** CEL; true for a tier when it holds with `t` bound to that tier's thresholds. A tier without thresholds is skipped. */
  when: z.string().min(1).max(10_000).optional(),
  /** Further conditions by tier; either `when` or these may give the tier. */
  also: Conditions.default({}),
  /** Sentence with {feature} places, in both languages. */
  sentence: BilingualSchema,
  plan: z.string(),
  legalBasis: z.array(z.object({ ref: z.string(), text: BilingualSchema.optional() })).default([]),
  effective: z.object({ from: DaySchema, to: DaySchema.optional() }),
});
export type RuleFile = z.infer<typeof RuleFileSchema>;
export type RuleFileInput = z.input<typeof RuleFileSchema>;
