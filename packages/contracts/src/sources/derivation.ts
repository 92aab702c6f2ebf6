import { z } from 'zod';
import { eventKinds } from '@miaotou/domain';
import { BilingualSchema } from '../common.js';

const Attribute = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const Code = z.string().regex(/^(?:[A-Z]{2,3}\d{2}|[a-z]+(?:_[a-z]+)*)$/);

/** What must hold of an event: an attribute's value, a deadline kept, or what its person did before. */
export const EventTestSchema = z.union([
  z.strictObject({ attribute: Attribute, in: z.array(z.string()).min(1) }),
  /** The day in `done` is not after the day in `due`. */
  z.strictObject({ done: Attribute, notAfter: Attribute }),
  /**
   * `repeated`: the same person named the same employer on the same channel within `repeatDays`, or the sender says so.
   * `traceable`: person and employer are known, or the sender says whether it is a repeat.
   */
  z.strictObject({ is: z.enum(['repeated', 'traceable']) }),
]);
export type EventTest = z.infer<typeof EventTestSchema>;

/** How the events of a period become one number. Sums, counts and stocks of a covered period without events are zero. */
export const EventMeasureSchema = z
  .discriminatedUnion('take', [
    z.strictObject({ take: z.literal('count') }),
    /** Different values of an attribute. */
    z.strictObject({ take: z.literal('distinct'), of: Attribute }),
    z.strictObject({ take: z.literal('sum'), of: z.enum(['persons', 'amount']) }),
    z.strictObject({ take: z.literal('max'), of: z.literal('months') }),
    /** Largest number that an attribute holds; words of the attribute count as the rank given. */
    z.strictObject({
      take: z.literal('max-attribute'),
      of: Attribute,
      ranks: z.record(z.string(), z.number()).optional(),
    }),
    /** Percent of the events for which `share` holds; null when there is none. */
    z.strictObject({ take: z.literal('share'), share: z.array(EventTestSchema).min(1) }),
    /** Smallest number of hours from the event to the instant in an attribute. */
    z.strictObject({ take: z.literal('hours-until'), of: Attribute }),
    /** Events past a deadline and not done by the end of the day: a stock. */
    z.strictObject({
      take: z.literal('overdue'),
      clocks: z.array(z.strictObject({ due: Attribute, done: z.array(Attribute).min(1) })).min(1),
    }),
    /** Reads plus shares as last seen in the period. */
    z.strictObject({ take: z.literal('reach') }),
    /** Percent by which reads plus shares grew over so many hours, up to the last time seen in the period. */
    z.strictObject({ take: z.literal('growth'), hours: z.number().int().positive() }),
  ])
  .and(
    z.object({
      /** Only events of which all of this holds. */
      where: z.array(EventTestSchema).optional(),
      /** Attribute that holds the day the event counts on; else the day on which it happened. */
      on: Attribute.optional(),
      /** Counts every event, also one that tells of a matter once more. */
      every: z.literal(true).optional(),
      /** The event counts on its day and the days after it, so many in all. */
      trailingDays: z.number().int().min(2).max(400).optional(),
    }),
  );
export type EventMeasure = z.infer<typeof EventMeasureSchema>;

const periods = ['day', 'week', 'month', 'quarter'] as const;
export type IndicatorPeriod = (typeof periods)[number];

/** A figure shown beside an indicator's value, with its own name and unit. */
const beside = <T extends z.ZodType>(measure: T) =>
  z.array(z.strictObject({ key: Attribute, name: BilingualSchema, unit: z.string(), measure })).default([]);

/** An indicator that is counted from events. */
const FromEvents = z.strictObject({
  code: Code,
  from: z.literal('events'),
  kind: z.enum(eventKinds),
  /** Layouts whose events count: a period that one of them has not covered is a gap. */
  layouts: z.array(z.string()).min(1),
  per: z.enum(periods),
  /**
   * One matter on several channels counts once: the same person and employer within `matterWindows`, or as people decided
   * of its links.
   */
  once: z.boolean().default(false),
  value: EventMeasureSchema,
  beside: beside(EventMeasureSchema),
});

/** How an employer's own values become one number. Where a value that it needs is missing, there is none. */
export const ValueMeasureSchema = z.discriminatedUnion('take', [
  /** Change of the mean of the last `mean` months against the mean `monthsBefore` earlier. */
  z.strictObject({
    take: z.literal('change'),
    of: Code,
    mean: z.number().int().min(1).max(12),
    monthsBefore: z.number().int().min(1).max(36),
    as: z.enum(['percent', 'difference']),
  }),
  /** Periods in a row up to this one with a value above zero; one without value ends the row, or makes it unknown. */
  z.strictObject({ take: z.literal('streak'), of: Code, missing: z.enum(['ends', 'unknown']) }),
  /** One value over another in the newest month of the period that states both; null over zero. */
  z.strictObject({ take: z.literal('ratio'), of: Code, over: Code }),
]);
export type ValueMeasure = z.infer<typeof ValueMeasureSchema>;

/** An indicator that is computed from values that layouts deliver. */
const FromValues = z.strictObject({
  code: Code,
  from: z.literal('values'),
  /** Layouts that deliver the values. */
  layouts: z.array(z.string()).min(1),
  per: z.enum(periods),
  value: ValueMeasureSchema,
  beside: beside(ValueMeasureSchema),
});

/** How an indicator that nobody delivers follows from what is delivered. Data: the warehouse compiles it to one query. */
export const DerivationSchema = z.discriminatedUnion('from', [FromEvents, FromValues]);
export type Derivation = z.infer<typeof DerivationSchema>;
export type EventDerivation = Extract<Derivation, { from: 'events' }>;
export type ValueDerivation = Extract<Derivation, { from: 'values' }>;

/** How near two reports of one person against one employer must lie to be one matter, from a day on. */
export interface MatterWindow {
  /** YYYY-MM-DD: the day from which the later report is made. */
  readonly from: string;
  readonly days: number;
}
/** The windows in force [own], oldest first: a new number is a new line, so that what was linked before stays linked. */
export const matterWindows: readonly MatterWindow[] = [{ from: '1970-01-01', days: 60 }];

/** Days of the window in force on a day (YYYY-MM-DD); those of the first before any. */
export function matterDaysOn(windows: readonly MatterWindow[], day: string): number {
  const inForce = windows.findLast(({ from }) => from <= day) ?? windows[0];
  return inForce?.days ?? 0;
}
/** Days within which the same person's report of the same employer on the same channel repeats it. */
export const repeatDays = 90;
