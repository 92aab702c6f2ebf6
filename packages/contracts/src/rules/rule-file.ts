import { z } from 'zod';
import { alertTiers, eventKinds, sourceFamilies, subjectKinds } from '@miaotou/domain';
import type { EventKind } from '@miaotou/domain';
import { BilingualSchema, DaySchema, TierSchema } from '../common.js';
import { detectionCadences, detectionMeasures } from '../http/detections.js';

const Name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const Window = z.string().regex(/^\d+(h|d|m|y)$/, 'a number and h, d, m (months) or y, such as 30d');
/** Numbers that a value is compared with; several hold together, so that two of them are a range. */
export const ComparisonsSchema = z
  .strictObject({
    '<': z.number().optional(),
    '<=': z.number().optional(),
    '>': z.number().optional(),
    '>=': z.number().optional(),
    '==': z.number().optional(),
    '!=': z.number().optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'at least one of < <= > >= == !=');
export type Comparisons = z.infer<typeof ComparisonsSchema>;

const Texts = z.union([z.string(), z.array(z.string()).min(1)]);
/** Attributes of an event: one of these texts, none of them, or a number so compared. What is not told passes no filter. */
const Filter = z.record(Name, z.union([Texts, z.strictObject({ not: Texts }), ComparisonsSchema]));
export type EventFilter = z.infer<typeof Filter>;

/**
 * What a value is compared with: the period (or window) before, the same a year earlier, the value or window this far
 * back, or `baseline`, the mean of the `periods` before.
 */
const Against = z.union([z.enum(['last-period', 'last-year', 'baseline']), Window]);

/** How people read a feature: what it is called, and words for its values where they are codes. */
const spoken = {
  label: BilingualSchema.optional(),
  words: z.record(z.string(), BilingualSchema).optional(),
};

/** What is taken of an indicator's periods. */
export const indicatorTakes = [
  'latest',
  'sum',
  'count',
  'max',
  'min',
  'mean',
  'change',
  'difference',
  'trend',
  'streak',
  'any',
] as const;
export type IndicatorTake = (typeof indicatorTakes)[number];

/** A feature read from monthly or quarterly observations. Without any value it is not known. */
export const IndicatorFeatureSchema = z.strictObject({
  indicator: z.string().min(1),
  /**
   * `count`: periods with a value; `change`: share by which the newest differs from what it is put against; `trend`: slope
   * per period (least squares, three values at least); `streak`: consecutive periods up to the newest; `any`: yes or no.
   */
  take: z.enum(indicatorTakes),
  /** How far back to look; `latest` takes the newest period inside it. */
  window: Window.default('6m'),
  /** For `change` and `difference`. */
  against: Against.optional(),
  /** For `baseline`: how many periods before the newest; unknown where fewer than half of them are known. */
  periods: z.number().int().min(2).max(60).optional(),
  /** For `count`, `streak` and `any`: which values count; above zero for the latter two unless told. */
  is: ComparisonsSchema.optional(),
  /** A missing value is read as "not known" and the rule goes on without it, instead of abstaining. */
  optional: z.boolean().default(false),
  ...spoken,
});

/** What is taken of events. */
export const eventTakes = [
  'count',
  'matters',
  'reportsPerMatter',
  'persons',
  'maxPersons',
  'amount',
  'maxMonths',
  'distinctPersons',
  'sum',
  'max',
  'min',
  'mean',
  'change',
  'difference',
  'any',
  'daysSince',
] as const;
export type EventTake = (typeof eventTakes)[number];

/** What `change` and `difference` of events compare. */
export const eventCounts = ['count', 'matters', 'persons', 'distinctPersons', 'amount'] as const;
export type EventCount = (typeof eventCounts)[number];

/** A feature counted from events. Zero means: the sources delivered, and nothing happened. */
export const EventFeatureSchema = z.strictObject({
  /** One kind, or several counted together. */
  event: z.union([z.enum(eventKinds), z.array(z.enum(eventKinds)).min(1)]),
  /**
   * `count` counts reports, `matters` the quarrels that they tell of: reports that are linked count once;
   * `reportsPerMatter` the most reports that tell of one quarrel; `distinctPersons` each person once by keyed hash, on
   * whichever channel; `any`: yes or no; `daysSince`: whole days since the newest. `min`, `mean`, `change` and `daysSince`
   * of nothing are not known.
   */
  take: z.enum(eventTakes),
  /** For `sum`, `max`, `min` and `mean`: the numeric attribute. For `change` and `difference`: what is counted, reports unless told. */
  of: z.string().optional(),
  window: Window.default('30d'),
  /** For `change` and `difference`: the window before, the same a year earlier, one this far back, or the mean of the windows before. */
  against: Against.optional(),
  /** For `baseline`: how many windows before this one. */
  periods: z.number().int().min(2).max(60).optional(),
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

/**
 * For rules about one proceeding: days left until a day that it states, counted from the day judged; 0 on that very day,
 * negative when it has passed. `after` puts the deadline so many days (d), working days (wd) or months (m) behind that day.
 */
export const DeadlineFeatureSchema = z.strictObject({
  deadline: Name,
  take: z.enum(['daysLeft', 'workdaysLeft']),
  after: z
    .string()
    .regex(/^\d+(d|wd|m)$/, 'a number and d, wd (working days) or m (months), such as 45d')
    .optional(),
  optional: z.boolean().default(false),
  ...spoken,
});

/**
 * What other rules say of the same subject in the same evaluation, tiers being 0 to 4: the strongest tier, the number of
 * source families or of rules at or above `atLeast` (blue unless told). With `window` the strongest tier that each rule gave
 * at any moment in it counts.
 */
export const RulesFeatureSchema = z.strictObject({
  rules: z.array(z.string()).min(1),
  take: z.enum(['maxTier', 'families', 'count']),
  /** For `families` and `count`. */
  atLeast: TierSchema.optional(),
  window: Window.optional(),
  ...spoken,
});

/** What a statistical method says of the subject's own series of counts, newest judged period inside the window, as known then. */
export const DetectionFeatureSchema = z.strictObject({
  detection: z.enum(detectionMeasures),
  take: z.enum(['alarm', 'score', 'pValue', 'observed', 'expected']),
  cadence: z.enum(detectionCadences).default('weekly'),
  /** The method in force for the series unless told. */
  method: z.string().min(1).optional(),
  window: Window.default('21d'),
  optional: z.boolean().default(false),
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
  DeadlineFeatureSchema,
  RulesFeatureSchema,
  DetectionFeatureSchema,
  SilenceFeatureSchema,
]);
export type Feature = z.infer<typeof FeatureSchema>;
export type IndicatorFeature = z.infer<typeof IndicatorFeatureSchema>;
export type EventFeature = z.infer<typeof EventFeatureSchema>;
export type FieldFeature = z.infer<typeof FieldFeatureSchema>;
export type DeadlineFeature = z.infer<typeof DeadlineFeatureSchema>;
export type RulesFeature = z.infer<typeof RulesFeatureSchema>;
export type DetectionFeature = z.infer<typeof DetectionFeatureSchema>;

/** The kinds of event that a feature counts together. */
export function kindsOf({ event }: Pick<EventFeature, 'event'>): readonly EventKind[] {
  return typeof event === 'string' ? [event] : event;
}

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
