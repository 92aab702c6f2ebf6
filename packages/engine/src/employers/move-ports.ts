import type { EmployerLinkKind } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import type { AliasRecord, EmployerRecord, NewAlias } from './ports.js';

/** A merge or a split as kept. */
export interface MoveRecord {
  readonly id: number;
  readonly kind: 'merge' | 'split';
  readonly fromId: number;
  readonly toId: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly detail: MoveDetail;
  readonly doneAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
  readonly undoDoneAt: Date | null;
}
export interface MoveDetail {
  /** Names (normalised) that go along with a split. */
  readonly names: readonly string[];
  /** Aliases that changed hands in a split. */
  readonly aliases: readonly number[];
  /** Employers that were part of the merged one before. */
  readonly parts: readonly number[];
  /** Whether a split made its target. */
  readonly made: boolean;
}
export type NewMove = Pick<MoveRecord, 'kind' | 'fromId' | 'toId' | 'at' | 'by' | 'reason' | 'detail'>;

export interface KeptAlias extends AliasRecord, Pick<NewAlias, 'reason' | 'createdBy'> {
  readonly id: number;
  readonly createdAt: Date;
}

export interface LinkRecord {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly kind: EmployerLinkKind;
  readonly since: string | null;
  readonly until: string | null;
  readonly reason: string;
  readonly createdBy: string;
  readonly endedAt: Date | null;
}
export type NewLinkRecord = Omit<LinkRecord, 'id' | 'endedAt'>;

/** How many of each hang on an employer. */
export interface Attached {
  readonly alertsFollow: number;
  readonly alertsClose: number;
  readonly ledgerEntries: number;
  readonly questions: number;
  readonly links: number;
  readonly aliases: number;
}

/** Alerts that changed with a move. */
export interface MovedAlert {
  readonly alertId: number;
  /** Ended in an alert of the other, or opened again from there. */
  readonly ended: boolean;
}

/** Merges, splits and links in the records. */
export interface MoveRecords {
  find(executor: Executor, id: number): Promise<MoveRecord | null>;
  /** As `find`, held until the transaction ends. */
  take(tx: Executor, id: number): Promise<MoveRecord | null>;
  ofEmployer(executor: Executor, id: number): Promise<readonly MoveRecord[]>;
  /** Moves and undoings that were begun and not finished. */
  unfinished(executor: Executor): Promise<readonly MoveRecord[]>;
  /** Standing merges. */
  standing(executor: Executor): Promise<readonly MoveRecord[]>;
  add(tx: Executor, move: NewMove): Promise<MoveRecord>;
  done(executor: Executor, id: number, at: Date): Promise<void>;
  undo(
    tx: Executor,
    id: number,
    undo: { readonly at: Date; readonly by: string; readonly reason: string },
  ): Promise<void>;
  undoDone(executor: Executor, id: number, at: Date): Promise<void>;
  partsOf(executor: Executor, id: number): Promise<readonly EmployerRecord[]>;
  setHeir(tx: Executor, ids: readonly number[], heirId: number | null): Promise<void>;
  aliasesOf(executor: Executor, id: number): Promise<readonly KeptAlias[]>;
  handAliases(tx: Executor, aliasIds: readonly number[], employerId: number): Promise<void>;
  attached(executor: Executor, fromId: number, toId: number): Promise<Attached>;
  /** Puts the alerts of one employer under another; a live alert whose rule the other has live ends in that one. */
  followAlerts(
    tx: Executor,
    move: {
      readonly id: number;
      readonly from: number;
      readonly to: EmployerRecord;
      readonly at: Date;
      readonly by: string;
    },
  ): Promise<readonly MovedAlert[]>;
  /** Puts the alerts of a move back where they were; what happened to them since stays. */
  returnAlerts(
    tx: Executor,
    move: { readonly id: number; readonly at: Date; readonly by: string },
  ): Promise<readonly MovedAlert[]>;
  linksOf(executor: Executor, id: number): Promise<readonly LinkRecord[]>;
  findLink(executor: Executor, id: number): Promise<LinkRecord | null>;
  addLink(executor: Executor, link: NewLinkRecord, at: Date): Promise<number>;
  endLink(
    executor: Executor,
    id: number,
    end: { readonly until: string; readonly by: string; readonly at: Date },
  ): Promise<void>;
}

/** An employer in the list, as kept. */
export interface ListedEmployer {
  readonly id: number;
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string;
  readonly industry: string | null;
  readonly standing: 'registered' | 'named';
  /** Rank of the highest live alert; 0 for none. */
  readonly rank: number;
  readonly alerts: number;
  readonly foundAs: string | null;
}
export interface DirectoryRecords {
  /** Standing employers of some regions (null: of all) whose core holds one of some pairs of characters. */
  alike(
    executor: Executor,
    query: {
      readonly pairs: readonly string[];
      readonly regions: readonly string[] | null;
      readonly without: number;
      readonly limit: number;
    },
  ): Promise<readonly EmployerRecord[]>;
  list(
    executor: Executor,
    query: {
      readonly text: string | null;
      /** The same text as a normalised name. */
      readonly normal: string | null;
      readonly regions: readonly string[] | null;
      readonly within: readonly string[] | null;
      readonly standing: 'registered' | 'named' | null;
      readonly ranks: readonly number[] | null;
      readonly page: number;
      readonly pageSize: number;
    },
  ): Promise<{ readonly items: readonly ListedEmployer[]; readonly total: number }>;
}
