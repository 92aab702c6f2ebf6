import { z } from 'zod';
import { escalationLevels, findDisputeType } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, TierSchema } from '../common.js';
import { PersonSchema } from './incidents.js';

/** Days that a shift is worked on: days of the week, and what the holiday notice makes of them. */
export const shiftDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday', 'make-up'] as const;
export type ShiftDay = (typeof shiftDays)[number];

/** Rungs that a post can stand on; a substitute is named with the shift or the leave. */
export const postLevels = escalationLevels.filter((level) => level !== 'substitute');

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);

/** A post 岗位: what it answers for. Empty lists mean everything. */
export const PostDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  level: z.enum(escalationLevels).refine((level): boolean => level !== 'substitute'),
  regions: z.array(z.string().max(40)).max(60),
  industries: z.array(z.string().max(10)).max(40),
  disputeTypes: z.array(z.string().refine((code) => findDisputeType(code) !== null)).max(40),
  minTier: TierSchema,
});
export type PostDraft = z.infer<typeof PostDraftSchema>;

/** A shift 班次: who stands on a post on which days. `until` equal to or before `from` runs over midnight. */
export const ShiftDraftSchema = z.strictObject({
  postId: z.string().max(20),
  personId: z.string().max(60),
  substituteId: z.string().max(60).nullable(),
  days: z.array(z.enum(shiftDays)).min(1),
  from: time,
  until: time,
  firstDay: DaySchema,
  lastDay: DaySchema.nullable(),
});
export type ShiftDraft = z.infer<typeof ShiftDraftSchema>;

/** A leave 请假: a person is away, and who stands in. */
export const LeaveDraftSchema = z.strictObject({
  personId: z.string().max(60),
  from: InstantSchema,
  until: InstantSchema,
  substituteId: z.string().max(60).nullable(),
  reason: z.string().trim().min(1).max(500),
});
export type LeaveDraft = z.infer<typeof LeaveDraftSchema>;

export const RosterSchema = z.object({
  posts: z.array(
    PostDraftSchema.extend({
      id: z.string(),
      disputeTypes: z.array(z.string()),
      /** Who is on duty now, and why it is they. */
      now: z.array(z.object({ person: PersonSchema, reason: BilingualSchema })),
    }),
  ),
  shifts: z.array(
    ShiftDraftSchema.extend({
      id: z.string(),
      person: PersonSchema.nullable(),
      substitute: PersonSchema.nullable(),
    }),
  ),
  leaves: z.array(
    LeaveDraftSchema.extend({
      id: z.string(),
      person: PersonSchema.nullable(),
      substitute: PersonSchema.nullable(),
    }),
  ),
  people: z.array(PersonSchema.extend({ role: z.string() })),
});
export type Roster = z.infer<typeof RosterSchema>;

/** Who is on duty through some days, post by post. */
export const RosterWeekQuerySchema = z.object({ from: DaySchema });
export type RosterWeekQuery = z.infer<typeof RosterWeekQuerySchema>;
export const RosterWeekSchema = z.object({
  days: z.array(
    z.object({ day: DaySchema, workday: z.boolean(), reason: z.string(), provisional: z.boolean() }),
  ),
  lines: z.array(
    z.object({
      postId: z.string(),
      post: z.string(),
      level: z.enum(escalationLevels),
      /** By day: who, from when to when; empty where nobody is. */
      cells: z.array(
        z.array(
          z.object({
            person: z.string(),
            from: InstantSchema,
            until: InstantSchema,
            standsInFor: z.string().nullable(),
          }),
        ),
      ),
    }),
  ),
});
export type RosterWeek = z.infer<typeof RosterWeekSchema>;
