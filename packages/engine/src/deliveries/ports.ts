import type { OfficeContact, Owed } from '@miaotou/contracts';
import type { Bilingual, Cycle, Day, EventKind, SourceFamily } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import type { DeliveredPart } from './spans.js';
import type { BatchFacts, Expectation } from './state.js';

/** What a layout owes and who owes it, from its manifest. */
export interface ExpectedLayout {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly name: Bilingual;
  readonly office: { readonly code: string; readonly name: Bilingual };
  readonly every: Cycle;
  readonly graceDays: number;
  /** Its rows are dated by the day, so that a period can come without any. */
  readonly dated: boolean;
}

/** What came, as known at a moment. */
export interface DeliveriesWarehouse {
  /** Which periods each delivery told of; one batch can be left out. */
  periods(knownAt: Date, without?: string): Promise<readonly DeliveredPart[]>;
  /** The same, by town. */
  towns(knownAt: Date): Promise<readonly DeliveredPart[]>;
  /** Notes that a layout is complete through a day although no file says so. */
  complete(layout: ExpectedLayout, through: Day, at: Date): Promise<void>;
  /** Which of these layouts tells of which kinds of event. */
  kindsOf(
    layouts: readonly string[],
  ): Promise<readonly { readonly layout: string; readonly kind: EventKind }[]>;
}

/** A period of which an office said that it had nothing to report 零报告. */
export interface NilReport {
  readonly layout: string;
  readonly period: Day;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** A file that told of a period. */
export interface DeliveredFile extends BatchFacts {
  readonly id: number;
  readonly fileName: string;
  readonly receivedAt: Date;
}

/** A reminder letter as it is kept: what it says, and the file as it was sent. */
export interface ReminderRecord {
  readonly id: number;
  readonly year: number;
  /** Counts from 1 each year. */
  readonly place: number;
  readonly office: string;
  readonly by: string;
  readonly automatic: boolean;
  readonly at: Date;
  readonly owed: readonly Owed[];
  readonly text: readonly string[];
  readonly sha256: string;
}

/** What is expected, whom to write to, and what was written, in the records. */
export interface DeliveriesRecords {
  expectations(at: Executor): Promise<readonly Expectation[]>;
  expect(at: Executor, expectation: Expectation, by: string, when: Date): Promise<void>;
  nils(at: Executor): Promise<readonly NilReport[]>;
  addNil(at: Executor, nil: NilReport): Promise<void>;
  contacts(at: Executor): Promise<readonly OfficeContact[]>;
  setContact(at: Executor, contact: OfficeContact, by: string, when: Date): Promise<void>;
  files(at: Executor, ids: readonly number[]): Promise<readonly DeliveredFile[]>;
  /** Letters of all offices, newest first. */
  letters(at: Executor): Promise<readonly ReminderRecord[]>;
  letter(at: Executor, id: number): Promise<ReminderRecord | null>;
  /** The highest number given in a year; the caller holds the lock on numbers. */
  lastPlace(at: Executor, year: number): Promise<number>;
  addLetter(at: Executor, letter: Omit<ReminderRecord, 'id'>): Promise<ReminderRecord>;
}
