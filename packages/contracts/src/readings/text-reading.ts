import { z } from 'zod';

/** A word, or a group of words in brackets, and how far it moved the labour verdict; above 0 towards labour. */
export const WeightedWordSchema = z.object({ word: z.string(), weight: z.number() });

/** Tones of a message. */
export const tones = ['angry', 'pleading', 'neutral', 'pleased'] as const;
export type Tone = (typeof tones)[number];

/** What the machine read out of one text. Null is what the text does not say. */
export const TextReadingSchema = z.object({
  /** Whether the text belongs to the official class 劳动和社会保障. */
  labour: z.boolean(),
  /** 0..1, of `labour` being true. */
  probability: z.number().min(0).max(1),
  disputeType: z.string().nullable(),
  keyGroup: z.string().nullable(),
  /** Workers concerned. */
  headcount: z.number().int().positive().nullable(),
  /** Owed or claimed in all, where the text tells a whole; integer fen. */
  amountFen: z.number().int().nonnegative().nullable(),
  /** Owed to each person, where the text tells that; integer fen. */
  amountPerPersonFen: z.number().int().nonnegative().nullable(),
  monthsOwed: z.number().positive().nullable(),
  /** Region code of a town, farm or zone of the county. */
  place: z.string().nullable(),
  /** The employer as the text names it. */
  employer: z.string().nullable(),
  /** A danger word in a labour sense, in a labour text. */
  danger: z.boolean(),
  dangerWords: z.array(z.string()).readonly(),
  /** Weights of the danger words together. */
  dangerScore: z.number().int().nonnegative(),
  tone: z.enum(tones),
  /** The words that decided `labour`, the strongest first. */
  words: z.array(WeightedWordSchema).readonly(),
});
export type TextReading = z.infer<typeof TextReadingSchema>;
