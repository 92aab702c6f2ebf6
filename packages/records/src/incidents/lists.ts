import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';

/** Texts as rows, however many: a statement has few parameters. */
export const listed = (values: readonly string[]): SQL =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** As `listed`, for numbers of rows. */
export const numbered = (values: readonly number[]): SQL =>
  sql`(select x::bigint from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as x)`;
