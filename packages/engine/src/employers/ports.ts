import type { EmployerQuestion } from '@miaotou/contracts';
import type { EmployerLinkKind } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

export interface EmployerRecord {
  readonly id: number;
  readonly uscc: string | null;
  readonly name: string;
  readonly nameNormal: string;
  readonly nameCore: string;
  readonly region: string;
  /** The employer that a person said it is; null while it stands for itself. */
  readonly heirId: number | null;
}
export type NewEmployer = Omit<EmployerRecord, 'id' | 'heirId'>;

export interface AliasRecord {
  readonly employerId: number;
  readonly nameNormal: string;
  readonly region: string;
}
export interface NewAlias extends AliasRecord {
  readonly reason: 'same-uscc' | 'answered';
  readonly createdBy: string;
}
/** A link that a name itself tells of. */
export interface NamedLink {
  readonly fromId: number;
  readonly toId: number;
  readonly kind: EmployerLinkKind;
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
  readonly answer: 'employer' | 'created' | 'nobody' | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  /** When its rows came to stand under the answer. */
  readonly movedAt: Date | null;
  readonly takenBackAt: Date | null;
}
/** What a person said of a name. */
export interface Settlement {
  readonly answer: 'employer' | 'created' | 'nobody';
  readonly employerId: number | null;
  readonly by: string;
  readonly at: Date;
}

/** Employers, their other names and the open questions, in the records. */
export interface EmployerRecords {
  withUsccs(executor: Executor, usccs: readonly string[]): Promise<readonly EmployerRecord[]>;
  withIds(executor: Executor, ids: readonly number[]): Promise<readonly EmployerRecord[]>;
  withNames(executor: Executor, namesNormal: readonly string[]): Promise<readonly EmployerRecord[]>;
  withCores(executor: Executor, cores: readonly string[]): Promise<readonly EmployerRecord[]>;
  /** Each with the employer that now stands for it. */
  aliases(executor: Executor, namesNormal: readonly string[]): Promise<readonly AliasRecord[]>;
  aliasesOf(executor: Executor, ids: readonly number[]): Promise<readonly AliasRecord[]>;
  /** Names of which a person said that they are no employer. */
  nobodies(
    executor: Executor,
    namesNormal: readonly string[],
  ): Promise<readonly Pick<AliasRecord, 'nameNormal' | 'region'>[]>;
  /** In the order given. */
  add(executor: Executor, employers: readonly NewEmployer[], at: Date): Promise<readonly EmployerRecord[]>;
  /** Names and industries of employers as they stand. */
  industries(
    executor: Executor,
    ids: readonly number[],
  ): Promise<
    readonly {
      readonly id: number;
      readonly name: string;
      readonly industry: string | null;
      readonly knownAt: Date | null;
    }[]
  >;
  setIndustries(
    executor: Executor,
    entries: readonly { readonly id: number; readonly industry: string }[],
    knownAt: Date,
  ): Promise<void>;
  /** A name that turned out to have a code. */
  register(executor: Executor, id: number, uscc: string): Promise<void>;
  /** Names that another employer holds already are left to it. */
  addAliases(executor: Executor, aliases: readonly NewAlias[], at: Date): Promise<void>;
  dropAlias(executor: Executor, alias: AliasRecord): Promise<void>;
  addNamedLinks(executor: Executor, links: readonly NamedLink[], at: Date): Promise<void>;
  /** An employer that turned out to be nobody is found no more. */
  retire(executor: Executor, id: number, at: Date): Promise<void>;
  ask(executor: Executor, questions: readonly NewQuestion[], at: Date): Promise<void>;
  questions(
    executor: Executor,
    query: {
      readonly state: 'open' | 'answered';
      readonly q?: string | undefined;
      readonly regions: readonly string[] | null;
      readonly page: number;
      readonly pageSize: number;
    },
  ): Promise<{ readonly items: readonly QuestionRecord[]; readonly total: number }>;
  /** Held until the transaction ends. */
  lockQuestion(executor: Executor, id: number): Promise<QuestionRecord | null>;
  settleQuestion(executor: Executor, id: number, settlement: Settlement): Promise<void>;
  /** Marks an answer as taken back; `reopen` follows when its rows stand under the name again. */
  takeBackQuestion(executor: Executor, id: number, at: Date): Promise<void>;
  reopen(executor: Executor, id: number): Promise<void>;
  /** Answers taken back whose rows still stand under the employer. */
  takenBack(executor: Executor): Promise<readonly QuestionRecord[]>;
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
  /** Those of some subjects under which anything stands. */
  stillStanding(subjects: readonly string[]): Promise<readonly string[]>;
  /** Pairs of a subject and an employer of whom one person complained, known by a keyed identity or phone number. */
  samePerson(
    subjects: readonly string[],
    employers: readonly string[],
  ): Promise<readonly { readonly subject: string; readonly employer: string }[]>;
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
