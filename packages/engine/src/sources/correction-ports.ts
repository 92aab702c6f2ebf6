import type { Correction, Mapping } from '@miaotou/contracts';
import type { Executor } from '../shared/index.js';
import type { StandingMapping } from './standing.js';

/** What a correction was, beside its batch. */
export interface CorrectionRecord {
  readonly batchId: number;
  readonly corrects: number;
  readonly kind: Correction['kind'];
  readonly layout: string;
  readonly author: string;
  readonly reason: string;
  readonly madeAt: Date;
  readonly rows: number;
  readonly mapping: Mapping | null;
  readonly undoes: number | null;
}

/** Corrections as the imports need them. */
export interface CorrectionsRead {
  add(executor: Executor, correction: CorrectionRecord): Promise<void>;
  /** Corrections of a batch that were taken back. */
  undone(executor: Executor, original: number): Promise<ReadonlySet<number>>;
}

/** Standing value mappings as the imports need them. */
export interface StandingMappings {
  inForce(executor: Executor, layout: string, at: Date): Promise<readonly StandingMapping[]>;
  /** Those that changed rows of a batch when it was read. */
  usedBy(executor: Executor, batchId: number): Promise<readonly StandingMapping[]>;
  /** Replaces what is noted of a batch. */
  noteUses(executor: Executor, batchId: number, uses: ReadonlyMap<number, number>): Promise<void>;
}

/** A correction to be taken back. */
export interface Undo {
  /** The correction, when its rows count as known, and the batch that takes it back. */
  readonly correction: number;
  readonly knownAt: Date;
  readonly undo: number;
  readonly original: number;
  readonly layout: string;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** What corrections ask of the warehouse. */
export interface CorrectionStore {
  /** Quarantined rows of a batch that wait for a person, by sheet. */
  waiting(batchId: number): Promise<ReadonlyMap<string, ReadonlySet<number>>>;
  /** What is shown of rows that wait. */
  shownCells(
    batchId: number,
    places: readonly { readonly sheet: string; readonly row: number }[],
  ): Promise<readonly { readonly sheet: string; readonly row: number; readonly cells: readonly string[] }[]>;
  /**
   * Takes back what a correction landed: its values and events stand again as they were before it, its rows wait again.
   * Rows that were changed since stay as they are. Gives the number of rows that wait again. Idempotent.
   */
  undo(undo: Undo): Promise<number>;
}

export type { StandingMapping };
