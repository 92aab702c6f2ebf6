import type {
  Archive,
  Batch,
  CheckedRow,
  FaultPlace,
  Layout,
  Manifest,
  Note,
  Pipeline,
  SourceLayout,
} from '@miaotou/contracts';
import type { Bilingual, EventKind, SourceFamily } from '@miaotou/domain';
import type { Executor, PermanentError } from '../shared/index.js';
import type { FaultCode } from './faults.js';
import type { CorrectionStore } from './correction-ports.js';
import type { SummedSheet, TotalLine } from './totals.js';

/** One row of a delivery; `row` is 1-based as the sender sees it. */
export interface SourceRow {
  readonly row: number;
  readonly cells: readonly string[];
  /** The sender had hidden the row. */
  readonly hidden?: true;
  /** Positions, from 0, of formulas that were saved without their value. */
  readonly uncomputed?: readonly number[];
}
export interface SourceSheet {
  readonly name: string;
  /** Positions, from 0, of hidden columns; complete as soon as the first row has come. */
  readonly hiddenColumns: ReadonlySet<number>;
  readonly rows: AsyncIterable<SourceRow>;
}
/** A file that was found readable. */
export interface SourceFile {
  readonly format: 'xlsx' | 'csv' | 'csv.gz';
  readonly encoding: string | null;
  readonly separator: string | null;
  /** The workbook counts days from 1904. */
  readonly date1904: boolean;
  sheets(signal?: AbortSignal): AsyncIterable<SourceSheet>;
}

/** Where each field of a layout stands in a sheet. `unitFactors` turn the sheet's numbers into their stored units. */
export interface Recognised {
  readonly ok: true;
  readonly manifest: Manifest;
  /** Row of the (last) header line, as the sender sees it. */
  readonly headerRow: number;
  readonly columns: Readonly<Record<string, number>>;
  readonly unitFactors: Readonly<Record<string, number>>;
  readonly headers: readonly string[];
  /** Cells at the end of each row: what the sheet says once for all of them. */
  readonly appended: readonly string[];
  /** Column that gives the unit of money row by row, and the fields that follow it. */
  readonly unitColumn: { readonly at: number; readonly fields: readonly string[] } | null;
  /** Money fields whose unit nothing above the rows states. */
  readonly unitOpen: readonly string[];
  readonly notes: readonly Note[];
}
/** The layouts that deliveries are read by: those that the program ships and those that people added. */
export interface LayoutBook {
  /** Sources with their layouts as they are in force now. */
  inForce(): Promise<readonly Pipeline[]>;
  /** The newest version of every layout that is or was in force. */
  known(): Promise<readonly Manifest[]>;
  /** A layout as one of its versions has it, also when that one has ended; null when the layout is not known. */
  version(layout: string, version: number): Promise<Layout | null>;
}

/** What is known of a sheet besides its rows; `receivedOn` is YYYY-MM-DD. */
export interface SheetHints {
  readonly fileName: string;
  readonly sheetName?: string;
  readonly hiddenColumns?: ReadonlySet<number>;
  readonly receivedOn?: string;
}
export interface Unrecognised {
  readonly ok: false;
  /** The nearest layouts, best first, and what keeps the sheet from each. */
  readonly expected: readonly {
    readonly layout: string;
    readonly name: Bilingual;
    readonly missing: readonly string[];
    readonly doubled: readonly string[];
  }[];
  readonly found: readonly string[];
}
export type Recognition = Recognised | Unrecognised;

/** An archive's files and what in it is no delivery. */
export interface Unpacked {
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly skipped: readonly Note[];
}

/** How files are read. A file that cannot be read throws a `PermanentError`, when opened or while its rows come. */
export interface FileReader {
  open(path: string, fileName: string): Promise<SourceFile>;
  recognise(head: readonly SourceRow[], manifests: readonly Manifest[], hints: SheetHints): Recognition;
  /** A heading in the form in which headings are compared, and the unit that it names: in fen of money, in ones of counts. */
  headingWords(heading: string): {
    readonly words: string;
    readonly unit: number | null;
    readonly times: number | null;
  };
  /** Unit of money, in fen, that a line states; null when it states none. */
  statedUnit(line: string): number | null;
  /** Tells in which units money was taken. */
  unitNotes(manifest: Manifest, factors: Readonly<Record<string, number>>): readonly Note[];
  /** The refusal of a formula without a value; `column` from 0. */
  uncomputed(place: FaultPlace, column: number): PermanentError;
  /** The files of an archive, unpacked into a folder; null when the file is no archive of several files. */
  unpack(path: string, fileName: string, folder: string): Promise<Unpacked | null>;
  /** The bare name of a file, without folders and whatever a file system or a screen might take for more than a name. */
  safeName(fileName: string): string;
  /** The refusal of a file of the wrong kind: what was expected and what was found. */
  refusal(recognition: Unrecognised, place: FaultPlace): PermanentError;
  /** Whether a line after the header is no data: empty, a total, a signature, the header again. */
  isTrailer(cells: readonly string[], recognition: Recognised): boolean;
  /** Whether a line that is no data is the total of the rows, and not of a part or a page of them. */
  isGrandTotal(cells: readonly string[]): boolean;
}

