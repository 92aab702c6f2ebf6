import { z } from 'zod';
import { disputeTypes, keyGroups, regions } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema } from '../common.js';

/** Windows, in days, over which topics are told. */
export const topicWindows = [30, 90, 180, 365] as const;

/** Which window of messages is grouped: the `days` up to the end of day `to`, today by default. */
export const TopicQuerySchema = z.object({
  days: z.coerce.number().pipe(z.literal(topicWindows)).default(90),
  to: DaySchema.optional(),
});
export type TopicQuery = z.infer<typeof TopicQuerySchema>;

const PlaceSchema = z.object({ code: z.string(), name: BilingualSchema });

/** Messages about one thing. */
export const TopicSchema = z.object({
  /** Stays while its first message does. */
  id: z.string(),
  /** Its words, the most telling first. */
  words: z.array(z.string()),
  messages: z.number().int(),
  /** Messages that repeat another nearly word for word. */
  repeats: z.number().int(),
  /** Of the labour class, by what the machine read. */
  labour: z.number().int(),
  /** With a danger word in a labour sense. */
  danger: z.number().int(),
  likes: z.number().int(),
  heat: z.number(),
  from: DaySchema,
  to: DaySchema,
  places: z.array(PlaceSchema),
  /** Messages by week of the window, oldest first. */
  weeks: z.array(z.object({ week: DaySchema, messages: z.number().int() })),
});
export type Topic = z.infer<typeof TopicSchema>;

/** Topics of a window, hottest first; `read` of `all` messages were grouped, the newest ones. */
export const TopicListSchema = z.object({
  from: DaySchema,
  to: DaySchema,
  read: z.number().int(),
  all: z.number().int(),
  items: z.array(TopicSchema),
});
export type TopicList = z.infer<typeof TopicListSchema>;

/** A message of a topic, its numbers masked. */
export const TopicMessageSchema = z.object({
  eventId: z.string(),
  kind: z.string(),
  day: DaySchema,
  place: BilingualSchema.nullable(),
  title: z.string().nullable(),
  text: z.string(),
  likes: z.number().int(),
  labour: z.boolean(),
  danger: z.boolean(),
  batchId: z.string(),
  row: z.number().int(),
});
export const TopicDetailSchema = TopicSchema.extend({ shown: z.array(TopicMessageSchema) });
export type TopicDetail = z.infer<typeof TopicDetailSchema>;

const amount = z.number().int().min(0).max(1e15).nullable();

/** Facts of an event that a person may correct; null says that the text does not tell it. */
export const ReadingFactsSchema = z.object({
  persons: z.number().int().min(1).max(1_000_000).nullable(),
  amountFen: amount,
  months: z.number().min(0.5).max(600).nullable(),
  disputeType: z.enum(disputeTypes.map(({ code }) => code)).nullable(),
  keyGroup: z.enum(keyGroups.filter(({ sensitive }) => !sensitive).map(({ code }) => code)).nullable(),
  town: z.enum(regions.map(({ code }) => code)).nullable(),
  labour: z.boolean(),
  danger: z.boolean(),
});
export type ReadingFacts = z.infer<typeof ReadingFactsSchema>;

/** Some of the facts. */
export const ReadingChangesSchema = ReadingFactsSchema.partial();
export type ReadingChanges = z.infer<typeof ReadingChangesSchema>;

/** A correction of what the machine read of one event: the facts that change, and why. */
export const NewReadingCorrectionSchema = z.object({
  changes: ReadingChangesSchema.refine((changes) => Object.keys(changes).length > 0, {
    message: '没有改动 / nothing changes',
  }),
  reason: z.string().trim().min(2).max(500),
});
export type NewReadingCorrection = z.infer<typeof NewReadingCorrectionSchema>;

/** A correction as it is kept: also the material that a later model learns from. */
export const ReadingCorrectionSchema = z.object({
  id: z.string(),
  eventId: z.string(),
  before: ReadingChangesSchema,
  after: ReadingChangesSchema,
  reason: z.string(),
  by: z.string(),
  at: InstantSchema,
  undone: z.object({ by: z.string(), at: InstantSchema }).nullable(),
});
export type ReadingCorrection = z.infer<typeof ReadingCorrectionSchema>;

/** What was read of one event's text. */
export const EventReadingSchema = z.object({
  eventId: z.string(),
  kind: z.string(),
  day: DaySchema,
  employerName: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  facts: ReadingFactsSchema,
  /** Facts that are the machine's. */
  read: z.array(z.string()),
  /** Facts that a person corrected. */
  corrected: z.array(z.string()),
  /** Words that decided whether it is a labour matter, with weights. */
  words: z.string(),
  dangerWords: z.array(z.string()),
  employerNamed: z.string().nullable(),
  version: z.string(),
  corrections: z.array(ReadingCorrectionSchema),
});
export type EventReading = z.infer<typeof EventReadingSchema>;
