import type { z } from 'zod';
import type { NamedQuery } from './query.js';

/** A file brought in by the engine itself, set-wise. */
export interface FileLoad {
  /** Target table, with its database. */
  readonly into: string;
  readonly columns?: readonly string[];
  /** Absolute path of the file. */
  readonly path: string;
  readonly format: 'TSV' | 'CSV' | 'CSVWithNames' | 'JSONEachRow';
  /** Columns and types of the file: `a String, b Nullable(Float64)`. */
  readonly structure: string;
  /** Name by which `select` and `where` know the place of a row in the file, from 0; it holds however many rows are read at once. */
  readonly place?: string;
  /** What of the file goes in; `*` by default. */
  readonly select?: string;
  /** Which of its rows go in; all by default. */
  readonly where?: string;
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The analytical store (ClickHouse), in the process or on a server: one dialect, one behaviour. */
export interface Warehouse {
  readonly kind: 'embedded' | 'server';
  /** Asks a named query; parameters and rows are checked by its schemas. */
  query<P, R>(query: NamedQuery<P, R>, params: P, options?: CallOptions): Promise<R[]>;
  /** Asks SQL that a compiler of ours wrote: text, parameters bound by their declared types, row schema. */
  run<R>(
    sql: string,
    params: Readonly<Record<string, unknown>>,
    row: z.ZodType<R>,
    options?: CallOptions,
  ): Promise<R[]>;
  /** One statement without rows. */
  command(sql: string, params?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<void>;
  /** Inserts rows by column name, in order, in blocks; each block is kept whole or not at all. Dates may be JS dates or ISO text. */
  insert(table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** Loads a file by INSERT … SELECT inside the engine. */
  insertFile(load: FileLoad): Promise<void>;
  /** Runs `work` on one connection of its own: temporary tables and SET live as long as the work. */
  exclusive<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T>;
  /** Throws when the engine does not answer. Never waits behind a query. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