/** What a stored original is known by. */
export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
}

/** The files as they came, kept for ever under their content's hash, and room for work in progress. */
export interface FileStore {
  /** Copies a file in. Throws `too-large` when it is beyond the limit. */
  keep(path: string): Promise<StoredFile>;
  keepText(text: string): Promise<StoredFile>;
  pathOf(sha256: string): string;
  /** Lines of a kept text by number, the first being 1, without their ends; a number beyond the last line is left out. */
  lines(sha256: string, numbers: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** A directory for one run; it is gone when the work ends. */
  scratch<T>(name: string, work: (directory: string) => Promise<T>): Promise<T>;
}

/** A batch as it is stored. */
export interface BatchRecord extends Omit<
  Batch,
  'id' | 'layoutName' | 'receivedAt' | 'observedAt' | 'finishedAt' | 'corrects' | 'archive'
> {
  readonly id: number;
  readonly archive: { readonly id: number; readonly fileName: string } | null;
  readonly sha256: string;
  readonly receivedAt: Date;
  readonly observedAt: Date;
  readonly finishedAt: Date | null;
  readonly corrects: number | null;
  readonly cancelAsked: Date | null;
  /** Header cells by sheet. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

export type NewBatch = Pick<
  BatchRecord,
  | 'source'
  | 'fileName'
  | 'sha256'
  | 'fileBytes'
  | 'via'
  | 'receivedFrom'
  | 'receivedAt'
  | 'observedAt'
  | 'corrects'
> & { readonly archiveId?: number };
export type BatchChange = Partial<
  Pick<
    BatchRecord,
    | 'state'
    | 'layout'
    | 'progress'
    | 'rows'
    | 'accepted'
    | 'quarantined'
    | 'held'
    | 'duplicates'
    | 'corrected'
    | 'problem'
    | 'finishedAt'
    | 'period'
    | 'headers'
    | 'cancelAsked'
    | 'notes'
    | 'corrects'
    | 'sha256'
    | 'fileBytes'
  > & { readonly layoutVersion: number | null; readonly encoding: string | null }
>;

/** Batches in the records. */
export interface BatchRecords {
  add(executor: Executor, batch: NewBatch): Promise<BatchRecord>;
  find(executor: Executor, id: number): Promise<BatchRecord | null>;
  /** The finished batch of this content, or one still on its way. */
  findSame(executor: Executor, source: SourceFamily, sha256: string): Promise<BatchRecord | null>;
  change(executor: Executor, id: number, change: BatchChange): Promise<void>;
  list(
    executor: Executor,
    query: {
      readonly source?: SourceFamily;
      readonly state?: Batch['state'];
      readonly archive?: number;
      readonly page: number;
      readonly pageSize: number;
    },
  ): Promise<{ readonly items: readonly BatchRecord[]; readonly total: number }>;
  /** Done corrections of a batch, oldest first. */
  correctionsOf(executor: Executor, id: number): Promise<readonly BatchRecord[]>;
  /** Batches that were begun and not ended. */
  unfinished(executor: Executor): Promise<readonly number[]>;
  lastArrivals(executor: Executor): Promise<ReadonlyMap<string, Date>>;
}

/** A ZIP of several files as it is stored. */
export interface ArchiveRecord extends Omit<Archive, 'id' | 'receivedAt'> {
  readonly id: number;
  readonly sha256: string;
  readonly receivedAt: Date;
}

/** Archives in the records. */
export interface ArchiveRecords {
  /** Adds it; the earlier one where the same content of the same source is there. */
  add(executor: Executor, archive: Omit<ArchiveRecord, 'id'>): Promise<ArchiveRecord>;
  find(executor: Executor, id: number): Promise<ArchiveRecord | null>;
}

/** Work that only one may do at a time, in this program and in every other on the same records. */
export interface Locks {
  /** `waiting` is called now and then while somebody else holds the lock; it throws to give the wait up. */
  underLock<T>(name: string, work: () => Promise<T>, waiting?: () => Promise<void>): Promise<T>;
}

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

/** The warehouse as landing needs it. */
export interface LandingStore extends CorrectionStore {
  /** Removes what an unfinished landing of the batch left. */
  clear(batchId: number): Promise<void>;
  stage<T>(plan: StagePlan, work: (stage: Stage) => Promise<T>): Promise<T>;
  /** Checks rows without keeping any. */
  trial<T>(plan: StagePlan, work: (stage: TrialStage) => Promise<T>): Promise<T>;
  rawRows(
    batchId: number,
    page: number,
    pageSize: number,
  ): Promise<{ readonly items: readonly (SourceRow & { readonly sheet: string })[]; readonly total: number }>;
  /** Newest watermark of each layout as known at an instant. */
  watermarks(knownAt: Date): Promise<ReadonlyMap<string, string>>;
  /** Writes newer rows that put everything of one subject under another, and takes the old ones back. Idempotent. */
  rekey(
    from: string,
    to: { readonly subject: string; readonly name: string; readonly region: string },
    at: Date,
  ): Promise<readonly number[]>;
  /** How many rows stand under each subject. */
  rowsOf(subjects: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export type { FaultCode, SourceLayout };
