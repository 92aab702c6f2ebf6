import { z } from 'zod';
import { BilingualSchema, DaySchema, InstantSchema } from '../common.js';
import { ReplayTiersSchema } from './replays.js';

/** Why a shadow ended: a person stopped it, its draft was published, or its draft was refused or withdrawn. */
export const shadowEnds = ['stopped', 'published', 'given-up'] as const;
export type ShadowEnd = (typeof shadowEnds)[number];

/** A draft that is judged beside production and raises nothing. */
export const ShadowSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  draftId: z.string(),
  startedBy: z.string(),
  startedAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  endedBy: z.string().nullable(),
  end: z.enum(shadowEnds).nullable(),
  /** Moment that was judged last; null before the first. */
  judgedAt: InstantSchema.nullable(),
  /** Why it could not be judged the last time. */
  problem: BilingualSchema.nullable(),
  /** Alerts opened since it began, by the strongest tier that they reached, in production and in the shadow. */
  weeks: z.array(z.object({ week: DaySchema, published: ReplayTiersSchema, shadow: ReplayTiersSchema })),
  /** Alerts that stand now. */
  standing: z.object({ published: z.number().int(), shadow: z.number().int() }),
});
export type Shadow = z.infer<typeof ShadowSchema>;

/** Query of `GET /shadows`. */
export const ShadowQuerySchema = z.object({ rule: z.string().max(20) });
export type ShadowQuery = z.infer<typeof ShadowQuerySchema>;

/** Body of `POST /shadows`. */
export const ShadowStartSchema = z.strictObject({ draftId: z.string().max(100) });
export type ShadowStart = z.infer<typeof ShadowStartSchema>;
