import { z } from 'zod';
import { BilingualSchema, DaySchema, InstantSchema, PageQuerySchema, pageOf } from '../common.js';

/** What is counted in a series, one matter once: reports that belong to one matter count on the day of its first. */
export const detectionMeasures = [
  'complaints',
  'petitions',
  'cases',
  'people',
  'opinion',
  'collective',
] as const;
export type DetectionMeasure = (typeof detectionMeasures)[number];

/** Counted by the week (Monday to Sunday) or by the day. */
export const detectionCadences = ['weekly', 'daily'] as const;
export type DetectionCadence = (typeof detectionCadences)[number];

/** Of whom a series is: the county, a town or zone, a section of GB/T 4754, or a section within a town. */
export const seriesKinds = ['county', 'town', 'industry', 'industry-town'] as const;
export type SeriesKind = (typeof seriesKinds)[number];

/** Why a point was not judged. */
export const detectionAbstentions = [
  'missing',
  'too-short',
  'gaps-in-baseline',
  'too-few-cases',
  'source-behind',
  'no-dispersion',
  'no-fit',
  'not-estimable',
] as const;
export type DetectionAbstention = (typeof detectionAbstentions)[number];

/** Why a period has no count: sources did not tell of all of it, or a delivery was left out amid others. */
export const seriesGaps = ['not-covered', 'left-out'] as const;
export type SeriesGap = (typeof seriesGaps)[number];

/** The detector that judged, with all that its result depends on. */
export const DetectionMethodSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  name: BilingualSchema,
  /** Chance of an alarm without reason in one period. */
  alpha: z.number(),
});
export type DetectionMethod = z.infer<typeof DetectionMethodSchema>;

/** Whose series it is. `region` is empty for the county and for a section of the whole county. */
export const SeriesSubjectSchema = z.object({
  kind: z.enum(seriesKinds),
  /** Region code, section letter, or `region/section`; empty for the county. */
  id: z.string(),
  name: BilingualSchema,
  region: z.string(),
  /** Section letter of GB/T 4754; empty where the series is of all industries. */
  industry: z.string(),
});
export type SeriesSubject = z.infer<typeof SeriesSubjectSchema>;

const Judged = {
  /** First and last day of the period. */
  at: DaySchema,
  through: DaySchema,
  /** Null: nothing is known of the period. Never a zero for what is missing. */
  observed: z.number().int().nullable(),
  expected: z.number().nullable(),
  upperbound: z.number().nullable(),
  /** 0 at what was expected, 1 at the bound. */
  score: z.number().nullable(),
  /** Chance of so many or more by chance alone. */
  pValue: z.number().nullable(),
  /** Null: not judged, see `abstained`. */
  alarm: z.boolean().nullable(),
  abstained: z.enum(detectionAbstentions).nullable(),
};

/** One period of one series as the newest run that knew of it judged it. */
export const DetectionRowSchema = z.object({
  cadence: z.enum(detectionCadences),
  measure: z.enum(detectionMeasures),
  measureName: BilingualSchema,
  subject: SeriesSubjectSchema,
  ...Judged,
  /** Share of chance findings to be expected among series as unusual as this one (Benjamini-Hochberg). */
  qValue: z.number().nullable(),
  sentence: BilingualSchema,
  /** The counts up to this period, the oldest first; null is a gap. */
  recent: z.array(z.number().int().nullable()),
  /** When it was judged. */
  judgedAt: InstantSchema,
});
export type DetectionRow = z.infer<typeof DetectionRowSchema>;

/** Query of `GET /detections`: unusual periods of the last weeks (or days), the newest first and then the least likely. */
export const DetectionQuerySchema = PageQuerySchema.extend({
  cadence: z.enum(detectionCadences).default('weekly'),
  measure: z.enum(detectionMeasures).optional(),
  kind: z.enum(seriesKinds).optional(),
  region: z.string().max(20).optional(),
  /** Section letter of GB/T 4754. */
  industry: z
    .string()
    .regex(/^[A-T]$/)
    .optional(),
  /** `unusual` shows alarms only, `all` every judgement and abstention. */
  show: z.enum(['unusual', 'all']).default('unusual'),
  /** As known at the end of this day; now by default. */
  asOf: DaySchema.optional(),
});
export type DetectionQuery = z.infer<typeof DetectionQuerySchema>;

/** Answer of `GET /detections`. */
export const DetectionPageSchema = pageOf(DetectionRowSchema).extend({
  /** The periods that were looked at; null when no run has judged anything yet. */
  judged: z
    .object({
      from: DaySchema,
      through: DaySchema,
      judgedAt: InstantSchema,
      method: DetectionMethodSchema,
      /** Series of the chosen filters: all, with an alarm in the newest period, and without judgement by reason. */
      series: z.number().int(),
      alarms: z.number().int(),
      abstentions: z.array(
        z.object({
          reason: z.enum(detectionAbstentions),
          series: z.number().int(),
          detail: BilingualSchema,
        }),
      ),
    })
    .nullable(),
  /** How often an alarm comes without reason. */
  falseAlarms: BilingualSchema,
});
export type DetectionPage = z.infer<typeof DetectionPageSchema>;

