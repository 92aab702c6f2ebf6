import { z } from 'zod';
import { eventKinds } from '@miaotou/domain';
import { DaySchema, InstantSchema } from '../common.js';

/** Why no day can be named at which the line is reached. */
export const growthStates = ['reached', 'rising', 'not-rising', 'not-enough'] as const;
export type GrowthState = (typeof growthStates)[number];

/** How many different people complained of one employer over all channels, and when they will be ten. */
export const GrowthSchema = z.object({
  employerId: z.string(),
  asOf: InstantSchema,
  /** Days looked back; whoever complained earlier counts no more. */
  windowDays: z.number().int(),
  /** People from whom on a dispute with a common claim is a collective one. */
  line: z.number().int(),
  state: z.enum(growthStates),
  /** Different people, known apart by a keyed hash only. */
  people: z.number().int(),
  /** Reports that name nobody: not counted, for they may be of the same people. */
  unnamed: z.number().int(),
  /** Most people that a single report speaks of; null where none says. */
  largest: z.number().int().nullable(),
  /** People by channel; who came over two counts in both. */
  channels: z.array(z.object({ kind: z.enum(eventKinds), people: z.number().int() })),
  /** People so far at the end of each day on which somebody new came, and today. */
  days: z.array(z.object({ day: DaySchema, people: z.number().int() })),
  /** New people a week over the last eight weeks, with its 90 % interval; null where too few points tell. */
  slope: z.object({ perWeek: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** The day on which the line is reached if it goes on so; `latest` is null where it may never be. */
  reaches: z.object({ day: DaySchema, earliest: DaySchema, latest: DaySchema.nullable() }).nullable(),
});
export type Growth = z.infer<typeof GrowthSchema>;

/** The reports behind the meter, masked. */
export const GrowthRowsSchema = z.object({
  total: z.number().int(),
  rows: z.array(
    z.object({
      kind: z.enum(eventKinds),
      occurredAt: InstantSchema,
      /** A person of the meter as a running number in order of appearance; empty where nobody is named. */
      people: z.array(z.number().int()),
      /** Of those the ones seen for the first time. */
      fresh: z.array(z.number().int()),
      stated: z.number().int().nullable(),
      batchId: z.string(),
      row: z.number().int(),
    }),
  ),
});
export type GrowthRows = z.infer<typeof GrowthRowsSchema>;
