import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { checkedTable, columnList, condition, placed } from './link.js';
import type { Link } from './link.js';
import { LinkedWarehouse } from './linked-warehouse.js';
import { literal, sessionSettings, settingsText } from './settings.js';
import type { FileLoad, Warehouse } from './warehouse.js';

export interface ServerOptions {
  /** e.g. http://clickhouse:8123 */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly connections?: number;
  readonly maxExecutionSeconds?: number;
}

interface Remote {
  readonly client: ClickHouseClient;
  readonly health: ClickHouseClient;
  /** Set while the calls belong to one server session. */
  readonly session?: string;
}

async function fileInsert({ client, session }: Remote, load: FileLoad): Promise<void> {
  const settings = load.settings === undefined ? '' : ` SETTINGS ${settingsText(load.settings)}`;
  // What is sent is one stream, whose blocks stay in order.
  const source = placed(`input(${literal(load.structure)})`, load.place, 'rowNumberInAllBlocks()');
  const result = await client.exec({
    query: `INSERT INTO ${checkedTable(load.into)}${columnList(load.columns)} SELECT ${load.select ?? '*'} FROM ${source}${condition(load.where)}${settings} FORMAT ${load.format}`,
    values: createReadStream(load.path),
    ...(session === undefined ? {} : { session_id: session }),
  });
  // The answer is empty, but the socket is only given back once it is read.
  result.stream.resume();
}

function abort(signal: AbortSignal | undefined): { abort_signal?: AbortSignal } {
  return signal === undefined ? {} : { abort_signal: signal };
}

function linkOver(remote: Remote): Link {
  const { client, health, session } = remote;
  const inSession = session === undefined ? {} : { session_id: session };
  return {
    kind: 'server',
    rows: async (sql, params, signal) => {
      const result = await client.query({
        query: sql,
        query_params: params,
        format: 'JSONEachRow',
        ...inSession,
        ...abort(signal),
      });
      return result.json<unknown>();
    },
    command: async (sql, params, signal) => {
      await client.command({ query: sql, query_params: params, ...inSession, ...abort(signal) });
    },
    insertBlock: async (table, columns, jsonLines) => {
      const query = `INSERT INTO ${checkedTable(table)}${columnList(columns)} FORMAT JSONEachRow\n${jsonLines}`;
      await client.command({ query, ...inSession });
    },
    insertFile: (load) => fileInsert(remote, load),
    pinned: (work) => pinned(remote, work),
    ping: async () => {
      const answer = await health.ping({ select: true });
      if (!answer.success) throw answer.error;
    },
    close: async () => {
      if (session === undefined) await Promise.all([client.close(), health.close()]);
    },
  };
}

/** A server session for the work: temporary tables and SET live in it, and end with it. */
async function pinned<T>(remote: Remote, work: (link: Link) => Promise<T>): Promise<T> {
  const session = randomUUID();
  try {
    return await work(linkOver({ ...remote, session }));
  } finally {
    await remote.client.command({
      query: 'SELECT 1',
      session_id: session,
      clickhouse_settings: { close_session: 1 },
    });
  }
}

/** Opens a ClickHouse server (or a program of ours that holds the embedded engine) over HTTP. */
export async function openServerWarehouse(options: ServerOptions): Promise<Warehouse> {
  const { url, user, password, database = 'miaotou', connections = 8, maxExecutionSeconds = 600 } = options;
  const base = {
    url,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    request_timeout: (maxExecutionSeconds + 30) * 1000,
    // A failed call is thrown, and told by whoever catches it.
    log: { level: ClickHouseLogLevel.OFF },
  };
  const settings: ClickHouseSettings = {
    ...sessionSettings(maxExecutionSeconds),
    cancel_http_readonly_queries_on_client_close: 1,
    session_timeout: String(maxExecutionSeconds + 60),
  };
  // The database may not be there yet, so the first word goes out without naming it.
  const first = createClient({ ...base, max_open_connections: 1, request_timeout: 10_000 });
  try {
    await first.command({ query: `CREATE DATABASE IF NOT EXISTS ${checkedTable(database)}` });
  } finally {
    await first.close();
  }
  // Long lists do not fit an address.
  const shared = { ...base, database, clickhouse_settings: settings, use_multipart_params_auto: true };
  const remote: Remote = {
    client: createClient({ ...shared, max_open_connections: connections }),
    health: createClient({ ...base, database, max_open_connections: 1, request_timeout: 5_000 }),
  };
  return new LinkedWarehouse(linkOver(remote));
}
