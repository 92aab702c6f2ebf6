import { z } from 'zod';
import { cycles, deliveryReasons, deliveryStates, sourceFamilies } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema } from '../common.js';

const Owner = z.object({ source: z.enum(sourceFamilies), layout: z.string(), name: BilingualSchema });

/** One period of one layout: where it stands, why, and the files that told of it. */
export const DeliveryCellSchema = z.object({
  period: DaySchema,
  due: DaySchema,
  state: z.enum(deliveryStates),
  reason: z.enum(deliveryReasons),
  daysLate: z.number().int(),
  /** Null where nothing came. */
  rows: z.number().int().nullable(),
  usualRows: z.number().nullable(),
  missingTowns: z.array(BilingualSchema),
  batches: z.array(z.object({ id: z.string(), fileName: z.string(), receivedAt: InstantSchema })),
});
export type DeliveryCell = z.infer<typeof DeliveryCellSchema>;

/** A layout of an office, what is expected of it, and its periods. */
export const DeliveryRowSchema = Owner.extend({
  office: BilingualSchema,
  cycle: z.enum(cycles),
  graceDays: z.number().int(),
  since: DaySchema.nullable(),
  paused: z.object({ from: DaySchema, reason: z.string() }).nullable(),
  cells: z.array(DeliveryCellSchema),
});
export type DeliveryRow = z.infer<typeof DeliveryRowSchema>;

/** One period that an office owes. */
export const OwedSchema = Owner.extend({
  period: DaySchema,
  due: DaySchema,
  daysLate: z.number().int(),
  state: z.enum(['missing', 'partial']),
});
export type Owed = z.infer<typeof OwedSchema>;

/** What every reminder letter says alike: configuration of the office that writes. */
export const LetterFormSchema = z.strictObject({
  sender: z.string().trim().min(1).max(60),
  /** Stands before the number: 惠仲数催. */
  prefix: z.string().trim().min(1).max(20),
  legalFooting: z.string().trim().min(1).max(1000),
  phone: z.string().trim().max(40),
});
export type LetterForm = z.infer<typeof LetterFormSchema>;

/** A reminder letter 催报函 as it was written. */
export const ReminderSchema = z.object({
  id: z.string(),
  number: z.string(),
  office: z.string(),
  by: z.string(),
  automatic: z.boolean(),
  at: InstantSchema,
  owed: z.array(OwedSchema),
  sha256: z.string(),
});
export type Reminder = z.infer<typeof ReminderSchema>;

/** An office that delivers: whom to write to, what it owes, and the letters that it was sent. */
export const DeliveryOfficeSchema = z.object({
  office: BilingualSchema,
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  owed: z.array(OwedSchema),
  letters: z.array(ReminderSchema),
});
export type DeliveryOffice = z.infer<typeof DeliveryOfficeSchema>;

/** What was delivered over the last months, what is owed, and by whom. */
export const DeliveryCalendarSchema = z.object({
  asOf: InstantSchema,
  months: z.array(DaySchema),
  /** Periods that fell due in the current month, and how many of them came. */
  thisMonth: z.object({ came: z.number().int(), expected: z.number().int() }),
  rows: z.array(DeliveryRowSchema),
  offices: z.array(DeliveryOfficeSchema),
});
export type DeliveryCalendar = z.infer<typeof DeliveryCalendarSchema>;

/** What an administrator decides of a layout. */
export const ExpectationChangeSchema = z.strictObject({
  since: DaySchema.nullable(),
  paused: z.strictObject({ from: DaySchema, reason: z.string().trim().min(1).max(200) }).nullable(),
});
export type ExpectationChange = z.infer<typeof ExpectationChangeSchema>;

/** A period of which an office said that it had nothing to report 零报告, and how that is known. */
export const NilReportChangeSchema = z.strictObject({
  period: DaySchema,
  reason: z.string().trim().min(1).max(200),
});
export type NilReportChange = z.infer<typeof NilReportChangeSchema>;

/** Whom an office's letters go to. */
export const OfficeContactSchema = z.strictObject({
  office: z.string().min(1).max(100),
  contact: z.string().trim().max(50).nullable(),
  phone: z.string().trim().max(40).nullable(),
});
export type OfficeContact = z.infer<typeof OfficeContactSchema>;

export const RemindSchema = z.strictObject({ office: z.string().min(1).max(100) });
