import { z } from 'zod';
import { verdictKinds } from '@miaotou/domain';
import { InstantSchema } from '../common.js';

const CountsSchema = z.object({
  /** Verdicts of closed incidents, one for each alert; those withdrawn are not counted. */
  counts: z.record(z.enum(verdictKinds), z.number().int()),
  total: z.number().int(),
  /** Share of true and partly true among them; null without any. */
  share: z.number().nullable(),
  /** 95 % interval (Wilson) of the share; null without any. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
});

/** What turned out of the alerts of a rule, over all and by version. */
export const RuleVerdictsSchema = z.object({
  ruleId: z.string(),
  all: CountsSchema,
  versions: z.array(CountsSchema.extend({ version: z.number().int() })),
  /** Newest first, without the name of the subject. */
  latest: z.array(
    z.object({
      alertId: z.string(),
      incidentId: z.string(),
      version: z.number().int(),
      kind: z.enum(verdictKinds),
      reason: z.string(),
      at: InstantSchema,
    }),
  ),
});
export type RuleVerdicts = z.infer<typeof RuleVerdictsSchema>;
