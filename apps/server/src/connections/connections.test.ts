import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { composeProduct } from '@miaotou/assembly';
import type { Product } from '@miaotou/assembly';
import { SessionSchema } from '@miaotou/contracts';
import { createLogger, fixedClock, loadConfig } from '@miaotou/runtime';
import { temporaryFolder, testRecords, testWarehouse } from '@miaotou/testkit';
import { createApp } from '../boot/index.js';
import { createMetrics } from '../metrics/index.js';
import { routesOf } from '../security/index.js';

const password = 'correct horse battery';
const start = new Date('2026-03-02T01:00:00Z');
const clock = fixedClock(start);
const logged: string[] = [];
let app: NestFastifyApplication;
let product: Product;
let base: string;
let signedIn: Record<string, string>;

interface Answer {
  readonly status: number;
  readonly text: string;
  // Bodies of many routes: each test names what it expects of them.
  readonly body: Record<string, unknown>;
  /** Seconds to wait, as the answer says. */
  readonly wait: string | null;
}

async function ask(
  method: string,
  path: string,
  options: { readonly headers?: Record<string, string>; readonly body?: string | Buffer } = {},
): Promise<Answer> {
  const { headers = {}, body } = options;
  const stop = new AbortController();
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers,
    signal: stop.signal,
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
  });
  const endless = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = endless ? '' : await response.text();
  stop.abort();
  const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  const wait = response.headers.get('retry-after');
  return { status: response.status, text, body: parsed as Record<string, unknown>, wait };
}

const asAdmin = (method: string, path: string, body?: unknown) =>
  ask(method, path, {
    headers: { ...signedIn, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  const records = await testRecords();
  const config = loadConfig({ MIAOTOU_DATA_DIR: await temporaryFolder('server') });
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void logged.push(line) } });
  const stores = {
    records,
    warehouse: await testWarehouse(),
    databaseUrl: records.url,
    guest: false,
    close: () => records.close(),
  };
  product = await composeProduct(config, stores, { logger, clock });
  const admin = { username: 'admin', displayName: 'admin', role: 'admin', scope: ['*'], password } as const;
  await product.people.seed([], [admin]);
  app = await createApp({ product, metrics: createMetrics(), logger });
  await app.listen({ host: '127.0.0.1', port: 0 });
  base = await app.getUrl();
  const response = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  signedIn = { cookie, 'x-csrf-token': SessionSchema.parse(await response.json()).csrfToken };
}, 120_000);

afterAll(async () => {
  await app.close();
  await product.close();
});

/** A key made by the administrator. */
async function keyFor(input: Record<string, unknown> = {}): Promise<{ key: string; id: string }> {
  const { status, body } = await asAdmin('POST', '/push-keys', {
    name: '税务平台',
    sources: ['complaints'],
    ...input,
  });
  expect(status).toBe(201);
  return { key: String(body['key']), id: (body['made'] as { id: string }).id };
}

const orders = '工单编号,受理时间,诉求内容\n12345678901234567890,2026-02-01 08:00:00,拖欠工资\n';

const push = (
  key: string,
  options: { source?: string; idempotency?: string; type?: string; body?: string } = {},
) =>
  ask('POST', `/deliveries/${options.source ?? 'complaints'}`, {
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': options.type ?? 'text/csv',
      ...(options.idempotency === '' ? {} : { 'idempotency-key': options.idempotency ?? 'a-1' }),
    },
    body: options.body ?? orders,
  });

