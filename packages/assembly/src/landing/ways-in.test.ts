import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

const content = `统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值\n${madeUscc(500)},惠来卯有限公司,葵潭镇,SI02,2026-05,1\n`;
let county: TestLanding;

beforeAll(async () => {
  county = await openTestLanding();
}, 120_000);
afterAll(() => county.records.close());

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
