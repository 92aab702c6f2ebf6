import type { DetectionAbstention, DetectionCadence, DetectionMeasure, SeriesKind } from '@miaotou/contracts';
import type { Day, EventKind, SourceFamily } from '@miaotou/domain';

/** Which series: what is counted, and of whom. */
export interface SeriesKey {
  readonly measure: DetectionMeasure;
  readonly kind: SeriesKind;
  /** As in the contract's `subject.id`. */
  readonly subject: string;
}

/** Counts of one series where there are any, by the first day of their period; null where no report says how many. */
export interface SparseSeries extends SeriesKey {
  readonly counts: ReadonlyMap<Day, number | null>;
}

/** What of the events is counted: those that happened from `from` up to `to`, as known at a moment. */
export interface SeriesWindow {
  readonly from: Day;
  readonly to: Day;
  readonly knownAt: Date;
}

/** One day of one series as EARS judged it in the warehouse; nulls where its baseline holds a gap. */
export interface DailyJudgement extends SeriesKey {
  readonly observed: number | null;
  readonly expected: number | null;
  readonly upperbound: number | null;
  readonly pValue: number | null;
  readonly alarm: boolean | null;
  /** The counts up to the day, the oldest first. */
  readonly recent: readonly (number | null)[];
}

/** What EARS is asked. */
export interface DailyRequest {
  /** The day judged, and the measures judged on it. */
  readonly today: Day;
  readonly measures: readonly DetectionMeasure[];
  /** Days of which nothing is known, by measure. */
  readonly unknown: ReadonlyMap<DetectionMeasure, readonly Day[]>;
  /** Series with fewer cases than this, of the baseline and the day together, are left out. */
  readonly minCases: number;
  /** Floor of the baseline's standard deviation. */
  readonly minSigma: number;
  /** How many standard deviations above the mean the bound lies. */
  readonly z: number;
}

/** The series of a window, read by pages in the order of their keys. */
export interface SeriesReader {
  weeks(after: SeriesKey | null, limit: number): Promise<readonly SparseSeries[]>;
  daily(request: DailyRequest, signal: AbortSignal): Promise<readonly DailyJudgement[]>;
  /** The days of every town of a measure since a day. */
  towns(measure: DetectionMeasure, since: Day): Promise<readonly SparseSeries[]>;
}

/** One period as it was judged, and from what. */
export interface KeptDetection extends SeriesKey {
  readonly cadence: DetectionCadence;
  readonly period: Day;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly upperbound: number | null;
  readonly score: number | null;
  readonly pValue: number | null;
  readonly qValue: number | null;
  readonly alarm: boolean | null;
  readonly abstained: DetectionAbstention | null;
  readonly recent: readonly (number | null)[];
  readonly method: string;
  readonly methodVersion: number;
  readonly alpha: number;
  /** Hash of everything that the judgement follows from. */
  readonly fingerprint: string;
}

/** What a list of detections is narrowed to. */
export interface DetectionFilter {
  readonly cadence: DetectionCadence;
  readonly measure: DetectionMeasure | null;
  readonly kind: SeriesKind | null;
  readonly region: string | null;
  readonly industry: string | null;
  readonly unusual: boolean;
  readonly knownAt: Date;
  /** Periods before this day are not judged any more, and not listed. */
  readonly since: Day;
  readonly regions: readonly string[] | null;
  readonly limit: number;
  readonly offset: number;
}

/** How the newest judged period of each measure stands. */
export interface JudgedTotals {
  readonly measure: DetectionMeasure;
  readonly from: Day;
  readonly through: Day;
  readonly judgedAt: Date;
  readonly method: string;
  readonly methodVersion: number;
  readonly alpha: number;
  readonly series: number;
  readonly alarms: number;
  readonly abstentions: ReadonlyMap<DetectionAbstention, number>;
}

/** A report behind a point. */
export interface CountedReport {
  readonly batchId: string;
  readonly layout: string;
  readonly sheet: string;
  readonly row: number;
  readonly knownAt: Date;
  readonly on: Day;
  readonly region: string;
  readonly employerName: string;
  readonly kind: EventKind;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface DetectionsWarehouse {
  /** Counts the events of a window once, and reads series of them until `work` is done. */
  withSeries<T>(window: SeriesWindow, work: (reader: SeriesReader) => Promise<T>): Promise<T>;
  /** One series. */
  series(window: SeriesWindow, cadence: DetectionCadence, key: SeriesKey): Promise<SparseSeries>;
  /** The newest judgements of some periods that were kept of series after one key and up to another; null has no end. */
  kept(
    cadence: DetectionCadence,
    periods: readonly Day[],
    span: { readonly after: SeriesKey | null; readonly upTo: SeriesKey | null },
    knownAt: Date,
  ): Promise<readonly KeptDetection[]>;
  /** The newest judgement of one period that was kept of one series. */
  keptPoint(
    cadence: DetectionCadence,
    period: Day,
    key: SeriesKey,
    knownAt: Date,
  ): Promise<KeptDetection | null>;
  append(
    rows: readonly KeptDetection[],
    run: { readonly runId: string; readonly knownAt: Date; readonly judgedAt: Date },
  ): Promise<void>;
  list(filter: DetectionFilter): Promise<{
    readonly total: number;
    readonly items: readonly (KeptDetection & { readonly judgedAt: Date })[];
  }>;
  totals(filter: DetectionFilter): Promise<readonly JudgedTotals[]>;
  /** The reports of a window that a series counts on the days from `from` up to `to`, the newest first. */
  reports(
    window: SeriesWindow,
    key: SeriesKey,
    days: { readonly from: Day; readonly to: Day },
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly CountedReport[] }>;
}

/** How long one layout has told of everything: from the first day of its first delivery to the last of its newest. */
export interface ToldSpan {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly from: Day;
  readonly through: Day;
  /** Kinds of event that it tells of. */
  readonly kinds: readonly EventKind[];
}

/** Names of the files that rows came in. */
export type FileNames = (
  batchIds: readonly string[],
) => Promise<readonly { readonly batchId: string; readonly fileName: string }[]>;

/** One series as the models judge it: every period counts, and null is a gap. */
export interface SeriesToJudge {
  readonly observed: readonly (number | null)[];
  /** First day of each period. */
  readonly dates: readonly Day[];
  /** Places to judge, 0-based and both included. */
  readonly from: number;
  readonly to: number;
}

/** What a model says of one period. */
export interface PointJudgement {
  readonly at: number;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly upperbound: number | null;
  readonly score: number | null;
  readonly pValue: number | null;
  readonly alarm: boolean | null;
  readonly abstained: DetectionAbstention | null;
}

/** Judges many series by the product's detector beside the event loop. A series that cannot be judged abstains alone. */
export interface SeriesJudges {
  weekly(
    series: readonly SeriesToJudge[],
    covariates: ReadonlyMap<Day, readonly number[]>,
    control: { readonly alpha: number },
    signal: AbortSignal,
  ): Promise<readonly (readonly PointJudgement[])[]>;
}
