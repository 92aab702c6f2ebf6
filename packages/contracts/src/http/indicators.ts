import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema } from '../common.js';

/** Of whom an indicator's series is read. `county` is the roll-up over all that the reader may see. */
export const seriesGrains = ['county', 'town', 'industry', 'employer', 'project', 'office', 'event'] as const;
export type SeriesGrain = (typeof seriesGrains)[number];

/** How the subjects of a roll-up are taken together: added, those above zero counted, their median, or not at all. */
export const rollUps = ['sum', 'above-zero', 'median', 'none'] as const;
export type RollUp = (typeof rollUps)[number];

const added: ReadonlySet<string> = new Set(['fen', 'persons', 'person-times', 'views', 'items', 'cases']);
const counted: ReadonlySet<string> = new Set(['flag', 'months', 'quarters']);

/** How delivered values of many employers become one: amounts add up, durations count who has any, shares take the median. */
export function rollUpOf(unit: string): RollUp {
  if (added.has(unit)) return 'sum';
  return counted.has(unit) ? 'above-zero' : 'median';
}

const periodLengths = ['day', 'week', 'month', 'quarter'] as const;

const ProducerSchema = z.object({
  kind: z.enum(['delivered', 'derived']),
  layout: z.string(),
  name: BilingualSchema,
  office: BilingualSchema,
  /** Last day up to which the layout is complete; null when it never came. */
  completeThrough: DaySchema.nullable(),
});

/** One indicator of the catalogue, with who produces it and how far. */
export const IndicatorRowSchema = z.object({
  code: z.string(),
  name: BilingualSchema,
  family: z.enum(sourceFamilies),
  unit: z.string(),
  grains: z.array(z.enum(seriesGrains)),
  frequency: z.string(),
  per: z.enum(periodLengths),
  direction: z.enum(['up', 'down', 'none']),
  definition: BilingualSchema,
  producers: z.array(ProducerSchema),
  /** Start of the newest period with a value or covered by the sources; null when there is none. */
  latestPeriod: DaySchema.nullable(),
});
export type IndicatorRow = z.infer<typeof IndicatorRowSchema>;

export const SeriesQuerySchema = z.object({
  grain: z.enum(seriesGrains).default('county'),
  /** Employer id, region code, industry, office or event; not asked for the county. */
  subject: z.string().max(200).default(''),
  from: DaySchema.optional(),
  to: DaySchema.optional(),
  /** Only what was known by the end of this day. */
  knownOn: DaySchema.optional(),
});
export type SeriesQuery = z.infer<typeof SeriesQuerySchema>;

/** Values of an indicator by period; null is a gap: not delivered, or not to be computed. Money in fen. */
export const IndicatorSeriesSchema = z.object({
  code: z.string(),
  name: BilingualSchema,
  unit: z.string(),
  per: z.enum(periodLengths),
  direction: z.enum(['up', 'down', 'none']),
  grain: z.enum(seriesGrains),
  subject: z.string(),
  subjectName: BilingualSchema,
  rollUp: z.enum(rollUps),
  asOf: InstantSchema,
  /** Last day that all sources of the indicator cover. */
  completeThrough: DaySchema.nullable(),
  beside: z.array(z.object({ key: z.string(), name: BilingualSchema, unit: z.string() })),
  points: z.array(
    z.object({
      period: DaySchema,
      value: z.number().nullable(),
      beside: z.record(z.string(), z.number().nullable()),
    }),
  ),
});
export type IndicatorSeries = z.infer<typeof IndicatorSeriesSchema>;

/** Subjects of one grain that have something to show, the latest and largest first; `total` counts all. */
export const IndicatorSubjectsSchema = z.object({
  total: z.number().int(),
  items: z.array(z.object({ subject: z.string(), name: BilingualSchema, period: DaySchema })),
});
export type IndicatorSubjects = z.infer<typeof IndicatorSubjectsSchema>;

export const PointQuerySchema = SeriesQuerySchema.omit({ from: true, to: true }).extend({
  period: DaySchema,
});
export type PointQuery = z.infer<typeof PointQuerySchema>;

/** Rows of deliveries behind one point: where each stood, what it said, and since when it is known. */
export const IndicatorRowsSchema = z.object({
  total: z.number().int(),
  items: z.array(
    z.object({
      batchId: z.string(),
      fileName: z.string(),
      layout: z.string(),
      sheet: z.string(),
      row: z.number().int(),
      knownAt: InstantSchema,
      /** Day of the event, or first day of the value's period. */
      on: DaySchema,
      employerName: z.string(),
      what: BilingualSchema,
      /** The delivered value and its unit; null for an event. */
      value: z.number().nullable(),
      unit: z.string().nullable(),
    }),
  ),
});
export type IndicatorRows = z.infer<typeof IndicatorRowsSchema>;