/** Query of `GET /detections/series`: one series, as known at the end of a day. */
export const DetectionSeriesQuerySchema = z.object({
  cadence: z.enum(detectionCadences).default('weekly'),
  measure: z.enum(detectionMeasures),
  kind: z.enum(seriesKinds).default('county'),
  /** As in `subject.id`; empty for the county. */
  subject: z.string().max(40).default(''),
  /** First day of the period that is told of; the newest judged by default. */
  at: DaySchema.optional(),
  asOf: DaySchema.optional(),
});
export type DetectionSeriesQuery = z.infer<typeof DetectionSeriesQuerySchema>;

/** Answer of `GET /detections/series`: the counts with what was expected and the bound, the oldest first. */
export const DetectionSeriesSchema = z.object({
  cadence: z.enum(detectionCadences),
  measure: z.enum(detectionMeasures),
  measureName: BilingualSchema,
  subject: SeriesSubjectSchema,
  asOf: InstantSchema,
  method: DetectionMethodSchema,
  /** What a count is, before or after linking. */
  counted: BilingualSchema,
  /** Last day that every source of the measure covers; null when none does. */
  completeThrough: DaySchema.nullable(),
  points: z.array(z.object({ ...Judged, gap: z.enum(seriesGaps).nullable() })),
  /** The period asked for; null when it lies outside the points. */
  told: z
    .object({
      at: DaySchema,
      qValue: z.number().nullable(),
      sentence: BilingualSchema,
      /** What the judgement rests on, line by line. */
      why: z.array(BilingualSchema),
    })
    .nullable(),
  falseAlarms: BilingualSchema,
});
export type DetectionSeries = z.infer<typeof DetectionSeriesSchema>;

/** Query of `GET /detections/rows`: the delivered rows behind one point of a series. */
export const DetectionRowsQuerySchema = DetectionSeriesQuerySchema.extend({ at: DaySchema });
export type DetectionRowsQuery = z.infer<typeof DetectionRowsQuerySchema>;

/** Answer of `GET /detections/rows`: every report that was counted; `withheld` ones accuse, and are told to few. */
export const DetectionRowsSchema = z.object({
  total: z.number().int(),
  withheld: z.number().int(),
  items: z.array(
    z.object({
      batchId: z.string(),
      fileName: z.string(),
      layout: z.string(),
      sheet: z.string(),
      row: z.number().int(),
      knownAt: InstantSchema,
      on: DaySchema,
      region: z.string(),
      regionName: BilingualSchema,
      employerName: z.string(),
      what: BilingualSchema,
    }),
  ),
});
export type DetectionRows = z.infer<typeof DetectionRowsSchema>;

/** Weeks that a hotspot is looked for in. */
export const hotspotWeeks = [4, 8, 13] as const;
export type HotspotWeeks = (typeof hotspotWeeks)[number];

/** Query of `GET /hotspots`. */
export const HotspotQuerySchema = z.object({
  weeks: z
    .enum(['4', '8', '13'])
    .default('4')
    .transform((text) => Number(text) as HotspotWeeks),
  measure: z.enum(detectionMeasures).default('complaints'),
  asOf: DaySchema.optional(),
});
export type HotspotQuery = z.infer<typeof HotspotQuerySchema>;

const RegionCount = z.object({ region: z.string(), name: BilingualSchema, observed: z.number().int() });

/** Neighbouring towns in which more happened since a day than elsewhere at the time. */
export const HotspotSchema = z.object({
  rank: z.number().int(),
  /** Counted since the hotspot began. */
  members: z.array(RegionCount.extend({ expected: z.number() })),
  since: DaySchema,
  observed: z.number().int(),
  expected: z.number(),
  relativeRisk: z.number().nullable(),
  p: z.number(),
  significant: z.boolean(),
  sentence: BilingualSchema,
});
export type Hotspot = z.infer<typeof HotspotSchema>;

/** Answer of `GET /hotspots`: what the newest scan found, the likeliest first. */
export const HotspotPageSchema = z.object({
  weeks: z.union([z.literal(4), z.literal(8), z.literal(13)]),
  measure: z.enum(detectionMeasures),
  measureName: BilingualSchema,
  /** Null when no scan was made yet. */
  scan: z
    .object({
      from: DaySchema,
      through: DaySchema,
      scannedAt: InstantSchema,
      cases: z.number().int(),
      /** Clusters with a p up to this are significant. */
      significance: z.number(),
      replicates: z.number().int(),
      /** Why there was no scan, though it was its time. */
      abstained: z
        .object({ reason: z.enum(['source-behind', 'too-few-cases']), detail: BilingualSchema })
        .nullable(),
    })
    .nullable(),
  clusters: z.array(HotspotSchema),
  /** Every town and zone of the scan, counted over all of its weeks. */
  regions: z.array(
    RegionCount.extend({
      centre: z.object({ lat: z.number(), lon: z.number(), approximate: z.boolean() }).nullable(),
    }),
  ),
});
export type HotspotPage = z.infer<typeof HotspotPageSchema>;
