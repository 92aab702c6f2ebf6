import type { Executor, Records } from '@miaotou/engine';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { executorOf } from './executor.js';
import { pendingSteps, runSteps } from './migrate.js';

export interface RecordsOptions {
  /** postgresql://user:password@host:port/database, or with ?host=/socket/directory */
  readonly url: string;
  readonly connections?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
  /** Folder of the schema steps; the shipped ones by default. */
  readonly migrations?: string;
}

/** The open store of records. */
export interface OpenRecords extends Records {
  readonly url: string;
  /** Runs `work` while no other process runs work of the same name on this database. */
  underLock<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Runs the pending schema steps under a lock, and `alsoUnderLock` before the lock is let go; gives the names that ran. */
  migrate(alsoUnderLock?: () => Promise<void>): Promise<string[]>;
  /** Names of the schema steps that `migrate` would run; changes nothing. */
  pendingMigrations(): Promise<string[]>;
  /** Throws when the database does not answer within two seconds. Never waits behind other work. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const sessionOptions = [
  '-c timezone=UTC',
  '-c statement_timeout=300000',
  '-c lock_timeout=60000',
  '-c idle_in_transaction_session_timeout=600000',
].join(' ');

/** Opens the records. Connects on first use, so an unreachable database shows at the first call or ping. */
export async function openRecords(options: RecordsOptions): Promise<OpenRecords> {
  const { url, connections = 10, onError = () => undefined, migrations } = options;
  const base = { connectionString: url, options: sessionOptions, application_name: 'miaotou' };
  const pool = new Pool({ ...base, max: connections, connectionTimeoutMillis: 30_000 });
  const health = new Pool({ ...base, max: 1, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  pool.on('error', onError);
  health.on('error', onError);
  const database = drizzle(pool);

  const locked = async <T>(name: string, work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken = true;
    try {
      // A wait for the lock is bounded by lock_timeout: another process may be migrating for a while.
      await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`miaotou:${name}`]);
      const result = await work(client);
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`miaotou:${name}`]);
      broken = false;
      return result;
    } finally {
      // Closing the session is the one way to be sure that the lock is gone after a failure.
      client.release(broken);
    }
  };

  return {
    url,
    read: executorOf(database),
    transaction: <T>(work: (tx: Executor) => Promise<T>) =>
      database.transaction((tx) => work(executorOf(tx))),
    underLock: (name, work) => locked(name, () => work()),
    migrate: (alsoUnderLock) =>
      locked('migrations', async (client) => {
        const ran = await runSteps(client, migrations);
        await alsoUnderLock?.();
        return ran;
      }),
    pendingMigrations: () => pendingSteps(pool, migrations),
    ping: async () => {
      await health.query('SELECT 1');
    },
    close: async () => {
      await Promise.all([pool.end(), health.end()]);
    },
  };
}
