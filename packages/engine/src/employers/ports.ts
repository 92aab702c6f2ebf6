import type { EmployerQuestion } from '@miaotou/contracts';
import type { Executor } from '../shared/index.js';

export interface EmployerRecord {
  readonly id: number;
  readonly uscc: string | null;
  readonly name: string;
  readonly nameNormal: string;
  readonly nameCore: string;
  readonly region: string;
}
export type NewEmployer = Omit<EmployerRecord, 'id'>;

export interface AliasRecord {
  readonly employerId: number;
  readonly nameNormal: string;
  readonly region: string;
}
export interface NewAlias extends AliasRecord {
  readonly reason: 'same-uscc' | 'answered';
  readonly createdBy: string;
}

export interface NewQuestion {
  readonly pendingId: string;
  readonly uscc: string | null;
  readonly name: string;
  readonly nameNormal: string;
  readonly region: string;
  readonly reason: EmployerQuestion['reason'];
  readonly candidates: readonly number[];
  readonly firstBatch: number;
}
export interface QuestionRecord extends NewQuestion {
  readonly id: number;
  readonly askedAt: Date;
  readonly employerId: number | null;
  readonly answeredAt: Date | null;
}

/** Employers, their other names and the open questions, in the records. */
export interface EmployerRecords {
  withUsccs(executor: Executor, usccs: readonly string[]): Promise<readonly EmployerRecord[]>;
  withIds(executor: Executor, ids: readonly number[]): Promise<readonly EmployerRecord[]>;
  withNames(executor: Executor, namesNormal: readonly string[]): Promise<readonly EmployerRecord[]>;
  withCores(executor: Executor, cores: readonly string[]): Promise<readonly EmployerRecord[]>;
  aliases(executor: Executor, namesNormal: readonly string[]): Promise<readonly AliasRecord[]>;
  /** In the order given. */
  add(executor: Executor, employers: readonly NewEmployer[], at: Date): Promise<readonly EmployerRecord[]>;
  /** A name that turned out to have a code. */
  register(executor: Executor, id: number, uscc: string): Promise<void>;
  /** Names that another employer holds already are left to it. */
  addAliases(executor: Executor, aliases: readonly NewAlias[], at: Date): Promise<void>;
  ask(executor: Executor, questions: readonly NewQuestion[], at: Date): Promise<void>;
  openQuestions(
    executor: Executor,
    page: number,
    pageSize: number,
  ): Promise<{ readonly items: readonly QuestionRecord[]; readonly total: number }>;
  /** Held until the transaction ends. */
  lockQuestion(executor: Executor, id: number): Promise<QuestionRecord | null>;
  settleQuestion(executor: Executor, id: number, employerId: number, by: string, at: Date): Promise<void>;
  /** Answered questions whose rows still stand under the pending name. */
  unmoved(executor: Executor): Promise<readonly QuestionRecord[]>;
  markMoved(executor: Executor, id: number, at: Date): Promise<void>;
}

/** A row of a delivery, as the sender counts it. */
export interface SourcePlace {
  readonly batchId: number;
  readonly sheet: string;
  readonly row: number;
}

/** The rows that stand under employers, in the warehouse. Nothing is changed in place: newer rows take over. */
export interface EmployerWarehouse {
  /** Values and events that stand under one employer; `shared` of them would meet a value of the other. */
  standing(
    from: string,
    to: string,
  ): Promise<{ readonly observations: number; readonly events: number; readonly shared: number }>;
  /** Delivered rows behind a subject that became known after an instant, with their cells as they came. */
  sourceRows(
    subject: string,
    since: Date,
    limit: number,
  ): Promise<readonly (SourcePlace & { readonly cells: readonly string[] })[]>;
  /** Puts the standing rows of one subject under another, all of them or those of some source rows. Idempotent. */
  move(move: {
    readonly from: string;
    readonly to: string;
    readonly name: string;
    readonly at: Date;
    readonly rows: readonly SourcePlace[] | null;
  }): Promise<void>;
  /**
   * Restores both subjects to what they said before the move; `part` for a move of some rows only. What became known
   * of `to` since stays there. Idempotent.
   */
  takeBack(move: {
    readonly from: string;
    readonly to: string;
    readonly movedAt: Date;
    readonly at: Date;
    readonly part: boolean;
  }): Promise<void>;
}
