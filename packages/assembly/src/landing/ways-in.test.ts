import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, TransientError } from '@miaotou/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

const content = `统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值\n${madeUscc(500)},惠来卯有限公司,葵潭镇,SI02,2026-05,1\n`;
let county: TestLanding;
let server: Server;
let status = 200;
const asked: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const known = request.headers['if-none-match'];
    asked.push(known);
    if (status !== 200) response.writeHead(status).end();
    else if (known === '"v1"') response.writeHead(304).end();
    else
      response
        .writeHead(200, { etag: '"v1"', 'content-disposition': 'attachment; filename="../../a.csv"' })
        .end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  county = await openTestLanding({
    endpoints: [
      { id: 'fund', source: 'social-insurance', url: `http://127.0.0.1:${port}/values`, cron: '0 3 * * *' },
    ],
  });
}, 120_000);
afterAll(async () => {
  server.close();
  await county.records.close();
});

const signal = new AbortController().signal;

test('a pull brings a file in once, and asks only for what changed after that', async () => {
  const first = await county.pulls.pull('fund', signal);
  expect(first).toMatchObject({ kind: 'received', known: false });
  expect(county.queued).toHaveLength(1);
  const batchId = county.queued[0] ?? 0;
  expect(await county.run(batchId)).toMatchObject({ state: 'done', file: 'a.csv', accepted: 1 });
  expect(await county.pulls.pull('fund', signal)).toEqual({ kind: 'unchanged' });
  expect(asked).toEqual([undefined, '"v1"']);
});

test.each([
  [503, TransientError],
  [429, TransientError],
  [404, PermanentError],
])('an endpoint that answers %i', async (code, kind) => {
  status = code;
  await expect(county.pulls.pull('fund', signal)).rejects.toBeInstanceOf(kind);
  status = 200;
});

test('the inbox takes a file at rest and files it by how it ended, with the reason beside a refused one', async () => {
  await county.inbox.open();
  const folder = join(county.folder, 'inbox', 'social-insurance');
  await writeFile(
    join(folder, 'good.csv'),
    content.replace('卯', '辰').replace(madeUscc(500), madeUscc(501)),
  );
  await writeFile(join(folder, 'bad.csv'), '水果,价格\n苹果,3\n');
  county.now = new Date();
  expect(await county.inbox.scan()).toBe(0);
  county.now = new Date(Date.now() + 60_000);
  const before = county.queued.length;
  expect(await county.inbox.scan()).toBe(2);
  for (const batchId of county.queued.slice(before)) await county.inbox.settle(await county.run(batchId));
  expect((await readdir(join(folder, 'done'))).map((name) => name.replace(/^\d+-/, ''))).toEqual([
    'good.csv',
  ]);
  const refused = (await readdir(join(folder, 'refused'))).toSorted();
  expect(refused.map((name) => name.replace(/^\d+-/, ''))).toEqual(['bad.csv', 'bad.csv.txt']);
  expect(await readFile(join(folder, 'refused', refused[1] ?? ''), 'utf8')).toContain('水果');
});
