import { z } from 'zod';

/** Methods that `miaotou detect` knows: those of the reference by its names, and `unusual`, the product's own. */
export const detectMethods = [
  'farrington-flexible',
  'farrington',
  'ears-c1',
  'ears-c2',
  'ears-c3',
  'cusum',
  'bayes',
  'rki',
  'unusual',
] as const;
export type DetectMethod = (typeof detectMethods)[number];

const count = z.number().nullable();

/** One series of a detect file. What a count may be is said by the methods, so that each fault is told with its place. */
export const DetectSeriesSchema = z.object({
  id: z.string(),
  /** Periods of a year. */
  freq: z.number(),
  start: z.tuple([z.number(), z.number()]).readonly(),
  observed: z.array(count).readonly(),
  dates: z.array(z.string()).readonly().optional(),
  population: z.array(z.number()).readonly().optional(),
  /** 1-based, both ends included; the whole series where it is left out. */
  range: z.tuple([z.number(), z.number()]).readonly().optional(),
  /** By the reference's own parameter names. */
  control: z.record(z.string(), z.unknown()).optional(),
});
export type DetectSeries = z.infer<typeof DetectSeriesSchema>;

/** Why one series of a file was not judged; the others were. */
export const DetectErrorSchema = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** 1-based place of the count, date or population that is at fault. */
  at: z.number().int().positive().optional(),
});

/** 'Inf' stands for an infinite number, which JSON does not have. */
const reference = z.array(z.union([z.number(), z.literal('Inf'), z.literal('-Inf')]).nullable()).readonly();

/** What is written of one series: arrays over its range, null where the method says nothing; or the error. */
export const DetectedSeriesSchema = z.union([
  z.object({
    id: z.string(),
    range: z.tuple([z.number(), z.number()]).readonly(),
    upperbound: reference,
    alarm: z.array(z.union([z.literal(0), z.literal(1)]).nullable()).readonly(),
    expected: reference.optional(),
    mu0: reference.optional(),
    phi: reference.optional(),
    trend: reference.optional(),
    trendCoef: reference.optional(),
    score: reference.optional(),
    pvalue: reference.optional(),
    cusum: reference.optional(),
    median: reference.optional(),
    quantileProb: reference.optional(),
  }),
  z.object({ id: z.string().nullable(), error: DetectErrorSchema }),
]);
export type DetectedSeries = z.infer<typeof DetectedSeriesSchema>;

/** The whole file that is written. */
export const DetectOutputSchema = z.object({
  method: z.enum(detectMethods),
  series: z.array(DetectedSeriesSchema).readonly(),
});
export type DetectOutput = z.infer<typeof DetectOutputSchema>;
