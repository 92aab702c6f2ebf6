import { z } from 'zod';
import { jointKinds } from '@miaotou/domain';
import { BilingualSchema, InstantSchema, TierSchema } from '../common.js';
import { PersonSchema } from './incidents.js';

/** One thing that happened with an employer, whichever office tells of it. */
export const JointItemSchema = z.object({
  id: z.string(),
  at: InstantSchema,
  kind: z.enum(jointKinds),
  /** Whose it is: the office that told of it, or that works on it. */
  office: BilingualSchema,
  title: BilingualSchema,
  text: BilingualSchema,
  tier: TierSchema.nullable(),
  /** It still asks something of somebody. */
  open: z.boolean(),
  persons: z.number().int().nullable(),
  amountFen: z.number().int().nullable(),
  /** Page of the console; null for what is told by a delivered row alone. */
  to: z.string().nullable(),
  /** The delivered row behind it. */
  row: z.object({ batchId: z.string(), row: z.number().int() }).nullable(),
  /** Event whose text was read by the program. */
  readingOf: z.string().nullable(),
  /** Measures that were read from its text. */
  read: z.array(z.string()),
});
export type JointItem = z.infer<typeof JointItemSchema>;

/** One employer across all offices: what happened, and who is on it. */
export const JointViewSchema = z.object({
  items: z.array(JointItemSchema),
  /** Events of its registers that are older than the list goes back, or more than it holds. */
  cut: z.boolean(),
  people: z.array(
    z.object({
      person: PersonSchema,
      office: BilingualSchema.nullable(),
      doing: z.enum(['incident', 'called', 'inspection']),
      to: z.string(),
      since: InstantSchema,
      due: InstantSchema.nullable(),
      overdue: z.boolean(),
    }),
  ),
  offices: z.array(
    z.object({
      office: BilingualSchema,
      items: z.number().int(),
      open: z.number().int(),
      last: InstantSchema,
    }),
  ),
});
export type JointView = z.infer<typeof JointViewSchema>;
