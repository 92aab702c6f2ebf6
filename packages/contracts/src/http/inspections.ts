import { z } from 'zod';
import {
  inspectionAnswers,
  inspectionEventKinds,
  inspectionOutcomes,
  inspectionStates,
} from '@miaotou/domain';
import {
  BilingualSchema,
  DaySchema,
  InstantSchema,
  PageQuerySchema,
  TierSchema,
  csvText,
  pageOf,
} from '../common.js';
import { PersonSchema } from './incidents.js';

const Id = z.string().regex(/^\d{1,15}$/);
const Uuid = z.uuid();
const reason = z.string().trim().min(2).max(1000);

/** A check-list as it stood when an inspection was raised. */
export const InspectionChecklistSchema = z.object({
  code: z.string(),
  name: BilingualSchema,
  items: z.array(z.object({ code: z.string(), text: BilingualSchema, basis: z.string() })),
});
export type InspectionChecklist = z.infer<typeof InspectionChecklistSchema>;

const Office = z.object({ id: z.string(), code: z.string(), name: BilingualSchema });

/** One line of the list. */
export const InspectionRowSchema = z.object({
  id: z.string(),
  campaign: z.object({ id: z.string(), title: z.string() }).nullable(),
  employerId: z.string(),
  employerName: z.string(),
  region: z.string(),
  regionName: BilingualSchema,
  alertId: z.string().nullable(),
  incidentId: z.string().nullable(),
  reason: z.string(),
  checklistName: BilingualSchema,
  office: Office,
  person: PersonSchema.nullable(),
  dueDay: DaySchema,
  overdue: z.boolean(),
  state: z.enum(inspectionStates),
  outcome: z.enum(inspectionOutcomes).nullable(),
  tier: TierSchema.nullable(),
  /** Items answered, and items in all. */
  answered: z.number().int(),
  items: z.number().int(),
  problems: z.number().int(),
  createdAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  version: z.number().int(),
});
export type InspectionRow = z.infer<typeof InspectionRowSchema>;
export const InspectionPageSchema = pageOf(InspectionRowSchema).extend({
  counts: z.object({
    open: z.number().int(),
    overdue: z.number().int(),
    clue: z.number().int(),
    risk: z.number().int(),
    closed: z.number().int(),
  }),
});
export type InspectionPage = z.infer<typeof InspectionPageSchema>;

export const InspectionQuerySchema = PageQuerySchema.extend({
  view: z.enum(['mine', 'office', 'all']).default('all'),
  state: z.enum(['live', 'overdue', 'clue', 'risk', 'closed', 'withdrawn', 'all']).default('live'),
  campaign: Id.optional(),
  employer: z.string().max(20).optional(),
  region: z.string().max(40).optional(),
  q: z.string().max(100).optional(),
});
export type InspectionQuery = z.infer<typeof InspectionQuerySchema>;

/** An inspection in full. */
export const InspectionDetailSchema = InspectionRowSchema.extend({
  checklist: InspectionChecklistSchema,
  /** Newest answer by item. */
  answers: z.array(
    z.object({
      item: z.string(),
      answer: z.enum(inspectionAnswers),
      note: z.string(),
      by: z.string(),
      at: InstantSchema,
      /** How often it was answered. */
      times: z.number().int(),
    }),
  ),
  headcount: z.number().int().nullable(),
  amountFen: z.number().int().nullable(),
  disputeTypes: z.array(z.string()),
  keyGroups: z.array(z.string()),
  conclusion: z.string().nullable(),
  companion: PersonSchema.nullable(),
  events: z.array(
    z.object({ at: InstantSchema, by: z.string(), kind: z.enum(inspectionEventKinds), note: z.string() }),
  ),
  may: z.object({ work: z.boolean(), assign: z.boolean(), needsCompanion: z.boolean() }),
});
export type InspectionDetail = z.infer<typeof InspectionDetailSchema>;

const assignment = {
  officeId: Uuid,
  personId: Uuid.nullable(),
  dueDay: DaySchema,
};

