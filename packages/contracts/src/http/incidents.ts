import { z } from 'zod';
import {
  alertStates,
  alertTiers,
  clockKinds,
  deviceKinds,
  escalationLevels,
  incidentStates,
  incidentSteps,
  subjectKinds,
  verdictKinds,
} from '@miaotou/domain';
import { BilingualSchema, InstantSchema, PageQuerySchema, TierSchema, csv, pageOf } from '../common.js';

/** Which incidents: those that a person holds or is called to, those of the office, or all that may be seen. */
export const IncidentQuerySchema = PageQuerySchema.extend({
  view: z.enum(['mine', 'office', 'all']).default('mine'),
  /** `live` asks something of somebody, `overdue` has missed a time, `closed` is over. */
  state: z.enum(['live', 'overdue', 'closed', 'all']).default('live'),
  tier: csv(alertTiers).optional(),
  region: z.string().max(40).optional(),
  q: z.string().max(100).optional(),
});
export type IncidentQuery = z.infer<typeof IncidentQuerySchema>;

/** A person as others see them at work. */
export const PersonSchema = z.object({ id: z.string(), username: z.string(), displayName: z.string() });
export type Person = z.infer<typeof PersonSchema>;

/** A time that an incident is held to, and why it is what it is. */
export const IncidentClockSchema = z.object({
  kind: z.enum(clockKinds),
  startedAt: InstantSchema,
  dueAt: InstantSchema,
  /** The due time counted in working days crosses a year whose holidays are not announced yet. */
  provisional: z.boolean(),
  /** What the time rests on, in words: tier, span, table and its date. */
  basis: BilingualSchema,
  state: z.enum(['running', 'met', 'missed', 'stopped']),
  metAt: InstantSchema.nullable(),
  /** When somebody further up is called, as long as nothing happens. */
  nextAt: InstantSchema.nullable(),
});
export type IncidentClock = z.infer<typeof IncidentClockSchema>;

/** One line of the inbox. */
export const IncidentRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  employerId: z.string().nullable(),
  region: z.string(),
  regionName: BilingualSchema,
  tier: TierSchema,
  peakTier: TierSchema,
  state: z.enum(incidentStates),
  level: z.enum(escalationLevels),
  openedAt: InstantSchema,
  /** When its clocks began; null for history that was never responded to. */
  startedAt: InstantSchema.nullable(),
  closedAt: InstantSchema.nullable(),
  holder: PersonSchema.nullable(),
  office: BilingualSchema.nullable(),
  alerts: z.number().int(),
  /** Gravest alert's reason in a sentence. */
  sentence: BilingualSchema,
  /** The running clock that ends first. */
  clock: IncidentClockSchema.nullable(),
  overdue: z.boolean(),
  version: z.number().int(),
});
export type IncidentRow = z.infer<typeof IncidentRowSchema>;
export const IncidentPageSchema = pageOf(IncidentRowSchema);
export type IncidentPage = z.infer<typeof IncidentPageSchema>;

const SpanSchema = z.object({ amount: z.number(), unit: z.enum(['minute', 'hour', 'workday']) });

/** Service levels of an incident's tier as they stood when its clocks began; a later edit moves no running clock. */
export const FrozenLevelsSchema = z.object({
  tier: TierSchema,
  /** The table that they come from, with its date. */
  table: BilingualSchema,
  sign: SpanSchema,
  verify: SpanSchema,
  plan: SpanSchema.nullable(),
  report: SpanSchema,
  close: SpanSchema,
  /** Time between two rungs of the ladder. */
  pause: SpanSchema,
  /** Its clocks began long after its alerts: it was found waiting when the responses were switched on. */
  backlog: z.boolean(),
});
export type FrozenLevels = z.infer<typeof FrozenLevelsSchema>;

/** A decision of the pipeline with its named reason. */
export const IncidentDecisionSchema = z.object({
  at: InstantSchema,
  stage: z.enum(['group', 'inhibit', 'silence', 'time-node', 'deduplicate', 'route', 'send', 'record']),
  reason: z.string(),
  text: BilingualSchema,
});
export type IncidentDecision = z.infer<typeof IncidentDecisionSchema>;

/** One stamped entry of the proof chain. */
export const IncidentEntrySchema = z.object({
  id: z.string(),
  at: InstantSchema,
  /** A person's step, or what the system did: opened, sent, delivered, read, raised, lowered, escalated, reverted … */
  kind: z.string(),
  reason: z.string(),
  text: BilingualSchema,
  by: PersonSchema.nullable(),
  note: z.string().nullable(),
  fromState: z.enum(incidentStates).nullable(),
  toState: z.enum(incidentStates).nullable(),
  device: z.enum(deviceKinds).nullable(),
  /** What the person's own clock said; the server's time counts. */
  deviceAt: InstantSchema.nullable(),
  /** Given by the responder, never taken. */
  place: z.string().nullable(),
});
export type IncidentEntry = z.infer<typeof IncidentEntrySchema>;

/** A message of the incident, as it was sent. */
export const IncidentMessageSchema = z.object({
  person: PersonSchema.nullable(),
  channel: z.string(),
  /** Exactly as it went out. */
  text: z.string(),
  state: z.string(),
  createdAt: InstantSchema,
  sentAt: InstantSchema.nullable(),
});

