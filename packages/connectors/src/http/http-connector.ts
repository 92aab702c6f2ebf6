import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PassingFault, PermanentError, RowGatherer, jsonRows, lasting, parseExact } from '@miaotou/engine';
import type { Connector, ConnectorTask, Fetched, Mark } from '@miaotou/engine';
import { networkFault } from '../address.js';
import { nameOfAnswer } from './answer-name.js';
import { firstPage, nextPage } from './pages.js';
import { textOf, tooLarge } from './request.js';
import { HttpSession } from './session.js';
import { Tokens } from './tokens.js';

export interface HttpOptions {
  readonly maxBytes?: number;
  /** Silence after which a request is given up. */
  readonly idleMs?: number;
  /** Longest time of one pull. */
  readonly wholeMs?: number;
  readonly pausesMs?: readonly number[];
}

type Task = ConnectorTask<'http'>;
const mebibyte = 1024 ** 2;
/** More pages than that are a server that never ends. */
const mostPages = 10_000;

/** What the last answer was known by, when the same question is asked again. */
function conditions(mark: Mark | null): Record<string, string> {
  const { etag, lastModified } = mark?.detail ?? {};
  return {
    ...(typeof etag === 'string' ? { 'if-none-match': etag } : {}),
    ...(typeof lastModified === 'string' ? { 'if-modified-since': lastModified } : {}),
  };
}

function markOf({ headers }: IncomingMessage): Mark {
  const validators = {
    ...(headers.etag === undefined ? {} : { etag: headers.etag }),
    ...(headers['last-modified'] === undefined ? {} : { lastModified: headers['last-modified'] }),
  };
  return { value: headers['last-modified'] ?? headers.etag ?? null, detail: validators };
}

async function save(answer: IncomingMessage, path: string, maxBytes: number): Promise<void> {
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) {
    answer.destroy();
    throw tooLarge(maxBytes);
  }
  let bytes = 0;
  await pipeline(
    answer,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge(maxBytes);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
}

/** Files and rows over HTTP(S): conditional requests, tokens, pages, tries with pauses, bounded in size and time. */
export function httpConnector(options: HttpOptions = {}): Connector<'http'> {
  const { maxBytes = 512 * mebibyte, idleMs = 60_000, wholeMs = 1_800_000 } = options;
  const { pausesMs = [1_000, 4_000] } = options;
  const tokens = new Tokens();

  function sessionOf({ settings, secret, now, signal }: Task): HttpSession {
    return new HttpSession({ auth: settings.auth, secret, tokens, now, signal, idleMs, pausesMs });
  }

  async function file(task: Task): Promise<Fetched | null> {
    const { settings, mark, directory } = task;
    const answer = await sessionOf(task).get(new URL(settings.url), conditions(mark));
    if (answer.statusCode === 304) {
      answer.resume();
      return null;
    }
    const path = join(directory, 'answer');
    await save(answer, path, maxBytes);
    const fileName = nameOfAnswer(settings.url, answer.headers['content-disposition'] ?? null);
    return { path, fileName, mark: { next: markOf(answer), holdsWhen: 'received' } };
  }

  /** Rows of all pages as one delivery; null when there are none, or nothing changed. */
  async function rows(task: Task, pointer: string, pageLimit: number): Promise<Fetched | null> {
    const { settings, mark, directory, signal } = task;
    const session = sessionOf(task);
    const gathered = new RowGatherer(join(directory, 'rows'));
    const asked = new Set<string>();
    const digest = createHash('sha256');
    // Only an answer of one page is known by its validators.
    const single = settings.paging.type === 'none';
    let left = maxBytes;
    let next: Mark | null = null;
    for (let url: URL | null = firstPage(settings.url, settings.paging); url !== null;) {
      signal.throwIfAborted();
      if (asked.has(url.href) || asked.size >= mostPages) throw endless();
      if (url.origin !== new URL(settings.url).origin) throw foreignPage();
      asked.add(url.href);
      const answer = await session.get(url, single ? conditions(mark) : {});
      if (answer.statusCode === 304) {
        answer.resume();
        return null;
      }
      const text = await textOf(answer, Math.min(left, 64 * mebibyte));
      left -= text.length;
      digest.update(text);
      const body = parseExact(text);
      const page = jsonRows(body, pointer);
      await gathered.add(page);
      next = single ? markOf(answer) : null;
      if (asked.size >= pageLimit) break;
      url = nextPage(url, settings.paging, { rows: page.length, body, link: linkOf(answer) });
    }
    const content = digest.digest('hex');
    if (gathered.count === 0 || mark?.detail['content'] === content) return null;
    const path = join(directory, 'rows.csv');
    await gathered.write(path);
    const remembered = { value: next?.value ?? null, detail: { ...next?.detail, content } };
    const fileName = `${nameOfAnswer(settings.url, null).replace(/\.\w+$/u, '')}.csv`;
    return { path, fileName, mark: { next: remembered, holdsWhen: 'received' } };
  }

  async function fetched(task: Task, pageLimit: number): Promise<Fetched | null> {
    const deadline = AbortSignal.timeout(wholeMs);
    const bounded = { ...task, signal: AbortSignal.any([task.signal, deadline]) };
    const { body } = task.settings;
    try {
      return await (body.type === 'file' ? file(bounded) : rows(bounded, body.rows, pageLimit));
    } catch (error) {
      if (task.signal.aborted) throw task.signal.reason;
      if (error instanceof PermanentError || error instanceof PassingFault) throw error;
      const { host } = new URL(task.settings.url);
      const network = networkFault(error, host);
      if (network !== null) throw network;
      const text = { zh: `${host} 的应答没有传完。`, en: `The answer of ${host} did not come whole.` };
      throw new PassingFault('answer-cut', text, null, { cause: error });
    }
  }

  return {
    async test(task) {
      const delivery = await fetched({ ...task, mark: null }, 1);
      return { fingerprint: null, files: delivery === null ? [] : [delivery.fileName], delivery };
    },
    async *pull(task) {
      const delivery = await fetched(task, mostPages);
      if (delivery !== null) yield delivery;
    },
  };
}

function linkOf({ headers }: IncomingMessage): string | undefined {
  const { link } = headers;
  return Array.isArray(link) ? link.join(', ') : link;
}

const endless = () =>
  lasting('pages-endless', '对方的分页没有尽头，已停止。', 'The pages of the other side never end.');

const foreignPage = () =>
  lasting(
    'redirect-refused',
    '下一页的地址在另一个网站，未跟随。',
    'The next page lies on another site and was not followed.',
  );
