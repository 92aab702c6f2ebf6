import { z } from 'zod';

const Field = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

/**
 * A measure that is compared with the employer's last value of the same indicator, of an earlier period and as known
 * before the delivery. A row that leaps is held until a person confirms or corrects it.
 */
export const HistoryCheckSchema = z.strictObject({
  field: Field,
  /** Indicator that the field states; the name of a column where each row says it. */
  indicator: z.union([z.string(), z.strictObject({ field: Field })]),
  /** Of the indicators that rows say, only these are compared; all of them by default. */
  only: z.array(z.string()).min(1).optional(),
  /** So many times the last value, or so small a part of it, is a leap. */
  factor: z.number().gt(1).default(100),
  /** Both values are at least this, in the stored unit (fen for money): a leap from next to nothing says nothing. */
  floor: z.number().positive(),
  /** The field is one of several parts of the indicator's value, so that only a leap upwards tells something. */
  part: z.boolean().default(false),
});
export type HistoryCheck = z.infer<typeof HistoryCheckSchema>;

/** Days, months or instants of a row that do not run backwards; two on the same day are in order. */
export const OrderCheckSchema = z.strictObject({ earlier: Field, later: Field });
export type OrderCheck = z.infer<typeof OrderCheckSchema>;

/** Money of a row that adds up: `total` is `of` less all of `less`, but for the rounding of the sheet's unit. */
export const SumCheckSchema = z.strictObject({ total: Field, of: Field, less: z.array(Field).min(1) });
export type SumCheck = z.infer<typeof SumCheckSchema>;

/** Months owed of a period: no fewer than the months from its first to its last. */
export const MonthsCheckSchema = z.strictObject({ months: Field, from: Field, to: Field });
export type MonthsCheck = z.infer<typeof MonthsCheckSchema>;

/** What must hold beside each cell by itself. */
export const ChecksSchema = z.strictObject({
  order: z.array(OrderCheckSchema).default([]),
  sums: z.array(SumCheckSchema).default([]),
  months: z.array(MonthsCheckSchema).default([]),
  /** Columns that name a place of the region tree; a row whose place nobody knows is held until a person looks at it. */
  places: z.array(Field).default([]),
  history: z.array(HistoryCheckSchema).default([]),
});
export type Checks = z.infer<typeof ChecksSchema>;
