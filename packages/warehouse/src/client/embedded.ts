import { mkdir } from 'node:fs/promises';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { directoryInUse } from './errors.js';
import { restoreFatalSignals } from './fatal-signals.js';
import { checkedTable, columnList, condition, placed, unlessAborted } from './link.js';
import type { Link } from './link.js';
import { LinkedWarehouse } from './linked-warehouse.js';
import { literal, sessionSettings, settingsText } from './settings.js';
import type { FileLoad, Warehouse } from './warehouse.js';

export interface EmbeddedOptions {
  /** Directory of the engine's files; one process holds it for its whole life. */
  readonly path: string;
  /** Queries at once; each takes one thread of libuv's pool, which the launcher sizes. */
  readonly connections?: number;
  readonly maxExecutionSeconds?: number;
}

type Params = Record<string, unknown>;

/** A connection answers one query after the other, so parallel queries need several. */
class Pool {
  readonly #idle: ClickHouseClient[];
  readonly #waiting: ((client: ClickHouseClient) => void)[] = [];

  constructor(readonly clients: readonly ClickHouseClient[]) {
    this.#idle = [...clients];
  }

  async use<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    const client =
      this.#idle.pop() ?? (await new Promise<ClickHouseClient>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(client);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(client);
      else next(client);
    }
  }
}

interface Engine {
  open(): Promise<ClickHouseClient>;
  use<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

async function fileInsert(client: ClickHouseClient, load: FileLoad): Promise<void> {
  const file = `file(${literal(load.path)}, ${load.format}, ${literal(load.structure)})`;
  // The file's blocks go to several threads, which may overtake each other; the reader itself numbers its rows truly.
  const source = placed(file, load.place, '_row_number');
  const settings = load.settings === undefined ? '' : ` SETTINGS ${settingsText(load.settings)}`;
  await client.command({
    query: `INSERT INTO ${checkedTable(load.into)}${columnList(load.columns)} SELECT ${load.select ?? '*'} FROM ${source}${condition(load.where)}${settings}`,
  });
}

function linkOver(engine: Engine): Link {
  return {
    kind: 'embedded',
    rows: (sql, params, signal) =>
      unlessAborted(
        engine.use(async (client) => {
          const result = await client.query({ query: sql, query_params: params, format: 'JSONEachRow' });
          return result.json<unknown>();
        }),
        signal,
      ),
    command: (sql, params: Params, signal) =>
      unlessAborted(
        engine.use(async (client) => {
          await client.command({ query: sql, query_params: params });
        }),
        signal,
      ),
    insertBlock: (table, columns, jsonLines) =>
      engine.use(async (client) => {
        await client.command({
          query: `INSERT INTO ${checkedTable(table)}${columnList(columns)} FORMAT JSONEachRow\n${jsonLines}`,
        });
      }),
    insertFile: (load) => engine.use((client) => fileInsert(client, load)),
    pinned: (work) => pinned(engine, work),
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}

/** A fresh connection for the work, thrown away with whatever it was set to. */
async function pinned<T>(engine: Engine, work: (link: Link) => Promise<T>): Promise<T> {
  const client = await engine.open();
  const single = new Pool([client]);
  const alone: Engine = {
    open: () => engine.open(),
    use: (use) => single.use(use),
    ping: () => engine.ping(),
    close: () => Promise.resolve(),
  };
  try {
    return await work(linkOver(alone));
  } finally {
    // Waits for a query that an abort left running: closing under it would end the process late, not early.
    await single.use((idle) => idle.close());
  }
}

const releaseEveryMs = 30_000;

/**
 * Gives back to the system what the engine's allocator keeps after heavy queries, some hundred megabytes, once in a
 * while when there was work. `worked` is to be called with every piece of work; `stop` ends it.
 */
function memoryReleaser(client: ClickHouseClient): { worked: () => void; stop: () => void } {
  let busy = false;
  const timer = setInterval(() => {
    if (!busy) return;
    busy = false;
    // An engine built with another allocator does not know the command, and never will.
    client.command({ query: 'SYSTEM JEMALLOC PURGE' }).catch(() => clearInterval(timer));
  }, releaseEveryMs);
  timer.unref();
  return { worked: () => (busy = true), stop: () => clearInterval(timer) };
}

/**
 * Opens ClickHouse inside this process (chDB through the official client).
 * Throws a permanent WarehouseError DIRECTORY_IN_USE when another process holds the directory.
 */
export async function openEmbeddedWarehouse(options: EmbeddedOptions): Promise<Warehouse> {
  const { path, connections = 4, maxExecutionSeconds = 600 } = options;
  await mkdir(path, { recursive: true });
  const { createChdbConnection } = await import('chdb/connection');
  // A failed call is thrown, and told by whoever catches it.
  const log = { level: ClickHouseLogLevel.OFF };
  const settings = `SET ${settingsText(sessionSettings(maxExecutionSeconds))}`;
  const open = async () => {
    let client: ClickHouseClient;
    try {
      // Both declare the same interface from two copies of the client's types.
      client = createClient({ connection: createChdbConnection({ path }) as never, log });
    } catch (error) {
      throw directoryInUse(path, error);
    }
    await client.command({ query: settings });
    return client;
  };
  const health = await open();
  restoreFatalSignals();
  await health.command({ query: 'CREATE DATABASE IF NOT EXISTS miaotou ENGINE = Atomic' });
  const clients: ClickHouseClient[] = [];
  for (let i = 0; i < connections; i += 1) clients.push(await open());
  const pool = new Pool(clients);
  const memory = memoryReleaser(health);
  return new LinkedWarehouse(
    linkOver({
      open: () => {
        memory.worked();
        return open();
      },
      use: (work) => {
        memory.worked();
        return pool.use(work);
      },
      ping: async () => {
        await health.command({ query: 'SELECT 1' });
      },
      close: async () => {
        memory.stop();
        await Promise.all([health, ...clients].map((client) => client.close()));
      },
    }),
  );
}
