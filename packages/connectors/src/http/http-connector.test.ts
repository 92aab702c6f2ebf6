import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionSettingsSchema } from '@miaotou/contracts';
import type { SettingsOf } from '@miaotou/contracts';
import type { Fetched, Mark } from '@miaotou/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isPermitted } from '../address.js';
import { httpConnector } from './http-connector.js';
import { retryAfter } from './request.js';

type Answers = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

let folder: string;
let server: Server;
let elsewhere: Server;
let base: string;
let other: string;
let answer: Answers;
let asked: { readonly path: string; readonly authorization: string | undefined }[] = [];

async function listening(made: Server): Promise<string> {
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  const address = made.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mt-http-'));
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', base);
    asked.push({ path: url.pathname + url.search, authorization: request.headers.authorization });
    answer(request, response, url);
  });
  elsewhere = createServer((request, response) => {
    asked.push({ path: `elsewhere${request.url ?? ''}`, authorization: request.headers.authorization });
    response.end('a,b\n1,2\n');
  });
  base = await listening(server);
  other = await listening(elsewhere);
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  server.close();
  elsewhere.close();
  await rm(folder, { recursive: true, force: true });
});

const connector = httpConnector({ maxBytes: 100_000, idleMs: 500, pausesMs: [5, 5] });

async function pull(
  settings: Partial<SettingsOf<'http'>>,
  { secret = null, mark = null }: { readonly secret?: string | null; readonly mark?: Mark | null } = {},
): Promise<{ readonly fetched: Fetched; readonly text: string } | null> {
  const whole = ConnectionSettingsSchema.parse({ kind: 'http', url: `${base}/data`, ...settings });
  if (whole.kind !== 'http') throw new Error('not over HTTP');
  const task = {
    settings: whole,
    secret,
    mark,
    directory: await mkdtemp(join(folder, 'pull-')),
    now: new Date(),
    signal: new AbortController().signal,
    unseen: () => Promise.resolve([]),
  };
  for await (const fetched of connector.pull(task)) {
    return { fetched, text: await readFile(fetched.path, 'utf8') };
  }
  return null;
}

const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const rows = { type: 'json', rows: '/items' } as const;

describe('pages', () => {
  const item = (page: number) => ({ number: page, name: `第${page}行` });
  test.each<[string, SettingsOf<'http'>['paging'], Answers]>([
    [
      'by number end with a short one',
      { type: 'page', param: 'p', first: 1, sizeParam: 'n', size: 2 },
      (_, response, url) => {
        const page = Number(url.searchParams.get('p'));
        json(response, { items: page < 2 ? [item(1), item(2)] : [item(3)] });
      },
    ],
    [
      'by cursor end where none is told',
      { type: 'cursor', param: 'after', pointer: '/next' },
      (_, response, url) => {
        const at = Number(url.searchParams.get('after') ?? '1');
        json(response, { items: [item(at)], next: at < 3 ? at + 1 : null });
      },
    ],
    [
      'by Link header end without one',
      { type: 'link' },
      (_, response, url) => {
        const at = Number(url.searchParams.get('at') ?? '1');
        const link = `<?at=${at + 1}>; rel="next", <?at=1>; rel="first"`;
        json(response, { items: [item(at)] }, at < 3 ? { link } : { link: '<?at=1>; rel="first"' });
      },
    ],
  ])('%s', async (_, paging, answers) => {
    answer = answers;
    const pulled = await pull({ body: rows, paging });
    expect(pulled?.text).toBe('number,name\n1,第1行\n2,第2行\n3,第3行\n');
    expect(await pull({ body: rows, paging }, { mark: pulled?.fetched.mark?.next ?? null })).toBeNull();
  });

  test('that never end are stopped', async () => {
    answer = (_, response) => json(response, { items: [item(1)], next: 'same' });
    const paging = { type: 'cursor', param: 'after', pointer: '/next' } as const;
    await expect(pull({ body: rows, paging })).rejects.toThrow('pages-endless');
  });

  test('keep each value as it was written, and every header that any row has', async () => {
    answer = (_, response) =>
      response.end(
        '{"items":[{"a":12345678901234567890,"b":1.10},{"c":"0012","a":-5e-7,"b":null,"d":true}]}',
      );
    expect((await pull({ body: rows }))?.text).toBe(
      'a,b,c,d\n12345678901234567890,1.10,,\n-5e-7,,0012,true\n',
    );
  });
});

