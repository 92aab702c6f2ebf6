import { z } from 'zod';
import { alertTiers } from '@miaotou/domain';

/** A text shown to people, in both languages; strict, so that an unquoted comma in a YAML text is a fault and not a cut. */
export const BilingualSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** Calendar day in the office's time zone (Asia/Shanghai), e.g. 2026-11-23. */
export const DaySchema = z.iso.date();
/** An instant, ISO 8601 with zone. */
export const InstantSchema = z.iso.datetime({ offset: true });

export const TierSchema = z.enum(alertTiers);

/** Where in a delivery a fault lies. Rows and columns are 1-based, as the sender sees them. */
export const FaultPlaceSchema = z.object({
  file: z.string().optional(),
  sheet: z.string().optional(),
  row: z.number().int().positive().optional(),
  field: z.string().optional(),
  value: z.string().optional(),
});

/** The body of every failed request, and of every refusal of a file: a stable code and a sentence in both languages. */
export const ProblemSchema = z.object({
  code: z.string(),
  message: BilingualSchema,
  place: FaultPlaceSchema.optional(),
  /** Further faults, when the request held several. */
  faults: z
    .array(z.object({ code: z.string(), message: BilingualSchema, place: FaultPlaceSchema.optional() }))
    .optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;
export type FaultPlace = z.infer<typeof FaultPlaceSchema>;

/** Something that was decided while a file was read and that its sender should know: stable code and a sentence. */
export const NoteSchema = z.object({ code: z.string(), message: BilingualSchema });
export type Note = z.infer<typeof NoteSchema>;

/** One page of a list: `total` counts all that match, not only this page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
  });

/** Page number and size of a list request. */
export const PageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A comma-separated list in an address, each item one of a closed list. */
export const csv = <const T extends readonly string[]>(items: T) =>
  z
    .string()
    .transform((text) => text.split(',').filter((item) => item !== ''))
    .pipe(z.array(z.enum(items)));
/** A comma-separated list in an address, of whatever texts. */
export const csvText = z
  .string()
  .max(2000)
  .transform((text) => text.split(',').filter((item) => item !== ''));
