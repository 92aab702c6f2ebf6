import { z } from 'zod';
import { alertTiers, subjectKinds, verdictKinds } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, PageQuerySchema, TierSchema, pageOf } from '../common.js';
import { RuleFileSchema } from '../rules/rule-file.js';

/** How far a replay has come. `stopped`: its process ended before it did. */
export const replayStates = ['waiting', 'running', 'done', 'failed', 'cancelled', 'stopped'] as const;
export type ReplayState = (typeof replayStates)[number];

/** At which moments history is judged again: those at which production judged, or every morning. */
export const replayMoments = ['runs', 'daily'] as const;
export type ReplayMoments = (typeof replayMoments)[number];

/** What an alert may have warned of. A happening of ten people and more is `collective`, whatever its channel. */
export const outcomeKinds = ['collective', 'arbitration', 'petition'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** Longest span of one replay, in days: three years. */
export const longestReplay = 1_100;

/** Body of `POST /replays`: days from and to, both included. */
export const ReplayRequestSchema = z
  .strictObject({
    title: z.string().trim().max(120).default(''),
    from: DaySchema,
    to: DaySchema,
    moments: z.enum(replayMoments).default('runs'),
    /** Rules to try instead of the published ones of the same id, or beside them. */
    candidates: z.array(RuleFileSchema).max(60).default([]),
    /** At most so many orange and red a week in the county: asks for thresholds that keep to it. */
    budget: z.number().int().min(0).max(1_000).optional(),
    /** Days within which an outcome belongs to an alert. */
    horizonDays: z.number().int().min(7).max(365).default(90),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'not before from' });
export type ReplayRequest = z.infer<typeof ReplayRequestSchema>;
export type ReplayRequestInput = z.input<typeof ReplayRequestSchema>;

/** Number of alerts by tier. */
export const ReplayTiersSchema = z.record(z.enum(alertTiers), z.number().int());
export type ReplayTiers = z.infer<typeof ReplayTiersSchema>;

/** A share with the bounds between which it lies with 95 % (Wilson); null where nothing was counted. */
export const ShareSchema = z
  .object({ of: z.number().int(), value: z.number(), low: z.number(), high: z.number() })
  .nullable();
export type Share = z.infer<typeof ShareSchema>;

/** How well alerts foretold what happened. */
export const ReplayScoreSchema = z.object({
  alerts: z.number().int(),
  /** Alerts followed by an outcome of the same employer; not followed by one; too recent to say. */
  followed: z.number().int(),
  unfollowed: z.number().int(),
  tooRecent: z.number().int(),
  precision: ShareSchema,
  /** Happenings in the span, and those that an alert had warned of within the horizon before. */
  outcomes: z.number().int(),
  caught: z.number().int(),
  recall: ShareSchema,
  /** Days from the first warning to the happening. */
  leadDays: z.object({ median: z.number(), lower: z.number(), upper: z.number() }).nullable(),
});
export type ReplayScore = z.infer<typeof ReplayScoreSchema>;

/** Responders' verdicts on production's alerts, as far as this side raised the same ones. */
export const ReplayVerdictsSchema = z.object({
  confirmed: z.number().int(),
  dismissed: z.number().int(),
  /** What turned out of the alerts, by what their incidents were closed with. Results kept before it was counted lack it. */
  kinds: z.record(z.enum(verdictKinds), z.number().int()).optional(),
  /** Share of true and partly true among them without those that were known already; lacking where `kinds` is. */
  held: ShareSchema.optional(),
});

/** What the alerts set going: the chain after them, with the roster and the silences. Results kept before lack it. */
export const ReplayResponseSchema = z.object({
  /** Incidents that began in the span, by the gravest tier that they reached. */
  incidents: z.number().int(),
  byTier: ReplayTiersSchema,
  /** Messages to people; those of them that called somebody further up. */
  messages: z.number().int(),
  climbed: z.number().int(),
  /** Incidents held back by a silence or a wider alert, told later or not at all. */
  held: z.number().int(),
  /** Tellings that found nobody to tell. */
  nobody: z.number().int(),
});
export type ReplayResponse = z.infer<typeof ReplayResponseSchema>;

const RuleName = { ruleId: z.string(), name: BilingualSchema };
const Place = { region: z.string(), regionName: BilingualSchema };

/** What one set of rules did over the span. */
export const ReplaySideSchema = z.object({
  /** Alerts opened in the span, by the strongest tier that they reached. */
  opened: z.number().int(),
  byTier: ReplayTiersSchema,
  byWeek: z.array(z.object({ week: DaySchema, byTier: ReplayTiersSchema, orangeAndRed: z.number().int() })),
  byTown: z.array(
    z.object({ ...Place, alerts: z.number().int(), byTier: ReplayTiersSchema, hours: z.number() }),
  ),
  byRule: z.array(z.object({ ...RuleName, alerts: z.number().int(), byTier: ReplayTiersSchema })),
  /** Messages to people of the week's incidents; hours are what the incidents' tiers cost by the table of hours. */
  work: z.array(
    z.object({
      ...Place,
      week: DaySchema,
      messages: z.number().int(),
      hours: z.number(),
      /** Office hours of those whom the roster names for the town in the week; null where it names nobody. */
      capacity: z.number().nullable().optional(),
    }),
  ),
  messages: z.number().int(),
  hours: z.number(),
  score: z.object({
    overall: ReplayScoreSchema,
    byOutcome: z.array(z.object({ kind: z.enum(outcomeKinds), score: ReplayScoreSchema })),
    byRule: z.array(z.object({ ...RuleName, score: ReplayScoreSchema })),
    /** Alerts that reached at least this tier. */
    byTier: z.array(z.object({ tier: TierSchema, score: ReplayScoreSchema })),
  }),
  verdicts: ReplayVerdictsSchema,
  response: ReplayResponseSchema.optional(),
});
export type ReplaySide = z.infer<typeof ReplaySideSchema>;

/** How an alert of the candidates differs from the published rules' one of the same rule and subject. */
export const differenceKinds = ['new', 'lost', 'earlier', 'later', 'higher', 'lower'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

const Subject = {
  subjectKind: z.enum(subjectKinds),
  subjectId: z.string(),
  subjectName: z.string(),
  employerId: z.string().nullable(),
};

/** One alert of a replay. */
export const ReplayAlertSchema = z.object({
  ...RuleName,
  ...Subject,
  ...Place,
  ruleVersion: z.number().int(),
  peakTier: TierSchema,
  openedAt: InstantSchema,
  closedAt: InstantSchema.nullable(),
  sentence: BilingualSchema,
  /** Openings, raisings, lowerings and endings, in order. */
  steps: z.array(z.object({ at: InstantSchema, kind: z.string(), reason: z.string(), tier: TierSchema })),
});
export type ReplayAlert = z.infer<typeof ReplayAlertSchema>;

/** One alert that is not the same on both sides. */
export const ReplayDifferenceSchema = z.object({
  kinds: z.array(z.enum(differenceKinds)).min(1),
  reason: BilingualSchema,
  ...RuleName,
  ...Subject,
  ...Place,
  published: z.object({ openedAt: InstantSchema, peakTier: TierSchema }).nullable(),
  candidate: z.object({ openedAt: InstantSchema, peakTier: TierSchema }).nullable(),
  sentence: BilingualSchema,
});
export type ReplayDifference = z.infer<typeof ReplayDifferenceSchema>;

/** Something that happened and of which no alert had warned. */
export const ReplayMissSchema = z.object({
  kind: z.enum(outcomeKinds),
  employerId: z.string(),
  employerName: z.string(),
  ...Place,
  on: DaySchema,
  persons: z.number().int().nullable(),
});
export type ReplayMiss = z.infer<typeof ReplayMissSchema>;

/** One way to set the thresholds: what it warns of, and what it costs. */
export const FrontierPointSchema = z.object({
  /** Orange and red in the fullest week, and on average. */
  mostAWeek: z.number().int(),
  meanAWeek: z.number(),
  hours: z.number(),
  outcomes: z.number().int(),
  caught: z.number().int(),
  recall: ShareSchema,
  /** `published`: the thresholds in force; `proposed`: the ones that keep to the budget. */
  mark: z.enum(['published', 'proposed']).nullable(),
});
export type FrontierPoint = z.infer<typeof FrontierPointSchema>;

const Judged = z.object({
  from: DaySchema,
  to: DaySchema,
  mostAWeek: z.number().int(),
  meanAWeek: z.number(),
  hours: z.number(),
  score: ReplayScoreSchema,
});

/** Thresholds that keep to a budget. They are chosen on the earlier part of the span and judged on the later one. */
export const BudgetProposalSchema = z.object({
  budget: z.number().int(),
  /** Whether any setting of the steps tried keeps to the budget on the earlier part. */
  reached: z.boolean(),
  frontier: z.array(FrontierPointSchema),
  changes: z.array(
    z.object({
      ...RuleName,
      /** Name in the rule's table of thresholds, and what people call it. */
      threshold: z.string(),
      thresholdName: BilingualSchema,
      tier: TierSchema,
      from: z.number(),
      to: z.number(),
    }),
  ),
  /** The changed rules whole, ready to be drafts or candidates. */
  rules: z.array(RuleFileSchema),
  /** Earlier part, on which the thresholds were chosen, and later part, which had no say: before and after. */
  train: z.object({ published: Judged, proposed: Judged }),
  test: z.object({ published: Judged, proposed: Judged }),
  /** Happenings that the published orange and red warned of and the proposed ones do not. */
  givenUp: z.array(ReplayMissSchema),
  /** Settings that were weighed. */
  tried: z.number().int(),
});
export type BudgetProposal = z.infer<typeof BudgetProposalSchema>;

/** What a replay found. */
export const ReplayResultSchema = z.object({
  from: DaySchema,
  to: DaySchema,
  /** Moments judged within the span, and before it to bring alerts to where they stood. */
  moments: z.number().int(),
  before: z.number().int(),
  /** What a reader has to know to judge the numbers. */
  notes: z.array(BilingualSchema),
  published: ReplaySideSchema,
  /** Null where no candidates were given. */
  candidate: ReplaySideSchema.nullable(),
  differences: z.record(z.enum(differenceKinds), z.number().int()),
  /** Whether the replayed published rules gave what production gave; null where history was not judged at its moments. */
  likeProduction: z
    .object({
      alerts: z.number().int(),
      same: z.number().int(),
      differing: z.array(z.string()),
      /** Incidents that began in the span, in production and here. Results kept before it was counted lack it. */
      incidents: z.object({ production: z.number().int(), replay: z.number().int() }).optional(),
    })
    .nullable(),
  /** Last day whose happenings are known whole. */
  knownThrough: DaySchema.nullable(),
  horizonDays: z.number().int(),
  hoursByTier: z.record(z.enum(alertTiers), z.number()),
  budget: BudgetProposalSchema.nullable(),
  seconds: z.number(),
});
export type ReplayResult = z.infer<typeof ReplayResultSchema>;

/** A replay in the list. */
export const ReplayRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(replayStates),
  /** 0 to 1. */
  progress: z.number(),
  stage: z.string(),
  requestedBy: z.string(),
  requestedAt: InstantSchema,
  finishedAt: InstantSchema.nullable(),
  from: DaySchema,
  to: DaySchema,
  moments: z.enum(replayMoments),
  candidates: z.array(z.object({ ruleId: z.string(), version: z.number().int() })),
  budget: z.number().int().nullable(),
  problem: BilingualSchema.nullable(),
  /** Of the candidates, or of the published rules where none were given. */
  headline: z
    .object({ alerts: z.number().int(), hours: z.number(), recall: ShareSchema, precision: ShareSchema })
    .nullable(),
});
export type ReplayRow = z.infer<typeof ReplayRowSchema>;
export const ReplayPageSchema = pageOf(ReplayRowSchema);
export type ReplayPage = z.infer<typeof ReplayPageSchema>;
export const ReplayQuerySchema = PageQuerySchema;
export type ReplayQuery = z.infer<typeof ReplayQuerySchema>;