describe('a pushed delivery', () => {
  it('is taken once: the same request has the same answer, other content under its name is refused', async () => {
    const { key } = await keyFor();
    const first = await push(key);
    expect([first.status, first.body['known']]).toEqual([202, false]);
    const [again, twice] = await Promise.all([push(key), push(key)]);
    expect([again.text, twice.text]).toEqual([first.text, first.text]);
    expect(await push(key, { body: orders.replace('拖欠', '克扣') })).toMatchObject({
      status: 409,
      body: { code: 'idempotency-conflict' },
    });
    expect(await push(key, { idempotency: 'a-2' })).toMatchObject({
      status: 202,
      body: { batchId: first.body['batchId'], known: true },
    });
    const state = await ask('GET', String(first.body['status']).replace('/api/v1', ''), {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(state).toMatchObject({ status: 200, body: { batchId: first.body['batchId'], state: 'waiting' } });
    const { key: other } = await keyFor({ name: '别人' });
    const hidden = await ask('GET', String(first.body['status']).replace('/api/v1', ''), {
      headers: { authorization: `Bearer ${other}` },
    });
    expect(hidden.status).toBe(404);
  });

  it('as JSON rows becomes a file of the layout’s headers, each number as it was written', async () => {
    const { key } = await keyFor();
    const body =
      '{"rows":[{"工单编号":12345678901234567899,"金额":1.10,"说明":"1,2"},{"工单编号":7,"说明":null}]}';
    const { status, body: made } = await push(key, { type: 'application/json', body });
    expect(status).toBe(202);
    const batch = await product.imports.get(String(made['batchId']));
    expect(batch).toMatchObject({ fileName: 'complaints.csv', via: 'push', receivedFrom: '税务平台' });
    const wanted = '工单编号,金额,说明\n12345678901234567899,1.10,"1,2"\n7,,\n';
    expect(batch.fileBytes).toBe(Buffer.byteLength(wanted));
  });

  it.each([
    ['without a key', { key: 'x'.repeat(40) }, 401, 'push-key'],
    ['of a source that the key is not for', { source: 'tax' }, 403, 'push-source-not-allowed'],
    ['of a source that is none', { source: 'weather' }, 404, 'source-unknown'],
    ['without its own name', { idempotency: '' }, 400, 'idempotency-key'],
    ['of a type that is none', { type: 'image/png' }, 415, 'unsupported-media-type'],
    ['with nothing in it', { body: '' }, 400, 'delivery-empty'],
    ['with broken JSON', { type: 'application/json', body: '{"rows":[' }, 400, 'json-form'],
    ['with JSON that holds no rows', { type: 'application/json', body: '{"a":1}' }, 400, 'json-rows'],
  ] as const)(
    '%s is refused by name',
    async (_, { key, ...options }: Record<string, string>, status, code) => {
      const made = key ?? (await keyFor()).key;
      const answer = await push(made, { idempotency: 'refused', ...options });
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
      expect(answer.body['message']).toMatchObject({ zh: expect.anything(), en: expect.anything() });
    },
  );

  it('is refused after the key was revoked, and after its last day', async () => {
    const { key, id } = await keyFor({ expiresOn: '2026-03-02' });
    expect((await push(key)).status).toBe(202);
    clock.set(new Date('2026-03-02T16:00:00Z'));
    expect(await push(key)).toMatchObject({ status: 401, body: { code: 'push-key-expired' } });
    clock.set(start);
    expect((await asAdmin('DELETE', `/push-keys/${id}`)).status).toBe(204);
    expect(await push(key)).toMatchObject({ status: 401, body: { code: 'push-key' } });
  });

  it('comes no more often in a minute than its key allows', async () => {
    const { key } = await keyFor({ perMinute: 2 });
    clock.set(new Date(start.getTime() + 18_500));
    const answers = [await push(key), await push(key, { type: 'application/zip' }), await push(key)];
    expect(answers.map(({ status, wait }) => [status, wait])).toEqual([
      [202, null],
      [202, null],
      [429, '42'],
    ]);
    clock.set(new Date(start.getTime() + 60_000));
    expect((await push(key)).status).toBe(202);
    clock.set(start);
  });

  it('is described in the API’s own description', async () => {
    const text = await (await fetch(`${base}/api/openapi.json`)).text();
    expect(text).toContain('/api/v1/deliveries/{source}');
    expect(text).toContain('Idempotency-Key');
  });
});

test('no answer and no line of the log ever holds a secret or a key', async () => {
  const secret = 'a-very-secret-token-9f8e7d';
  const partner = createServer((_, response) => response.writeHead(401).end('no'));
  partner.listen(0, '127.0.0.1');
  await once(partner, 'listening');
  const address = partner.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  const input = {
    source: 'complaints',
    name: '热线平台',
    settings: { kind: 'http', url, auth: { type: 'bearer' } },
    secret,
    cron: '0 6 * * *',
  };
  const told: string[] = [];
  const made = await asAdmin('POST', '/connections', input);
  const id = String(made.body['id']);
  const { secret: _, ...unsaid } = input;
  const elsewhere = { ...unsaid, settings: { ...input.settings, url: 'http://127.0.0.1:9/' } };
  told.push(made.text);
  told.push((await asAdmin('POST', '/connections/test', { ...input, cron: 'x' })).text);
  const tried = await asAdmin('POST', '/connections/test', { ...unsaid, id });
  expect(tried.body['problem']).toMatchObject({ code: 'secret-refused' });
  const moved = await asAdmin('POST', `/connections/${id}`, elsewhere);
  expect([moved.status, moved.body['code']]).toEqual([400, 'secret-for-another']);
  told.push(tried.text, moved.text, (await asAdmin('POST', '/connections', { ...input, cron: 1 })).text);
  await expect(product.connections.pull(id, new AbortController().signal)).rejects.toThrow('secret-refused');
  const { key } = await keyFor();
  for (const { method, path } of routesOf(app)) {
    if (method !== 'GET') continue;
    const filled = path.replaceAll(/:\w+/g, id);
    if (/^\/(api|metrics)/.test(filled)) continue;
    told.push((await asAdmin('GET', filled)).text);
  }
  partner.close();
  expect(told.length).toBeGreaterThan(20);
  expect(told.join('\n')).toContain('热线平台');
  for (const hidden of [secret, key]) {
    expect(told.join('\n')).not.toContain(hidden);
    expect(logged.join('\n')).not.toContain(hidden);
  }
}, 60_000);
