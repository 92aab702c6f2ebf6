import type {
  Archive,
  Batch,
  FaultPlace,
  Layout,
  Manifest,
  Note,
  Pipeline,
  SourceLayout,
} from '@miaotou/contracts';
import type { Bilingual, SourceFamily } from '@miaotou/domain';
import type { Executor, PermanentError } from '../shared/index.js';
import type { FaultCode } from './faults.js';
import type { CorrectionStore } from './correction-ports.js';
import type { Stage, StagePlan, TrialStage } from './stage-ports.js';

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
export type * from './stage-ports.js';
