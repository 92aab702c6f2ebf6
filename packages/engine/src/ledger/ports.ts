import type { LedgerFilter, LedgerQuery } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import type { KeptEntry, LedgerRecord } from './chain.js';
import type { LedgerRootRecord } from './root.js';

/** Whose entries may be shown, and of which places. */
export interface LedgerScope {
  /** Region codes that may be shown; null for all. */
  readonly regions: readonly string[] | null;
  /** Codes of the region asked for and all below it; null when none is asked for. */
  readonly within: readonly string[] | null;
}

/** The newest correction of a place of a chain. */
export interface Correcting {
  readonly chain: string;
  /** Number of the entry that is corrected. */
  readonly place: number;
  readonly seq: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** How many entries have a value, of one way of grading. */
export interface GradeCount {
  readonly facet:
    | 'tier'
    | 'disputeType'
    | 'keyGroup'
    | 'industry'
    | 'region'
    | 'chain'
    | 'headcount'
    | 'amount'
    | 'corrected'
    | 'all';
  readonly value: string;
  readonly entries: number;
}

/** Where a root went. */
export interface RootExport {
  readonly number: number;
  readonly way: 'folder' | 'messages' | 'download';
  readonly at: Date;
  readonly done: boolean;
  readonly detail: string;
}

/** The records as the ledger needs them. */
export interface LedgerStore {
  /** Takes the chain for this transaction and gives its end. */
  lockEnd(tx: Executor, chain: string): Promise<{ readonly seq: number; readonly hash: string } | null>;
  append(tx: Executor, records: readonly LedgerRecord[]): Promise<void>;
  page(
    at: Executor,
    query: LedgerQuery,
    scope: LedgerScope,
  ): Promise<{ readonly total: number; readonly records: readonly LedgerRecord[] }>;
  /** Everything that matches, newest first, a bounded number at a time. */
  matching(at: Executor, filter: LedgerFilter, scope: LedgerScope): AsyncIterable<readonly LedgerRecord[]>;
  counts(at: Executor, filter: LedgerFilter, scope: LedgerScope): Promise<readonly GradeCount[]>;
  /** Newest corrections of the places at which entries stand. */
  correcting(
    at: Executor,
    entries: readonly Pick<LedgerRecord, 'chain' | 'seq' | 'correctsSeq'>[],
  ): Promise<readonly Correcting[]>;
  /** An entry and everything that corrects it, in order. */
  place(at: Executor, chain: string, seq: number): Promise<readonly LedgerRecord[]>;
  /** All entries in order of chain and number, a bounded number at a time. */
  all(at: Executor): AsyncIterable<KeptEntry>;
  /** Names of the registered offices by code. */
  offices(at: Executor): Promise<ReadonlyMap<string, Bilingual>>;
  /** Keeps others from making roots until the transaction ends, and gives the newest. */
  lockRoots(tx: Executor): Promise<LedgerRootRecord | null>;
  addRoot(tx: Executor, root: LedgerRootRecord): Promise<void>;
  /** All roots in order of number. */
  roots(at: Executor): Promise<readonly LedgerRootRecord[]>;
  addExport(at: Executor, made: RootExport): Promise<void>;
  exports(at: Executor): Promise<readonly RootExport[]>;
}

/** A way by which roots leave the machine. Throws where it fails. */
export interface RootSink {
  readonly way: 'folder' | 'messages';
  /** Gives where it went, in words. */
  take(file: { readonly name: string; readonly text: string; readonly root: string }): Promise<string>;
}
