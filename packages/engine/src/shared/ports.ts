import type { LiveMessage } from '@miaotou/contracts';

declare const executorBrand: unique symbol;

/** A handle on which records are read and written: the pool, or one open transaction. Joining a transaction is a type, not a hope. */
export interface Executor {
  readonly [executorBrand]: true;
}

/** The store of records (PostgreSQL). */
export interface Records {
  /** Reads outside any transaction. */
  readonly read: Executor;
  /** Runs `work` in one transaction; a throw rolls everything back. */
  transaction<T>(work: (tx: Executor) => Promise<T>): Promise<T>;
}

/** The time, injected so that decisions can be tested on any day. */
export interface Clock {
  now(): Date;
}

/** Tells how far long work has come; `total` is null while it is not known. */
export interface Progress {
  (done: number, total: number | null, stage: string): void;
}

/** What is pushed live to open screens. */
export interface LiveEvent {
  /** Region codes that may see it; empty for everybody. */
  readonly regions: readonly string[];
  /** Ids of the people it is for; absent for everybody who may see the regions. */
  readonly people?: readonly string[];
  readonly message: LiveMessage;
}

/** Live push to screens: in process, or through Redis when several processes serve. */
export interface LivePush {
  publish(event: LiveEvent): void;
}
