import { z } from 'zod';
import { eventKinds } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, PageQuerySchema, pageOf } from '../common.js';

const Reason = z.string().trim().min(2).max(500);
const Id = z.string().regex(/^\d{1,15}$/);
const EventId = z.string().min(1).max(300);

/** What two reports of one matter share: a keyed identity number, a keyed phone number, or a person's word. */
export const linkKeys = ['person', 'phone', 'hand'] as const;
export type LinkKey = (typeof linkKeys)[number];

/** Why a report belongs to its matter. */
export const LinkReasonSchema = z.object({
  key: z.enum(linkKeys),
  /** The report that it is linked with. */
  with: z.string(),
  /** Days between the two. */
  days: z.number().int(),
  /** Days that were allowed between them. */
  window: z.number().int(),
});
export type LinkReason = z.infer<typeof LinkReasonSchema>;

/** Items and people of some reports, before linking (件次、人次) and after it (件、人). Null: no report says how many people. */
export const MatterCountsSchema = z.object({
  reports: z.number().int(),
  matters: z.number().int(),
  personTimes: z.number().int().nullable(),
  persons: z.number().int().nullable(),
});
export type MatterCounts = z.infer<typeof MatterCountsSchema>;

/** One report: one event of one channel. It names no person. */
export const ReportSchema = z.object({
  eventId: z.string(),
  kind: z.enum(eventKinds),
  layout: z.string(),
  channel: BilingualSchema,
  day: DaySchema,
  persons: z.number().int().nullable(),
  amountFen: z.number().nullable(),
  summary: BilingualSchema,
  batchId: z.string(),
  row: z.number().int(),
});
export type Report = z.infer<typeof ReportSchema>;

/** A decision of a person: a report set apart from all others, or joined with another. */
export const MatterDecisionSchema = z.object({
  id: z.string(),
  kind: z.enum(['apart', 'join']),
  eventId: z.string(),
  withEventId: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: InstantSchema,
  undone: z.object({ by: z.string(), at: InstantSchema, reason: z.string() }).nullable(),
});
export type MatterDecision = z.infer<typeof MatterDecisionSchema>;

const LinkedReportSchema = ReportSchema.extend({
  reason: LinkReasonSchema,
  linkedAt: InstantSchema,
  /** `machine`, or the person who joined it. */
  linkedBy: z.string(),
});
export type LinkedReport = z.infer<typeof LinkedReportSchema>;

const Summary = {
  id: z.string(),
  employerId: z.string(),
  employerName: z.string(),
  region: z.string(),
  regionName: BilingualSchema,
  from: DaySchema,
  to: DaySchema,
  channels: z.array(BilingualSchema),
};

/** A matter in the list. */
export const MatterRowSchema = z.object({ ...Summary, reports: z.number().int() });
export type MatterRow = z.infer<typeof MatterRowSchema>;
export const MatterPageSchema = pageOf(MatterRowSchema);
export type MatterPage = z.infer<typeof MatterPageSchema>;
export const MatterQuerySchema = PageQuerySchema.extend({
  q: z.string().trim().max(100).optional(),
  region: z.string().max(20).optional(),
  /** Only matters with a report of this kind. */
  kind: z.enum(eventKinds).optional(),
});
export type MatterQuery = z.infer<typeof MatterQuerySchema>;

/** One matter: its reports, the oldest first, what they add up to, and all that was done about its links. */
export const MatterDetailSchema = z.object({
  ...Summary,
  counts: MatterCountsSchema,
  reports: z.array(LinkedReportSchema),
  /** Reports that belonged to it before. */
  left: z.array(
    z.object({
      eventId: z.string(),
      channel: BilingualSchema,
      day: DaySchema,
      at: InstantSchema,
      by: z.string(),
      why: z.enum(['apart', 'no-longer-shared', 'other-matter', 'other-reason']),
    }),
  ),
  decisions: z.array(MatterDecisionSchema),
  /** When all of its reports were linked otherwise. */
  endedAt: InstantSchema.nullable(),
});
export type MatterDetail = z.infer<typeof MatterDetailSchema>;

/** All reports of one employer: linked to matters, and those that stand for themselves. */
export const EmployerMattersSchema = z.object({
  counts: MatterCountsSchema,
  matters: z.array(MatterDetailSchema.omit({ left: true, decisions: true, endedAt: true })),
  single: z.array(ReportSchema),
  /** Reports set apart by a person, and joins that hold: what can be taken back. */
  decisions: z.array(MatterDecisionSchema),
  /** Only the newest reports are shown; so many there are in all. */
  total: z.number().int(),
});
export type EmployerMatters = z.infer<typeof EmployerMattersSchema>;

/** Sets a report apart: it is a matter of its own, whatever it shares with others. */
export const ApartSchema = z.strictObject({ eventId: EventId, reason: Reason });
/** Joins a report with another of the same employer. */
export const JoinSchema = z.strictObject({ eventId: EventId, withEventId: EventId, reason: Reason });
/** Takes a decision back. */
export const UndoDecisionSchema = z.strictObject({ decisionId: Id, reason: Reason });
export type Apart = z.infer<typeof ApartSchema>;
export type Join = z.infer<typeof JoinSchema>;
export type UndoDecision = z.infer<typeof UndoDecisionSchema>;