describe('a client’s credentials', () => {
  const oauth = () =>
    ({ type: 'oauth2', tokenUrl: `${base}/token`, clientId: 'county', scope: 'read' }) as const;
  test('are traded for a token once, and again when it is taken back', async () => {
    let given = 0;
    let good = '';
    answer = (request, response, url) => {
      if (url.pathname === '/token') {
        expect(request.headers.authorization).toBe(
          `Basic ${Buffer.from('county:s%C3%A9cret').toString('base64')}`,
        );
        given += 1;
        good = `token-${given}`;
        json(response, { access_token: good, expires_in: 3600 });
      } else if (request.headers.authorization === `Bearer ${good}`) response.end(`a\n${given}\n`);
      else response.writeHead(401).end();
    };
    const secret = 'sécret';
    expect((await pull({ auth: oauth() }, { secret }))?.text).toBe('a\n1\n');
    expect((await pull({ auth: oauth() }, { secret }))?.text).toBe('a\n1\n');
    good = 'none of those';
    expect((await pull({ auth: oauth() }, { secret }))?.text).toBe('a\n2\n');
    expect(given).toBe(2);
  });

  test('that are wrong are refused by name', async () => {
    answer = (_, response) => response.writeHead(401).end();
    await expect(pull({ auth: oauth() }, { secret: 'another' })).rejects.toThrow('secret-refused');
  });
});

describe('a request', () => {
  test.each([
    ['header', { type: 'header', header: 'X-Key' }, 'x-key', 'the-key'],
    [
      'basic',
      { type: 'basic', username: '张三' },
      'authorization',
      `Basic ${Buffer.from('张三:the-key').toString('base64')}`,
    ],
  ] as const)('says who asks by %s', async (_, auth, name, wanted) => {
    answer = (request, response) => response.end(`seen\n${String(request.headers[name])}\n`);
    expect((await pull({ auth }, { secret: 'the-key' }))?.text).toBe(`seen\n${wanted}\n`);
  });

  test('is tried again when the other side is busy, and tells how long it wants to be left alone', async () => {
    let left = 2;
    answer = (_, response) => {
      left -= 1;
      if (left > 0) response.writeHead(503).end();
      else response.end('a\n1\n');
    };
    expect((await pull({}))?.text).toBe('a\n1\n');
    answer = (_, response) => response.writeHead(429, { 'retry-after': '7200' }).end();
    asked = [];
    await expect(pull({})).rejects.toMatchObject({ code: 'endpoint-busy', retryAfterMs: 7_200_000 });
    expect(asked).toHaveLength(1);
  });

  test.each<[string, () => string, string | null, string | null]>([
    ['to the same site is followed, with who asks', () => '/moved', 'secret', null],
    ['to another site is followed without a secret', () => `${other}/moved`, null, null],
    ['to another site is not followed with one', () => `${other}/moved`, 'secret', 'redirect-refused'],
    ['to cloud metadata is never followed', () => 'http://169.254.169.254/latest/', null, 'address-barred'],
    ['in a circle is left', () => '/data', null, 'redirect-refused'],
  ])('redirected %s', async (_, to, secret, refused) => {
    answer = (_request, response, url) => {
      if (url.pathname === '/moved') response.end('a,b\n1,2\n');
      else response.writeHead(302, { location: to() }).end();
    };
    const auth = secret === null ? ({ type: 'none' } as const) : ({ type: 'bearer' } as const);
    if (refused === null) expect((await pull({ auth }, { secret }))?.text).toBe('a,b\n1,2\n');
    else await expect(pull({ auth }, { secret })).rejects.toThrow(refused);
    expect(asked.filter(({ path }) => path.startsWith('elsewhere') && secret !== null)).toEqual([]);
  });

  test.each<[string, Answers, string]>([
    [
      'too large by its own word',
      (_, response) => response.writeHead(200, { 'content-length': '200000' }).end('x'),
      'pull-too-large',
    ],
    ['too large as it comes', (_, response) => response.end('x'.repeat(200_000)), 'pull-too-large'],
    [
      'cut in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '50' });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      },
      'host-away',
    ],
    ['never there', () => undefined, 'host-slow'],
    ['not found', (_, response) => response.writeHead(404).end(), 'pull-refused'],
  ])('answered by something %s is refused by name', async (_, answers, code) => {
    answer = answers;
    await expect(pull({})).rejects.toThrow(code);
  });
});

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['fe80::1', false],
  ['fd00:ec2::254', false],
  ['::ffff:169.254.169.254', false],
  ['fd12::1', true],
])('the address %s may be connected to: %s', (address, wanted) => {
  expect(isPermitted(address)).toBe(wanted);
});

test.each([
  ['120', 120_000],
  ['Wed, 10 Jun 2026 02:01:00 GMT', 60_000],
  ['Wed, 10 Jun 2020 02:01:00 GMT', 0],
  ['999999999', 86_400_000],
  ['soon', null],
  [undefined, null],
])('Retry-After %s is a wait of %s ms', (header, wanted) => {
  expect(retryAfter(header, new Date('2026-06-10T02:00:00Z'))).toBe(wanted);
});
