import { randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { arrayBuffer, text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { ChdbConnection } from 'chdb/connection';
import { literal } from '../client/index.js';
import { insertFromFile, isAllowed, parseRequest, statusOf } from './request.js';
import type { FacadeRequest } from './request.js';
import { Sessions } from './sessions.js';

/** Longest address of a call, as a ClickHouse server's: an INSERT with data carries its whole statement there. */
const longestAddress = 1024 * 1024;

export interface FacadeOptions {
  /** Path of the embedded engine that this very process holds open. */
  readonly path: string;
  /** Folder for data on its way in. */
  readonly temporary: string;
  readonly concurrency?: number;
}

/** The open door: an address on this machine only, and the one password for it. */
export interface Facade {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  close(): Promise<void>;
}

function bodyOf(request: IncomingMessage): NodeJS.ReadableStream {
  return request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
}

/** A call whose statement and parameters come as the parts of a form, because they are too long for the address. */
async function fromForm(call: FacadeRequest, request: IncomingMessage): Promise<FacadeRequest> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return call;
  const form = await new Response(await arrayBuffer(bodyOf(request)), {
    headers: { 'content-type': type },
  }).formData();
  const parts = [...form].filter((part): part is [string, string] => typeof part[1] === 'string');
  const params = parts.filter(([name]) => name.startsWith('param_'));
  const query = parts.find(([name]) => name === 'query')?.[1] ?? call.query;
  return { ...call, query, params: new Map([...call.params, ...params]) };
}

/** The statement to run: the body itself, or the one in the address with the body spooled to `spool`. */
async function statementOf(call: FacadeRequest, request: IncomingMessage, spool: string): Promise<string> {
  if (call.query === null) return text(bodyOf(request));
  if (request.readableEnded) return call.query;
  if (!/^\s*INSERT\b/i.test(call.query)) return `${call.query}\n${await text(bodyOf(request))}`;
  await pipeline(bodyOf(request), createWriteStream(spool, { mode: 0o600 }));
  return insertFromFile(call.query, literal(spool));
}

function sendError(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)\./.exec(message)?.[1] ?? '1002';
  const body = message.startsWith('Code:')
    ? message
    : `Code: ${code}. DB::Exception: ${message} (UNKNOWN_EXCEPTION)`;
  response.writeHead(statusOf(code), {
    'content-type': 'text/plain; charset=utf-8',
    'x-clickhouse-exception-code': code,
  });
  response.end(body);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Sessions,
  temporary: string,
): Promise<void> {
  const call = await fromForm(parseRequest(new URL(request.url ?? '/', 'http://localhost')), request);
  const spool = join(temporary, `facade-${randomUUID()}`);
  try {
    const sql = await statementOf(call, request, spool);
    const result = await sessions.run(call, (connection) =>
      connection.chdb.queryAsync(sql, { format: call.format }),
    );
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'x-clickhouse-query-id': randomUUID(),
    });
    response.end(result.bytes());
  } finally {
    await rm(spool, { force: true });
  }
}

/**
 * Lets other processes of this machine reach the embedded engine by the ClickHouse HTTP protocol: the engine's files
 * belong to one process, and the command must work while a server runs. Whole answers only; no progress, no cancel.
 */
export async function serveEmbeddedWarehouse(options: FacadeOptions): Promise<Facade> {
  const { path, temporary, concurrency = 3 } = options;
  await mkdir(temporary, { recursive: true });
  const { createChdbConnection } = await import('chdb/connection');
  const open = (): ChdbConnection => createChdbConnection({ path });
  const sessions = new Sessions(open, concurrency);
  const user = 'miaotou';
  const password = randomBytes(24).toString('base64url');
  const server = createServer({ maxHeaderSize: longestAddress }, (request, response) => {
    if (request.url === '/ping') {
      response.end('Ok.\n');
      return;
    }
    if (!isAllowed(request, user, password)) {
      response.writeHead(403, { 'x-clickhouse-exception-code': '516' });
      response.end('Code: 516. DB::Exception: Authentication failed (AUTHENTICATION_FAILED)');
      return;
    }
    answer(request, response, sessions, temporary).catch((error: unknown) => sendError(response, error));
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the facade has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    user,
    password,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      await sessions.close();
      setTimeout(() => server.closeAllConnections(), 2_000).unref();
      await closed;
    },
  };
}
