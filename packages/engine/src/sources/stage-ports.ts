import type { CheckedRow, Manifest } from '@miaotou/contracts';
import type { EventKind } from '@miaotou/domain';
import type { SummedSheet, TotalLine } from './totals.js';

/** What the warehouse must know to check one delivery. Days are bounds for every date, YYYY-MM-DD. */
export interface StagePlan {
  readonly manifest: Manifest;
  readonly batchId: number;
  /** Size of the file, by which the staging is kept in memory or on disk. */
  readonly bytes: number;
  readonly observedAt: Date;
  readonly firstDay: string;
  readonly lastDay: string;
  /** First day of the last cycle that was over when the delivery came: what a file reports that does not say. */
  readonly lastCycle: string | null;
  /** For a correction: the batch whose quarantined rows are tried again, by whom and why. */
  readonly correction: {
    readonly batchId: number;
    readonly by: string;
    readonly reason: string;
    /** The rows' values were confirmed: checks that only ask whether a value is right stay silent. */
    readonly confirms: boolean;
  } | null;
}

/** A sheet written as text cells by us: `n sheet row context cells` and then the fields of `fields`, tab-separated. */
export interface TextSheet {
  readonly kind: 'text';
  readonly path: string;
  readonly sheet: string;
  readonly fields: readonly string[];
  readonly columns: Readonly<Record<string, number>>;
  readonly factors: Readonly<Record<string, number>>;
  /** The sheet's own lines of totals. */
  readonly totals: readonly TotalLine[];
}
/** A file that the engine reads by itself: one header line, then a row on each line, so that a row is read back from it. */
export interface BulkFile {
  readonly kind: 'bulk';
  readonly path: string;
  readonly sha256: string;
  readonly width: number;
  readonly columns: Readonly<Record<string, number>>;
  readonly factors: Readonly<Record<string, number>>;
}

/** The employer as rows of a delivery write it; `ident` stands for the three texts. */
export interface WrittenEmployer {
  readonly ident: string;
  readonly uscc: string | null;
  readonly name: string | null;
  readonly place: string | null;
  /** Rows that have no other fault. */
  readonly goodRows: number;
}

/** Whom the rows of one written employer belong to; subject '' where none is named. */
export interface SettledEmployer {
  readonly ident: string;
  readonly subject: string;
  readonly name: string;
  readonly region: string;
  /** Where the register has a known employer; absent for everybody else. */
  readonly home?: string;
}

export interface StageCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly quarantined: number;
  /** Of the quarantined: rows that only wait for a person to say that they are right. */
  readonly held: number;
  readonly duplicates: number;
  readonly corrected: number;
}

/** One accepted (or, for its group's sake, repeated) row on its way to the mapping. */
export interface StagedRow {
  readonly n: number;
  readonly ident: string;
  /** Rows alike in this are mapped together. */
  readonly group: string;
  readonly checked: CheckedRow;
}

/** A value on its way into the warehouse. */
export interface LandedObservation {
  readonly indicator: string;
  readonly subjectKind: 'employer' | 'town';
  readonly subjectId: string;
  readonly region: string;
  readonly period: string;
  readonly value: number;
  readonly sheet: string;
  readonly row: number;
}
/** A happening on its way into the warehouse; `occurredAt` is ISO text. */
export interface LandedEvent {
  readonly kind: EventKind;
  readonly eventId: string;
  readonly employerId: string;
  readonly employerName: string;
  readonly region: string;
  readonly industry: string;
  readonly occurredAt: string;
  readonly persons: number | null;
  readonly amountFen: number | null;
  readonly months: number | null;
  readonly personKeys: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly sheet: string;
  readonly row: number;
}
/** Mapped rows as files of one JSON object a line, so that memory does not grow with the delivery; null for none. */
export interface MappedFiles {
  readonly observations: string | null;
  readonly events: string | null;
}

