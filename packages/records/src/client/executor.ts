import type { Executor } from '@miaotou/engine';
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';

/** The typed handle that repositories read and write through: the pool or one open transaction. */
export type Database = PgDatabase<NodePgQueryResultHKT>;

/** The handle behind an executor. Every executor comes from `openRecords`, so the brand is the proof. */
export function drizzleOf(executor: Executor): Database {
  return executor as unknown as Database;
}

/** Brands a handle, so that the use cases can pass it on without knowing what it is. */
export function executorOf(database: Database): Executor {
  return database as unknown as Executor;
}
