import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch } from '@miaotou/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, settled, visit, type Visit } from './browser.js';
import { orderHeader, orderLine, orders } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const intake = callerOf(county, county.sessions.intake);
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const small = {
  name: '热线工单-浏览器.csv',
  mimeType: 'text/csv',
  buffer: orders(
    orderLine('WEB-1'),
    orderLine('WEB-2'),
    orderLine('WEB-3', { 受理时间: '2026-02-30 08:00:00' }),
    orderLine('WEB-4', { 受理时间: '昨天上午' }),
  ),
};

const sending = (page: Page, name: string) => page.locator('.sendings li', { hasText: name }).first();

describe('bringing a file in through the console', () => {
  let seen: Visit;
  beforeAll(async () => {
    seen = await visit(browser, { role: 'intake' });
    await open(seen.page, '/imports');
  });
  afterAll(() => seen.close());

  it('shows what became of every row', async () => {
    const { page } = seen;
    await page.locator('input[type=file]').setInputFiles(small);
    const item = sending(page, small.name);
    await item.getByText('完成').waitFor();
    await item.getByRole('link', { name: '查看批次' }).click();
    await page.waitForURL(/\/imports\/[^/]+$/);
    await settled(page);

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(small.name);
    expect(await page.locator('main').innerText()).toContain('4 行 = 入库 2 + 隔离 2 + 重复 0');
    const cards = page.locator('li.quarantined');
    expect(await cards.count()).toBe(2);
    expect(await cards.nth(0).locator('.faults').innerText()).toContain('受理时间');
  });

  it('takes a corrected row through the same checks again', async () => {
    const { page } = seen;
    const card = page.locator('li.quarantined', { hasText: '行号 4' });
    await card.getByLabel('第 4 行 受理时间').fill('2026-03-01 08:00:00');
    expect(await page.locator('.quarantine-tools').innerText()).toContain('已选 1 行');
    await page.getByRole('button', { name: '更正重跑' }).click();
    const dialog = page.getByRole('dialog');
    const send = dialog.getByRole('button', { name: '更正重跑' });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('来电人核实了日期');
    await send.click();

    await page.locator('li.quarantined', { hasText: '行号 4' }).getByText('已更正').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await expect
      .poll(async () => {
        const { items } = await intake.read<{ items: Batch[] }>('/imports?source=complaints');
        const correction = items.find(({ corrects }) => corrects === id);
        return correction === undefined ? null : { state: correction.state, accepted: correction.accepted };
      })
      .toEqual({ state: 'done', accepted: 1 });
  });

  it('discards a row that cannot be mended, with the reason', async () => {
    const { page } = seen;
    const card = page.locator('li.quarantined', { hasText: '行号 5' });
    await card.getByRole('checkbox').check();
    await page.getByRole('button', { name: '舍弃' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('原始内容和原因仍保留可查');
    await dialog.getByRole('textbox').fill('查无此件');
    await dialog.getByRole('button', { name: '舍弃' }).click();

    await card.getByText('已舍弃').waitFor();
    // It can be taken back, and run again no more.
    await card.getByRole('checkbox').check();
    expect(await page.getByRole('button', { name: '取回' }).isEnabled()).toBe(true);
    expect(await page.getByRole('button', { name: '更正重跑' }).isDisabled()).toBe(true);
  });

  it('knows the same file again and takes nothing twice', async () => {
    const { page } = seen;
    await open(page, '/imports');
    const before = await intake.read<{ total: number }>('/imports');
    await page.locator('input[type=file]').setInputFiles({ ...small, name: '另一个名字.csv' });
    await sending(page, '另一个名字.csv').getByText('这份文件已经送达过，没有重复入库。').waitFor();
    expect((await intake.read<{ total: number }>('/imports')).total).toBe(before.total);
  });

  it('refuses a file of the wrong kind with a sentence that says what was expected', async () => {
    const { page } = seen;
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '别的表.csv', mimeType: 'text/csv', buffer: Buffer.from('甲,乙\r\n1,2\r\n') });
    const item = sending(page, '别的表.csv');
    await item.getByText('已退回').waitFor();
    await item.getByRole('link', { name: '查看批次' }).click();
    await page.waitForURL(/\/imports\/\d+$/);
    await settled(page);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/工单编号|版式|列/u);
    expect(seen.troubles).toEqual([]);
  });
});

describe('a large file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaotou-large-'));
  const path = join(folder, '大文件.csv');
  beforeAll(() => {
    const file = openSync(path, 'w');
    writeSync(file, `${orderHeader}\n`);
    for (let block = 0; block < 300; block += 1) {
      const lines = Array.from({ length: 1000 }, (_, at) => orderLine(`BIG-${block}-${at}`));
      writeSync(file, `${lines.join('\n')}\n`);
    }
    closeSync(file);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('can be stopped on its way, and leaves no batch', async () => {
    const { context, page, troubles, close } = await visit(browser, { role: 'intake' });
    await open(page, '/imports');
    const before = await intake.read<{ total: number }>('/imports');
    const line = await context.newCDPSession(page);
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 2_000_000,
    });
    await page.locator('input[type=file]').setInputFiles(path);
    const item = sending(page, '大文件.csv');
    await item.getByRole('progressbar').waitFor();
    await item.getByRole('button', { name: '取消' }).click();

    await item.getByText('已取消上传').waitFor();
    expect((await intake.read<{ total: number }>('/imports')).total).toBe(before.total);
    expect(troubles).toEqual([]);
    await close();
  });

  it('can be stopped while it is worked on, and leaves none of its rows', async () => {
    const { page, troubles, close } = await visit(browser, { role: 'intake' });
    await open(page, '/imports');
    await page.locator('input[type=file]').setInputFiles(path);
    const item = sending(page, '大文件.csv');
    await item.getByRole('button', { name: '取消处理' }).click();

    await item.getByText('已取消').waitFor();
    await item.getByRole('link', { name: '查看批次' }).click();
    await page.waitForURL(/\/imports\/\d+$/);
    await settled(page);
    await expect.poll(() => page.locator('main').innerText()).toContain('入库 0');
    expect(troubles).toEqual([]);
    await close();
  });
});