/** What only we can tell of a delivery: wrong codes where codes are required, and places that nobody knows. */
export interface StageFindings {
  readonly badIdents: readonly string[];
  readonly badCodes: readonly string[];
  readonly unknownPlaces: readonly string[];
}

/** The industry that the newest of an employer's rows states, as it is written. */
export interface StatedIndustry {
  readonly subject: string;
  readonly industry: string;
  readonly rows: number;
}

/** One delivery while it is checked: nothing of it can be seen by anybody else, and all of it is gone when the work ends. */
export interface Stage {
  load(part: TextSheet | BulkFile): Promise<void>;
  /**
   * Whether the engine may have read the file otherwise than the sender meant: rows with more cells than the header,
   * cells over several lines, lines that look like totals. Such a file goes the slow, exact way. Its text is UTF-8: the
   * reader has gone through all of it before.
   */
  oddities(): Promise<number>;
  rowCount(): Promise<number>;
  /** The sheets' own totals beside the sums of their rows. */
  totals(): Promise<readonly SummedSheet[]>;
  /** Settles those whom an earlier delivery settled under the same terms, so that nobody needs to look at them again. */
  settleKnown(terms: string): Promise<void>;
  /** Those whom `settleKnown` left, valid codes first; `most` of them (all, by default), and the next with the next call. */
  writtenEmployers(most?: number): Promise<readonly WrittenEmployer[]>;
  /** Other columns that hold a social credit code: their distinct texts. */
  writtenCodes(): Promise<readonly string[]>;
  /** Columns that name places: their distinct texts. */
  writtenPlaces(): Promise<readonly string[]>;
  /** Decides each row: kept, quarantined or duplicate. */
  judge(findings: StageFindings): Promise<StageCounts>;
  settle(employers: readonly SettledEmployer[]): Promise<void>;
  /** Keeps for later deliveries who was settled here, but for some; pending names and nobodies are asked about anew. */
  rememberSettled(terms: string, without: readonly string[]): Promise<void>;
  /** Everybody settled in this delivery, in pages. */
  settled(): AsyncIterable<readonly SettledEmployer[]>;
  /** What kept rows say of the industries of registered employers, in pages. */
  statedIndustries(): AsyncIterable<readonly StatedIndustry[]>;
  /** Latest value of the manifest's periodField among kept rows, YYYY-MM-DD. */
  latestPeriod(): Promise<string | null>;
  /** Rows to map, whole groups in order. */
  pages(): AsyncIterable<readonly StagedRow[]>;
  /** Moves rows to the quarantine that the mapping could not take. */
  reject(rows: readonly { readonly n: number; readonly text: string }[]): Promise<StageCounts>;
  /**
   * The raw rows, and the versions of those that are kept. A file that the engine read itself is its own raw rows, and of
   * a direct layout the observations are the versions: a row is known by what it says of whom and when.
   */
  landRows(): Promise<void>;
  /** The rows that are not kept, after the raw rows. */
  landQuarantine(): Promise<void>;
  landDirect(): Promise<void>;
  landMapped(files: MappedFiles): Promise<void>;
  /** Takes back what corrected rows said before and say no more. */
  retractStale(): Promise<void>;
  landWatermark(completeThrough: string): Promise<void>;
}

/** A row that failed while rows were only tried, with all its faults. */
export interface FaultyRow {
  readonly sheet: string;
  readonly row: number;
  readonly faults: readonly { readonly code: string; readonly field: string; readonly value: string }[];
}

/** Rows being tried: checked like a delivery, and never kept. */
export interface TrialStage extends Pick<
  Stage,
  | 'load'
  | 'settleKnown'
  | 'settled'
  | 'writtenEmployers'
  | 'writtenCodes'
  | 'writtenPlaces'
  | 'settle'
  | 'judge'
  | 'pages'
  | 'reject'
> {
  faults(): Promise<readonly FaultyRow[]>;
}