/** An incident in full: what happened, what runs, what the one who asks may do next. */
export const IncidentDetailSchema = IncidentRowSchema.extend({
  plan: z.object({ code: z.string(), name: BilingualSchema, steps: z.array(BilingualSchema) }),
  members: z.array(
    z.object({
      alertId: z.string(),
      ruleId: z.string(),
      ruleName: BilingualSchema,
      subjectKind: z.enum(subjectKinds),
      subjectName: z.string(),
      tier: TierSchema,
      state: z.enum(alertStates),
      sentence: BilingualSchema,
      /** Why it belongs to this incident. */
      reason: z.string(),
    }),
  ),
  /** Alerts of other regions, which the one who asks may not see. */
  hidden: z.number().int(),
  /** Sum or largest of what the evidence says of people and money; null where it says nothing. */
  people: z.number().int().nullable(),
  clocks: z.array(IncidentClockSchema),
  entries: z.array(IncidentEntrySchema),
  decisions: z.array(IncidentDecisionSchema),
  messages: z.array(IncidentMessageSchema),
  /** Whom the incident is held to call, rung by rung. */
  called: z.array(z.object({ level: z.enum(escalationLevels), person: PersonSchema, at: InstantSchema })),
  offer: z.object({ to: PersonSchema, by: PersonSchema, at: InstantSchema, note: z.string() }).nullable(),
  /** Steps open to the one who asks. */
  steps: z.array(z.enum(incidentSteps)),
  moves: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['merge', 'split']),
      other: z.string(),
      otherTitle: z.string(),
      alerts: z.number().int(),
      by: z.string(),
      at: InstantSchema,
      reason: z.string(),
      undone: z.boolean(),
    }),
  ),
  verdict: z.object({ kind: z.enum(verdictKinds), reason: z.string(), by: PersonSchema }).nullable(),
});
export type IncidentDetail = z.infer<typeof IncidentDetailSchema>;

const note = z.string().trim().max(2000);

/**
 * What a person does in an incident. `version` is the one that the page shows: a stale page is refused. `key` makes a
 * double tap, or a step sent again after the line broke, count once.
 */
export const IncidentStepRequestSchema = z.strictObject({
  step: z.enum(incidentSteps),
  version: z.number().int().positive(),
  key: z.string().min(8).max(100),
  note: note.optional(),
  /** What the device's clock says. */
  deviceAt: InstantSchema.optional(),
  /** Where the responder says to be, only if they choose to. */
  place: z.string().trim().max(200).optional(),
  /** For `close`: what turned out. */
  verdict: z.enum(verdictKinds).optional(),
  /** For `lower`: the new tier. */
  tier: TierSchema.optional(),
  /** For `offer`: who should take it over. */
  to: z.string().max(60).optional(),
  /** For `hand-to-matter`: the matter that goes on with it. */
  matter: z.string().trim().max(60).optional(),
});
export type IncidentStepRequest = z.infer<typeof IncidentStepRequestSchema>;

/** Two incidents that should be one: everything of `id` goes into `into`. */
export const IncidentMergeSchema = z.strictObject({
  into: z.string().max(20),
  version: z.number().int().positive(),
  reason: note.min(1),
});
export type IncidentMerge = z.infer<typeof IncidentMergeSchema>;

/** Alerts that should be an incident of their own. */
export const IncidentSplitSchema = z.strictObject({
  alerts: z.array(z.string().max(20)).min(1).max(200),
  version: z.number().int().positive(),
  reason: note.min(1),
});
export type IncidentSplit = z.infer<typeof IncidentSplitSchema>;

/** What a merge or split would do. */
export const IncidentMovePreviewSchema = z.object({
  alerts: z.number().int(),
  from: z.object({
    id: z.string(),
    title: z.string(),
    tier: TierSchema.nullable(),
    alerts: z.number().int(),
  }),
  to: z.object({
    id: z.string().nullable(),
    title: z.string(),
    tier: TierSchema.nullable(),
    alerts: z.number().int(),
  }),
  warnings: z.array(BilingualSchema),
});
export type IncidentMovePreview = z.infer<typeof IncidentMovePreviewSchema>;

export const IncidentMoveUndoSchema = z.strictObject({ reason: note.min(1) });
export const IncidentMovedSchema = z.object({ moveId: z.string(), incidentId: z.string() });
export type IncidentMoved = z.infer<typeof IncidentMovedSchema>;
export const PeopleListSchema = z.object({ items: z.array(PersonSchema.extend({ role: z.string() })) });
export type PeopleList = z.infer<typeof PeopleListSchema>;

/** What leaders watch: each red with its clock, and what is overdue by name of office. */
export const IncidentStandingSchema = z.object({
  reds: z.array(IncidentRowSchema),
  redsTotal: z.number().int(),
  offices: z.array(
    z.object({
      office: BilingualSchema.nullable(),
      live: z.number().int(),
      unsigned: z.number().int(),
      overdue: z.number().int(),
    }),
  ),
  /** What the watchdog found at its newest look. */
  faults: z.array(z.object({ code: z.string(), text: BilingualSchema, since: InstantSchema })),
});
export type IncidentStanding = z.infer<typeof IncidentStandingSchema>;
