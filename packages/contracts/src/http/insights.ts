import { z } from 'zod';
import { alertTiers, caseStages, sourceFamilies } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, TierSchema } from '../common.js';
import { AlertRowSchema } from './alerts.js';
import { MatterCountsSchema } from './matters.js';

const TierCounts = z.object({
  blue: z.number().int(),
  yellow: z.number().int(),
  orange: z.number().int(),
  red: z.number().int(),
});
export type TierCounts = z.infer<typeof TierCounts>;

/** One tile of the schematic map: a town, farm or zone. Position is a grid place, not a boundary. */
export const RegionTileSchema = z.object({
  region: z.string(),
  name: BilingualSchema,
  kind: z.string(),
  col: z.number(),
  row: z.number(),
  /** Highest live tier; null when nothing is live. */
  tier: TierSchema.nullable(),
  alerts: TierCounts,
  /** Complaints, petitions and cases of the last 30 days; null when no source covers them. */
  recent: z.number().int().nullable(),
});

/** One point of a weekly trend; null is a gap: the source had not delivered that week. */
export const TrendPointSchema = z.object({
  week: DaySchema,
  value: z.number().nullable(),
  /** Bound above which the week is unusual (EARS C1); null where too little history. */
  bound: z.number().nullable(),
  unusual: z.boolean(),
});

/** The leadership overview, wholly computed by the server. */
export const OverviewSchema = z.object({
  asOf: InstantSchema,
  counts: z.object({
    live: TierCounts,
    unanswered: TierCounts,
    openedLast7Days: TierCounts,
    openedPrevious7Days: TierCounts,
  }),
  unanswered: z.array(AlertRowSchema),
  tiles: z.array(RegionTileSchema),
  employersToWatch: z.array(
    z.object({
      employerId: z.string(),
      name: z.string(),
      region: z.string(),
      regionName: BilingualSchema,
      tier: TierSchema,
      alerts: z.number().int(),
      rules: z.array(z.string()),
    }),
  ),
  trends: z.array(
    z.object({
      family: z.enum(sourceFamilies),
      /** What is counted: events a week, or employers in arrears a month. */
      measure: BilingualSchema,
      points: z.array(TrendPointSchema),
      completeThrough: DaySchema.nullable(),
    }),
  ),
  pipeline: z.array(
    z.object({
      stage: z.enum(caseStages),
      /** Null: no source tells of this stage yet. */
      received: z.number().int().nullable(),
      open: z.number().int().nullable(),
      closed: z.number().int().nullable(),
      persons: z.number().int().nullable(),
    }),
  ),
  pipelineFrom: DaySchema,
  /** Complaints, petitions and cases of the last 30 days, before and after linking; null when no source covers them. */
  recent: MatterCountsSchema.nullable(),
  blind: z.array(
    z.object({
      source: z.enum(sourceFamilies),
      layout: z.string(),
      name: BilingualSchema,
      silentCycles: z.number(),
    }),
  ),
  /** Periods left out amid what came: every number that rests on them is null. */
  leftOut: z.array(
    z.object({
      source: z.enum(sourceFamilies),
      layout: z.string(),
      name: BilingualSchema,
      from: DaySchema,
      through: DaySchema,
    }),
  ),
});
export type Overview = z.infer<typeof OverviewSchema>;
export const overviewTiers = alertTiers;

/** The employer page: one employer across all sources. */
/** The index 苗头指数 of 0 to 100: what each rule that stands gives to it, most first. */
export const RiskIndexSchema = z.object({
  points: z.number(),
  shares: z.array(
    z.object({
      ruleId: z.string(),
      ruleName: BilingualSchema,
      tier: TierSchema,
      /** Weight of the rule, and what its tier says of its strength, 0 to 1. */
      weight: z.number(),
      step: z.number(),
      points: z.number(),
    }),
  ),
  /** Version of the weights; null as the product ships them. */
  version: z.number().int().nullable(),
});

export const EmployerDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  region: z.string(),
  regionName: BilingualSchema,
  industry: z.string().nullable(),
  standing: z.enum(['registered', 'named']),
  /** Null where nothing is known that a rule could judge. */
  index: RiskIndexSchema.nullable(),
  alerts: z.array(AlertRowSchema),
  indicators: z.array(
    z.object({
      code: z.string(),
      name: BilingualSchema,
      unit: z.string(),
      points: z.array(z.object({ period: DaySchema, value: z.number().nullable() })),
    }),
  ),
});
export type EmployerDetail = z.infer<typeof EmployerDetailSchema>;

/** Messages of the live stream (server-sent events). */
export const LiveMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('alert'),
    alertId: z.string(),
    change: z.string(),
    tier: TierSchema,
    sentence: BilingualSchema,
  }),
  z.object({
    type: z.literal('import'),
    batchId: z.string(),
    state: z.string(),
    done: z.number(),
    total: z.number().nullable(),
  }),
  z.object({ type: z.literal('system'), change: z.string() }),
  /** A message of one's own: new, or read elsewhere. */
  z.object({
    type: z.literal('message'),
    change: z.enum(['new', 'read']),
    messageId: z.string().nullable(),
    tier: TierSchema.nullable(),
    title: z.string(),
    path: z.string(),
  }),
]);
export type LiveMessage = z.infer<typeof LiveMessageSchema>;