/** Answer of `GET /replays/:id`. */
export const ReplaySchema = ReplayRowSchema.extend({
  request: ReplayRequestSchema,
  result: ReplayResultSchema.nullable(),
});
export type Replay = z.infer<typeof ReplaySchema>;

/** Query of `GET /replays/:id/differences` and of `GET /replays/:id/alerts`. */
export const ReplayDifferenceQuerySchema = PageQuerySchema.extend({
  kind: z.enum(differenceKinds).optional(),
});
export type ReplayDifferenceQuery = z.infer<typeof ReplayDifferenceQuerySchema>;
export const ReplayDifferencePageSchema = pageOf(ReplayDifferenceSchema);
export type ReplayDifferencePage = z.infer<typeof ReplayDifferencePageSchema>;
export const ReplayAlertQuerySchema = PageQuerySchema.extend({
  side: z.enum(['published', 'candidate']).default('published'),
  rule: z.string().max(20).optional(),
  subject: z.string().max(200).optional(),
});
export type ReplayAlertQuery = z.infer<typeof ReplayAlertQuerySchema>;
export const ReplayAlertPageSchema = pageOf(ReplayAlertSchema);
export type ReplayAlertPage = z.infer<typeof ReplayAlertPageSchema>;
/** Answer of `GET /replays/:id/misses`: what nobody was warned of, by side. */
export const ReplayMissQuerySchema = PageQuerySchema.extend({
  side: z.enum(['published', 'candidate']).default('published'),
});
export type ReplayMissQuery = z.infer<typeof ReplayMissQuerySchema>;
export const ReplayMissPageSchema = pageOf(ReplayMissSchema);
export type ReplayMissPage = z.infer<typeof ReplayMissPageSchema>;
