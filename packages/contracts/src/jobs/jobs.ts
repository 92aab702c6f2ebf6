import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';
import { DaySchema, InstantSchema } from '../common.js';

/** Every background job: name and payload. Consumers parse the payload again. */
export const jobPayloads = {
  /** Read one stored file into the warehouse. */
  'import-file': z.object({ batchId: z.string() }),
  /** Look into the inbox folders. */
  'scan-inbox': z.object({}),
  /** Fetch what one connection has that is new. */
  'pull-source': z.object({ connectionId: z.string() }),
  /** Run the rules: for the subjects that a batch touched or that a run of the detectors judged anew, or for all. */
  evaluate: z.object({
    reason: z.enum(['batch', 'nightly', 'manual', 'detection']),
    batchId: z.string().optional(),
    detectionRunId: z.string().optional(),
    asOf: InstantSchema.optional(),
  }),
  /** Judge the series of counts that changed, and scan for hotspots. */
  detect: z.object({ asOf: InstantSchema.optional() }),
  /** Write to the offices that have owed something for long. */
  'remind-offices': z.object({}),
  /** Make the day's root of the ledger, and take what has not left the machine yet off it. */
  'export-ledger-root': z.object({}),
  /** Send the messages whose time has come. */
  'send-messages': z.object({}),
  /** Gather alerts into incidents, and let clocks that have run out climb. */
  respond: z.object({}),
  /** Judge history again, as somebody asked for. */
  replay: z.object({ replayId: z.string() }),
  /** Make and load the demonstration county. */
  'load-demo': z.object({
    seed: z.number().int(),
    employers: z.number().int(),
    months: z.number().int(),
    /** First day that the county does not tell of: a load taken up again the next day makes the same county. */
    until: DaySchema,
  }),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<N extends JobName> = z.infer<(typeof jobPayloads)[N]>;
export const jobNames = Object.keys(jobPayloads) as JobName[];

/** A pull endpoint, as configured. */
export const PullEndpointSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  source: z.enum(sourceFamilies),
  url: z.url({ protocol: /^https?$/ }),
  cron: z.string(),
});
export type PullEndpoint = z.infer<typeof PullEndpointSchema>;
