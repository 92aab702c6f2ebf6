import type { ChdbConnection } from 'chdb/connection';
import { literal } from '../client/index.js';
import type { FacadeRequest } from './request.js';

/** A session that nobody asks anything of for this long is closed. */
const idleMs = 15 * 60_000;

interface Session {
  readonly connection: ChdbConnection;
  last: Promise<unknown>;
  timer: NodeJS.Timeout | undefined;
}

const settingName = /^[a-z][a-z0-9_]*$/;

async function prepare(connection: ChdbConnection, request: FacadeRequest): Promise<void> {
  if (request.database !== null && /^\w+$/.test(request.database)) {
    await connection.chdb.queryAsync(`USE ${request.database}`);
  }
  // A long list is bound as one SET, which must pass as one statement.
  const longest = Math.max(0, ...[...request.params.values()].map((value) => value.length));
  if (longest > 100_000) await connection.chdb.queryAsync(`SET max_query_size = ${longest * 2 + 10_000}`);
  for (const [name, value] of [...request.settings, ...request.params]) {
    if (!settingName.test(name.toLowerCase())) throw new SyntaxError(`not a setting: ${name}`);
    await connection.chdb.queryAsync(`SET ${name} = ${literal(value)}`);
  }
}

/**
 * Gives every call a connection of its own, so that no setting outlives it, and every session one for its length.
 * No more calls than `limit` run at once: each takes one thread of libuv's pool.
 */
export class Sessions {
  readonly #open: () => ChdbConnection;
  readonly #sessions = new Map<string, Session>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(open: () => ChdbConnection, limit: number) {
    this.#open = open;
    this.#free = limit;
  }

  async run<T>(request: FacadeRequest, work: (connection: ChdbConnection) => Promise<T>): Promise<T> {
    return request.session === null
      ? this.#alone(request, work)
      : this.#within(request.session, request, work);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.#end(id)));
  }

  async #alone<T>(request: FacadeRequest, work: (connection: ChdbConnection) => Promise<T>): Promise<T> {
    const connection = this.#open();
    try {
      return await this.#limited(async () => {
        await prepare(connection, request);
        return work(connection);
      });
    } finally {
      await connection.close();
    }
  }

  /** Calls of one session run one after the other. */
  async #within<T>(
    id: string,
    request: FacadeRequest,
    work: (connection: ChdbConnection) => Promise<T>,
  ): Promise<T> {
    const session = this.#sessions.get(id) ?? {
      connection: this.#open(),
      last: Promise.resolve(),
      timer: undefined,
    };
    this.#sessions.set(id, session);
    clearTimeout(session.timer);
    session.timer = setTimeout(() => void this.#end(id), idleMs).unref();
    const run = async () => {
      await prepare(session.connection, request);
      return work(session.connection);
    };
    const result = session.last.then(() => this.#limited(run));
    session.last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      if (request.closesSession) await this.#end(id);
    }
  }

  async #end(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    this.#sessions.delete(id);
    clearTimeout(session.timer);
    await session.last;
    await session.connection.close();
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
