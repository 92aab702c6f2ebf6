import { setTimeout as sleep } from 'node:timers/promises';
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
  /**
   * Runs `work` while nobody else runs work of the same name on this database, in this process or another. `waiting` is
   * called now and then while somebody else does; it throws to give the wait up.
   */
  underLock<T>(name: string, work: () => Promise<T>, waiting?: () => Promise<void>): Promise<T>;
  /** Runs the pending schema steps under a lock, and `alsoUnderLock` before the lock is let go; gives the names that ran. */
  migrate(alsoUnderLock?: () => Promise<void>): Promise<string[]>;
  /** Names of the schema steps that `migrate` would run; changes nothing. */
  pendingMigrations(): Promise<string[]>;
  /** Throws when the database does not answer within two seconds. Never waits behind other work. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Pause between two tries for a lock that somebody else holds. */
const lockPauseMs = 100;

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
  // A connection that breaks in use fails its query, which tells of it; unheard, the event would end the process.
  for (const one of [pool, health]) one.on('connect', (client) => client.on('error', () => undefined));
  const database = drizzle(pool);

  /** The connection that holds the lock, or null while somebody else's does. */
  const tryLock = async (name: string): Promise<PoolClient | null> => {
    const client = await pool.connect();
    let broken = true;
    let held = false;
    try {
      const tried = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
        [`miaotou:${name}`],
      );
      held = tried.rows[0]?.held === true;
      broken = false;
    } finally {
      if (!held) client.release(broken);
    }
    return held ? client : null;
  };

  /**
   * A wait holds no connection: waiters that took the whole pool would keep the one who holds the lock from its own
   * queries. It has no end of its own either, since a large delivery may land for hours.
   */
  const lockedBy = async (name: string, waiting: () => Promise<void>): Promise<PoolClient> => {
    for (;;) {
      const client = await tryLock(name);
      if (client !== null) return client;
      await waiting();
      await sleep(lockPauseMs);
    }
  };

  const locked = async <T>(
    name: string,
    work: (client: PoolClient) => Promise<T>,
    waiting: () => Promise<void> = () => Promise.resolve(),
  ): Promise<T> => {
    const client = await lockedBy(name, waiting);
    let broken = true;
    try {
      const result = await work(client);
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`miaotou:${name}`]);
      broken = false;
      return result;
    } finally {
      // Closing the session is the one way to be sure that the lock is gone after a failure.
      client.release(broken);
    }
  };

  /** Gives the connection back whatever breaks, also the very first statement: a pool that loses some each time is soon empty. */
  const transaction = async <T>(work: (tx: Executor) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      const result = await work(executorOf(drizzle(client)));
      await client.query('COMMIT');
      broken = false;
      return result;
    } catch (error) {
      broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    url,
    read: executorOf(database),
    transaction,
    underLock: (name, work, waiting) => locked(name, () => work(), waiting),
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
