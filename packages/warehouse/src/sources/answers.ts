import { z } from 'zod';

/** Shapes of what the engine answers about a delivery in staging. */
export const Counted = z.object({ n: z.coerce.number() });
export const WrittenRow = z.object({
  ident: z.string(),
  uscc: z.string().nullable(),
  name: z.string().nullable(),
  place: z.string().nullable(),
  goodRows: z.coerce.number(),
});
export const CountsRow = z.object({
  rows: z.coerce.number(),
  quarantined: z.coerce.number(),
  held: z.coerce.number(),
  duplicates: z.coerce.number(),
  corrected: z.coerce.number(),
});
export const SettledRow = z.object({
  ident: z.string(),
  subject: z.string(),
  name: z.string(),
  region: z.string(),
});