/** An inspection of one employer, raised from an alert, an incident or a wish. */
export const NewInspectionSchema = z.strictObject({
  employerId: Id,
  alertId: Id.optional(),
  incidentId: Id.optional(),
  checklist: z.string().max(20),
  reason,
  ...assignment,
});
export type NewInspection = z.infer<typeof NewInspectionSchema>;

/** Whom a campaign may choose from. */
export const InspectionCandidatesQuerySchema = z.object({
  regions: csvText.optional(),
  /** Sections of GB/T 4754. */
  industries: csvText.optional(),
  tier: TierSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type InspectionCandidatesQuery = z.infer<typeof InspectionCandidatesQuerySchema>;
export const InspectionCandidatesSchema = z.object({
  total: z.number().int(),
  items: z.array(
    z.object({
      employerId: z.string(),
      name: z.string(),
      region: z.string(),
      regionName: BilingualSchema,
      industry: z.string().nullable(),
      tier: TierSchema.nullable(),
      alerts: z.number().int(),
      /** Day of its newest ended inspection. */
      inspected: DaySchema.nullable(),
      /** It has an open one already. */
      open: z.boolean(),
    }),
  ),
});
export type InspectionCandidates = z.infer<typeof InspectionCandidatesSchema>;

/** Inspections of many chosen employers for one reason. */
export const NewCampaignSchema = z.strictObject({
  title: z.string().trim().min(2).max(100),
  reason,
  regions: z.array(z.string().max(40)).max(40),
  industries: z.array(z.string().max(10)).max(40),
  employers: z.array(Id).min(1).max(500),
  checklist: z.string().max(20),
  ...assignment,
});
export type NewCampaign = z.infer<typeof NewCampaignSchema>;
export const CampaignMadeSchema = z.object({
  campaignId: z.string(),
  made: z.number().int(),
  /** Employers that had an open inspection already. */
  left: z.number().int(),
});
export type CampaignMade = z.infer<typeof CampaignMadeSchema>;
export const CampaignListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      reason: z.string(),
      by: z.string(),
      at: InstantSchema,
      inspections: z.number().int(),
      open: z.number().int(),
      overdue: z.number().int(),
      risks: z.number().int(),
    }),
  ),
});
export type CampaignList = z.infer<typeof CampaignListSchema>;

const version = z.number().int().positive();

/**
 * What a person does with an inspection. `version` is the one that the page shows: a stale page is refused. Answers have
 * none: two inspectors answer different items at the same time.
 */
export const InspectionStepSchema = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('answer'),
    /** Makes a double tap, or an answer sent again after the line broke, count once. */
    key: z.string().min(8).max(100),
    item: z.string().max(20),
    answer: z.enum(inspectionAnswers),
    note: z.string().trim().max(1000),
  }),
  z.strictObject({
    step: z.literal('end'),
    version,
    outcome: z.enum(inspectionOutcomes),
    conclusion: z.string().trim().min(4).max(2000),
    companionId: Uuid.nullable(),
    /** For a risk. */
    tier: TierSchema.nullable(),
    headcount: z.number().int().min(0).max(1_000_000).nullable(),
    amountFen: z.number().int().min(0).max(1e14).nullable(),
    disputeTypes: z.array(z.string().max(10)).max(20),
    keyGroups: z.array(z.string().max(10)).max(20),
  }),
  z.strictObject({ step: z.literal('assign'), version, reason, ...assignment }),
  z.strictObject({ step: z.literal('withdraw'), version, reason }),
]);
export type InspectionStep = z.infer<typeof InspectionStepSchema>;

/** Offices, people and check-lists to choose from. */
export const InspectionChoicesSchema = z.object({
  offices: z.array(Office),
  people: z.array(PersonSchema.extend({ officeId: z.string().nullable() })),
  checklists: z.array(InspectionChecklistSchema),
});
export type InspectionChoices = z.infer<typeof InspectionChoicesSchema>;
