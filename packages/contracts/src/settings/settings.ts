import { z } from 'zod';
import { BilingualSchema, DaySchema, InstantSchema, TierSchema } from '../common.js';
import { HolidaysSchema, TimeNodesSchema } from './calendar.js';
import { ResponsePlansSchema } from './plans.js';
import { TierSchemeSchema, TierTableSchema } from './tiers.js';

const Share = z.number().min(0).max(1);

/** How much each rule and tier counts in the index of 0 to 100. */
export const IndexWeightsSchema = z.strictObject({
  /** Weight of a rule, 0 to 1. */
  rules: z.record(z.string().regex(/^R\d{2,3}$/u), Share),
  /** Weight of a rule that is not named. */
  otherwise: Share,
  /** What a tier says of a rule's strength, 0 to 1, rising. */
  steps: z.record(TierSchema, Share),
});
export type IndexWeights = z.infer<typeof IndexWeightsSchema>;

/** Kinds of settings 配置; each is one body, dated and approved as a whole. */
export const settingKinds = [
  'tier-scheme',
  'tier-table',
  'time-nodes',
  'holidays',
  'index-weights',
  'response-plans',
] as const;
export type SettingKind = (typeof settingKinds)[number];
export const SettingKindSchema = z.enum(settingKinds);

/** What each kind of setting is made of. */
export const settingBodies = {
  'tier-scheme': TierSchemeSchema,
  'tier-table': TierTableSchema,
  'time-nodes': TimeNodesSchema,
  holidays: HolidaysSchema,
  'index-weights': IndexWeightsSchema,
  'response-plans': ResponsePlansSchema,
} as const satisfies Record<SettingKind, z.ZodType>;
export type SettingBody<K extends SettingKind> = z.infer<(typeof settingBodies)[K]>;

/** Where a version stands: only an approved one is ever in force. */
export const settingStates = ['proposed', 'approved', 'refused'] as const;
export type SettingState = (typeof settingStates)[number];

export const SettingVersionSchema = z.object({
  id: z.string(),
  kind: SettingKindSchema,
  version: z.number().int(),
  body: z.unknown(),
  effectiveFrom: DaySchema,
  state: z.enum(settingStates),
  author: z.string(),
  reason: z.string(),
  proposedAt: InstantSchema,
  decidedBy: z.string().nullable(),
  decidedAt: InstantSchema.nullable(),
  decisionReason: z.string().nullable(),
  inForce: z.boolean(),
  /** Whether the one who asks may approve or refuse it. */
  mayDecide: z.boolean(),
});
export type SettingVersion = z.infer<typeof SettingVersionSchema>;

/** One kind of setting: what is in force today, and every version that people made, newest first. */
export const SettingSchema = z.object({
  kind: SettingKindSchema,
  body: z.unknown(),
  /** Null: as the program ships it. */
  version: z.number().int().nullable(),
  since: DaySchema.nullable(),
  versions: z.array(SettingVersionSchema),
});
export type Setting = z.infer<typeof SettingSchema>;

/** A body that somebody wants checked. */
export const SettingDraftSchema = z.strictObject({ body: z.unknown() });

/** A body that somebody proposes, from a day on. */
export const SettingProposalSchema = z.strictObject({
  body: z.unknown(),
  effectiveFrom: DaySchema,
  reason: z.string().trim().min(2).max(2_000),
});
export type SettingProposal = z.infer<typeof SettingProposalSchema>;

/** What is wrong with a body, and where. */
export const SettingFaultSchema = z.object({ path: z.string(), code: z.string(), message: BilingualSchema });
export type SettingFault = z.infer<typeof SettingFaultSchema>;
export const SettingCheckSchema = z.object({ faults: z.array(SettingFaultSchema) });

/** What a second person says of a proposal. */
export const SettingDecisionSchema = z.strictObject({
  approve: z.boolean(),
  reason: z.string().trim().max(2_000).default(''),
});

/** The tiers as they are called and shown today. */
export const TiersViewSchema = TierSchemeSchema.extend({ version: z.number().int().nullable() });
export type TiersView = z.infer<typeof TiersViewSchema>;

/** A year of time nodes as they are in force today, in order of time. */
export const NodeWindowViewSchema = z.object({
  code: z.string(),
  name: BilingualSchema,
  from: DaySchema,
  to: DaySchema,
  /** The day asked about lies in it. */
  now: z.boolean(),
});
export type NodeWindowView = z.infer<typeof NodeWindowViewSchema>;
export const NodeYearQuerySchema = z.object({ year: z.coerce.number().int().min(2000).max(2100) });
