import { z } from 'zod';
import { alertTiers } from '@miaotou/domain';
import { BilingualSchema, TierSchema } from '../common.js';

const Colour = z.string().regex(/^#[0-9a-f]{6}$/u, 'a colour such as #2a6fd6');

/** Which of the four slots an office uses, how they are called and shown, weakest first. */
export const TierSchemeSchema = z.strictObject({
  tiers: z
    .array(
      z.strictObject({
        slot: TierSchema,
        name: BilingualSchema,
        light: Colour,
        dark: Colour,
        symbol: z.string().min(1).max(2),
      }),
    )
    .min(2)
    .max(alertTiers.length),
  /** Where alerts of a slot that is not in use are shown. */
  folds: z.enum(['weaker', 'stronger']),
});

const Span = z.strictObject({
  amount: z.number().int().min(0).max(1_000),
  unit: z.enum(['minute', 'hour', 'workday']),
});

const TierServiceSchema = z.strictObject({
  tier: TierSchema,
  meaning: BilingualSchema,
  signWithin: Span,
  verifyWithin: Span,
  /** Null where no plan is asked for; 0 working days is the same day. */
  planWithin: Span.nullable(),
  report: BilingualSchema,
  /** Calendar days between two reports. */
  reportDays: z.number().int().min(1).max(366),
  lead: BilingualSchema,
  /** Hours of work reckoned for an alert of the tier. */
  workHours: z.number().min(0).max(1_000),
  /** Quiet days before the tier is lowered; null where only a written decision lowers it. */
  holdDays: z.number().int().min(0).max(366).nullable(),
  basis: BilingualSchema,
  /** A proposal without outside authority. */
  proposed: z.boolean(),
});

/** What each tier asks of the office, weakest first; all four slots are told. */
export const TierTableSchema = z.strictObject({
  levels: z.array(TierServiceSchema).length(alertTiers.length),
});
export type TierTable = z.infer<typeof TierTableSchema>;
