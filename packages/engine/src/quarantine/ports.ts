import type { Correction, Mapping, QuarantineRow, ValueChange } from '@miaotou/contracts';
import type { CorrectionRecord, CorrectionsRead, StandingMappings } from '../sources/index.js';
import type { Executor } from '../shared/index.js';

/** A quarantined row as its newest version has it. */
export interface QuarantineEntry {
  readonly batchId: number;
  readonly layout: string;
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly string[];
  readonly faults: readonly Fault[];
  readonly state: QuarantineRow['state'];
  readonly version: number;
  readonly since: Date;
}
export interface Fault {
  readonly code: string;
  readonly field: string;
  readonly value: string;
}
export interface RowPlace {
  readonly sheet: string;
  readonly row: number;
}

/** Which rows are meant. Without `state`, those that wait: open and held. */
export interface Wanted {
  readonly batchId?: number;
  /** Absent: every layout. */
  readonly layouts?: readonly string[];
  readonly reason?: string;
  readonly field?: string;
  readonly value?: string;
  readonly state?: QuarantineRow['state'] | 'any';
  /** Only rows in quarantine since this instant or longer. */
  readonly before?: Date;
}

export interface GroupCount extends Pick<Fault, 'code' | 'field'> {
  readonly layout: string;
  readonly rows: number;
  readonly held: number;
  readonly batches: number;
  readonly oldest: Date;
  readonly distinct: number;
  readonly values: readonly { readonly value: string; readonly rows: number }[];
}

export interface Waiting {
  readonly rows: number;
  readonly batches: number;
  readonly oldest: Date | null;
  /** Rows that came before each of the asked instants. */
  readonly before: readonly number[];
}

export interface RowEntry {
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly state: QuarantineRow['state'];
  readonly cells: readonly string[];
  readonly faults: readonly Fault[];
  readonly correctionId: number;
}

/** Quarantined rows in the warehouse. */
export interface QuarantineStore {
  rows(
    wanted: Wanted,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly items: readonly QuarantineEntry[]; readonly total: number }>;
  rowsAt(batchId: number, places: readonly RowPlace[]): Promise<readonly QuarantineEntry[]>;
  /** Groups of rows that wait, largest first. */
  groups(
    wanted: Wanted,
    limit: number,
  ): Promise<{ readonly items: readonly GroupCount[]; readonly total: number }>;
  waitingSince(wanted: Wanted, instants: readonly Date[]): Promise<Waiting>;
  /** Places of the rows that wait, by delivery and sheet. */
  places(
    wanted: Wanted,
  ): Promise<
    readonly { readonly batchId: number; readonly sheet: string; readonly rows: readonly number[] }[]
  >;
  history(batchId: number, place: RowPlace): Promise<readonly RowEntry[]>;
  /** Appends a newer version of rows: a decision of a person that needs no run. */
  append(
    rows: readonly QuarantineEntry[],
    change: { readonly at: Date; readonly by: string; readonly reason: string },
  ): Promise<void>;
}

/** Corrections in the records. */
export interface CorrectionRecords extends CorrectionsRead {
  find(executor: Executor, batchId: number): Promise<CorrectionRecord | null>;
  /** The correction that takes this one back, on its way or done. */
  undoOf(executor: Executor, batchId: number): Promise<number | null>;
  list(
    executor: Executor,
    query: { readonly corrects?: number; readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly items: readonly ListedCorrection[]; readonly total: number }>;
}
export interface ListedCorrection extends CorrectionRecord {
  readonly fileName: string;
  readonly state: Correction['state'];
  readonly accepted: number;
  readonly quarantined: number;
  readonly undoneBy: number | null;
}

export interface ValueMappingRecord {
  readonly id: number;
  readonly layout: string;
  readonly field: string;
  readonly from: string | null;
  readonly change: ValueChange;
  readonly author: string;
  readonly reason: string;
  readonly since: Date;
  readonly until: Date | null;
  readonly endedBy: string | null;
  readonly endedReason: string | null;
  readonly batches: number;
  readonly rows: number;
}

/** Standing value mappings in the records. */
export interface ValueMappingRecords extends StandingMappings {
  add(
    executor: Executor,
    mapping: Pick<Mapping, 'layout' | 'field' | 'from' | 'change'> & {
      readonly author: string;
      readonly reason: string;
      readonly since: Date;
    },
  ): Promise<number>;
  list(executor: Executor): Promise<readonly ValueMappingRecord[]>;
  /** Ends one that stands; gives false where none of the id does. */
  end(
    executor: Executor,
    id: number,
    end: { readonly at: Date; readonly by: string; readonly reason: string },
  ): Promise<boolean>;
}

/** A workbook for the sending office. */
export interface ReturnWorkbook {
  /** Lines of the cover: label and text. */
  readonly cover: readonly (readonly [string, string])[];
  readonly sheets: readonly {
    readonly name: string;
    readonly headers: readonly string[];
    readonly rows: readonly {
      readonly cells: readonly string[];
      /** Faults by place in the row; -1 stands for the row as a whole. */
      readonly faults: readonly { readonly at: number; readonly text: string }[];
    }[];
  }[];
}

/** Writes workbooks. */
export interface WorkbookWriter {
  write(workbook: ReturnWorkbook): Promise<Buffer>;
}
