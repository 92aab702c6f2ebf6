import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PullEndpoint } from '@miaotou/contracts';
import { PermanentError, TransientError } from '../shared/index.js';
import type { Clock, Records } from '../shared/index.js';
import type { Imports } from './imports.js';
import type { Fetch, FileStore, PullRecords, PullState } from './ports.js';
import { problemOf } from './problems.js';

export interface PullDeps {
  readonly records: Records;
  readonly pulls: PullRecords;
  readonly imports: Pick<Imports, 'receive'>;
  readonly files: Pick<FileStore, 'scratch'>;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly endpoints: readonly PullEndpoint[];
  readonly enqueue: (batchId: number) => Promise<void>;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

/** What one pull came to. */
export type PullOutcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'received'; readonly batchId: number; readonly known: boolean };

const mebibyte = 1024 ** 2;

function permanent(code: string, zh: string, en: string): PermanentError {
  return new PermanentError('unavailable', code, { zh, en });
}

/** Refusals that the same request will meet again; all other failures may pass. */
function refusalOf(status: number): PermanentError | null {
  if (status === 408 || status === 425 || status === 429 || status >= 500) return null;
  return permanent(
    'pull-refused',
    `对方接口拒绝了请求（状态码 ${status}）。`,
    `The endpoint refused the request (status ${status}).`,
  );
}

function conditions(state: PullState | null): Record<string, string> {
  return {
    ...(state?.etag == null ? {} : { 'if-none-match': state.etag }),
    ...(state?.lastModified == null ? {} : { 'if-modified-since': state.lastModified }),
  };
}

/** The name that the answer gives, else the last part of the address. */
export function nameOfAnswer(url: string, disposition: string | null): string {
  const starred = /filename\*=(?:UTF-8'')([^;]+)/iu.exec(disposition ?? '')?.[1];
  const plain = /filename="?([^";]+)"?/iu.exec(disposition ?? '')?.[1];
  const path = new URL(url).pathname.split('/').at(-1) ?? '';
  const encoded = starred ?? plain ?? path;
  const name = decoded(encoded).split(/[/\\]/u).at(-1) ?? '';
  return name.replaceAll(/\p{Cc}/gu, '').slice(0, 200) || 'pulled';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A name with a stray percent sign is a name all the same.
    return text;
  }
}

async function save(response: Response, path: string, maxBytes: number): Promise<void> {
  const tooLarge = () =>
    permanent(
      'pull-too-large',
      `对方返回的文件超过 ${Math.floor(maxBytes / mebibyte)} MB 的上限。`,
      `The file is beyond the limit of ${Math.floor(maxBytes / mebibyte)} MB.`,
    );
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  if (response.body === null) throw new TransientError('the answer had no body');
  let bytes = 0;
  await pipeline(
    Readable.fromWeb(response.body as import('node:stream/web').ReadableStream<Uint8Array>),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge();
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
}

export interface Pulls {
  /** Fetches one endpoint if it changed, and has what came imported. */
  pull(endpointId: string, signal: AbortSignal): Promise<PullOutcome>;
}

/** Fetches endpoints on schedule, only what changed. A failure that may pass is thrown for the queue to try again later. */
export function createPulls(deps: PullDeps): Pulls {
  const { records, pulls, clock, maxBytes = 512 * mebibyte, timeoutMs = 120_000 } = deps;

  async function request(endpoint: PullEndpoint, signal: AbortSignal): Promise<PullOutcome> {
    const state = await pulls.find(records.read, endpoint.id);
    const response = await deps.fetch(endpoint.url, {
      headers: { accept: 'text/csv, application/octet-stream, */*', ...conditions(state) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'follow',
    });
    const validators = {
      etag: response.headers.get('etag'),
      lastModified: response.headers.get('last-modified'),
    };
    if (response.status === 304) {
      await response.body?.cancel();
      await pulls.succeeded(records.read, endpoint.id, clock.now(), {
        etag: validators.etag ?? state?.etag ?? null,
        lastModified: validators.lastModified ?? state?.lastModified ?? null,
      });
      return { kind: 'unchanged' };
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw refusalOf(response.status) ?? new TransientError(`the endpoint answered ${response.status}`);
    }
    return deps.files.scratch(`pull-${endpoint.id}`, async (directory) => {
      const path = join(directory, 'answer');
      await save(response, path, maxBytes);
      const { batchId, known } = await deps.imports.receive({
        source: endpoint.source,
        path,
        fileName: nameOfAnswer(response.url || endpoint.url, response.headers.get('content-disposition')),
        via: 'pull',
        receivedFrom: endpoint.id,
        receivedAt: clock.now(),
      });
      await deps.enqueue(batchId);
      // Only now: had the file been lost on the way, the next request must not be told that nothing changed.
      await pulls.succeeded(records.read, endpoint.id, clock.now(), validators);
      return { kind: 'received', batchId, known };
    });
  }

  return {
    async pull(endpointId, signal) {
      const endpoint = deps.endpoints.find(({ id }) => id === endpointId);
      if (endpoint === undefined) {
        throw permanent(
          'no-such-endpoint',
          `没有配置接口 ${endpointId}。`,
          `No endpoint ${endpointId} is configured.`,
        );
      }
      try {
        return await request(endpoint, signal);
      } catch (error) {
        const failure =
          error instanceof PermanentError
            ? error
            : permanent(
                'pull-failed',
                '未能从对方接口取得文件，将自动重试。',
                'The file could not be fetched; it will be tried again.',
              );
        await pulls.failed(records.read, endpoint.id, clock.now(), problemOf(failure));
        if (error instanceof PermanentError || error instanceof TransientError) throw error;
        throw new TransientError(`fetching ${endpoint.id} failed`, { cause: error });
      }
    },
  };
}
