import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';
import { BilingualSchema } from '../common.js';
import { ChecksSchema } from './checks.js';
import { columnUnits, dateOrders } from './units.js';

/**
 * How one cell is read. Types say the meaning, not the storage:
 * money is kept as integer fen, day as YYYY-MM-DD, month as the first day of the month, instant as UTC.
 */
export const columnTypes = [
  'text',
  'code',
  'uscc',
  'money',
  'count',
  'number',
  'percent',
  'day',
  'instant',
  'month',
  'flag',
  'choice',
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** One column of a layout. */
export const ColumnSchema = z.object({
  /** Name in code, camelCase. */
  field: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  /** Header as the department writes it. */
  header: z.string().min(1),
  /** Other headers seen for the same column. */
  aliases: z.array(z.string()).default([]),
  type: z.enum(columnTypes),
  /** The column must be in the file and its cell must not be empty. */
  required: z.boolean().default(false),
  /** The column must be in the file, but its cell may be empty. */
  present: z.boolean().default(false),
  /** Unit in which the department writes the number; a header that says （万元） overrides it. */
  unit: z.enum(columnUnits).optional(),
  /** Unit meant where the column stands under one of its aliases and nothing else states a unit. */
  aliasUnits: z.record(z.string(), z.enum(columnUnits)).optional(),
  /** Order of a date that does not begin with its year; without one such a date is refused, for it may mean two days. */
  dateOrder: z.enum(dateOrders).optional(),
  /**
   * Whether a rough number (约3万, 30余人) is taken for the number that it names, which the delivery is told. Refused by
   * default; a range is refused in any case.
   */
  approximate: z.enum(['refuse', 'accept']).optional(),
  /** A version of people's own lets files do without the column. */
  relaxed: z.literal(true).optional(),
  /** Smallest and largest plausible value, in the stored unit (fen for money). Outside: quarantined. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** For `choice`: words of the department and what they mean here. A word that is not listed is quarantined. */
  choices: z.record(z.string(), z.string()).optional(),
  /** Personal data: `drop` never leaves the reader, `hash` is kept as a keyed hash only, `mask` is kept masked. */
  personal: z.enum(['drop', 'hash', 'mask']).optional(),
  description: BilingualSchema.optional(),
});
export type Column = z.infer<typeof ColumnSchema>;

/** A layout whose rows are observations just as they stand: no code maps them, the engine loads them set-wise. */
export const DirectObservationSchema = z.object({
  indicator: z.union([z.string(), z.object({ field: z.string() })]),
  period: z.string(),
  value: z.string(),
});

/**
 * What one layout of one source looks like: its columns, its key, its owner and how often it should come.
 * A delivery is recognised by its columns, never by its file name.
 */
export const ManifestSchema = z.object({
  source: z.enum(sourceFamilies),
  layout: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  name: BilingualSchema,
  /** Office that sends it (code list 7.4), and its name. */
  office: z.object({ code: z.string(), name: BilingualSchema }),
  formats: z.array(z.enum(['xlsx', 'csv', 'csv.gz'])).min(1),
  /** Expected delivery cycle; `none` for archives and one-off files, which never fall behind. */
  cycle: z.object({
    every: z.enum(['day', 'week', 'month', 'quarter', 'none']),
    /** Days after the period's end by which the file normally arrives. */
    graceDays: z.number().int().min(0).default(0),
  }),
  /**
   * Where the delivered period shows: the latest value of this field moves the watermark. When a file lacks the column
   * or fills it nowhere, the delivery reports the last cycle that was over on the day it was received.
   */
  periodField: z.string(),
  /** Cron (Asia/Shanghai) of the scheduled pull, when the source is pulled. */
  schedule: z.string().optional(),
  columns: z.array(ColumnSchema).min(1),
  /** Fields that together identify a row for ever; a later row with the same key is a correction. */
  key: z.array(z.string()).min(1),
  /**
   * Rows alike in these fields are mapped together (one employer's rows of all insurance types, say). When one row of a
   * group is new or corrected, the whole group is mapped again with its unchanged rows.
   */
  groupBy: z.array(z.string()).optional(),
  /**
   * Each delivery tells the whole state as of its period (a list of everybody in arrears, say): the delivered period
   * belongs to the key, so that a row repeated next month is neither a duplicate nor a correction of this month's.
   */
  snapshot: z.boolean().default(false),
  /**
   * For a snapshot: indicators that are zero for an employer whom the earlier list named and this one names no more.
   * Absence from a complete list is knowledge; from a list with a name that is not known for sure it is none.
   */
  zeroWhenAbsent: z.array(z.string()).default([]),
  /** How the employer of a row is recognised; absent when the layout names none. */
  employer: z
    .object({
      uscc: z.string().optional(),
      name: z.string(),
      /** Field that holds the town or place. */
      place: z.string().optional(),
      /** Field that states its industry, a code or name of GB/T 4754; the newest known is kept with the employer. */
      industry: z.string().optional(),
      /** Prefix of the region code that every row of the layout lies in, when no place column says so. */
      region: z.string().optional(),
    })
    .optional(),
  /** Fields that hold a free text, the title first: it is read by machine and fills facts that the cells leave empty. */
  text: z.array(z.string()).default([]),
  direct: DirectObservationSchema.optional(),
  /** Columns that each state one indicator of the row's employer in the row's period; an empty cell states nothing. */
  values: z.array(z.object({ field: z.string(), indicator: z.string() })).optional(),
  /** Checks across cells, rows and earlier deliveries. */
  checks: ChecksSchema.optional(),
  sheets: z.enum(['first', 'all']).default('all'),
});
export type Manifest = z.infer<typeof ManifestSchema>;
export type ManifestInput = z.input<typeof ManifestSchema>;
