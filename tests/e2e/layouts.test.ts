import type { Batch } from '@miaotou/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, settled, visit, type Visit } from './browser.js';
import { ended, orderHeader, orderLine } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const intake = callerOf(county, county.sessions.intake);
let browser: Browser;
let seen: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  seen = await visit(browser, { role: 'intake' });
});
afterAll(() => browser.close());

/** A file of the hotline under headings of its own. */
const ownHeadings = (...lines: readonly string[]): Buffer => {
  const header = orderHeader.replace('工单编号', '热线流水号').replace('受理时间', '来电时刻');
  return Buffer.from(`${[header, ...lines].join('\r\n')}\r\n`);
};

async function deliver(name: string, bytes: Uint8Array): Promise<Batch> {
  const answer = await intake.upload('/imports?source=complaints', { name, bytes });
  const { batchId } = (await answer.json()) as { batchId: string };
  return ended(intake, batchId);
}

/** Says what a column is, by the keyboard alone. */
async function mean(page: Page, heading: string, field: string): Promise<void> {
  const select = page.getByRole('combobox', { name: `“${heading}”的含义` });
  await select.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(field);
  await page.keyboard.press('Enter');
}

describe('a file that nobody recognises', () => {
  it('is mapped in the console, tried, saved as a version and imported, and the version ended', async () => {
    const refused = await deliver(
      '自有列名.csv',
      ownHeadings(orderLine('MAP-1'), orderLine('MAP-2', { 受理时间: '二月三十日' })),
    );
    expect(refused.state).toBe('refused');
    const { page } = seen;
    await open(page, `/imports/${refused.id}`);
    await page.getByRole('link', { name: '映射列' }).click();
    await page.getByRole('heading', { name: '各列的含义' }).waitFor();
    await settled(page);
    await mean(page, '热线流水号', '工单编号');
    await mean(page, '来电时刻', '受理时间');
    const outcome = page.getByRole('region', { name: '试读结果' });
    await outcome.getByText('不是有效的日期时间').waitFor();
    expect(await outcome.innerText()).toMatch(/行数\s+2\s+入库\s+1\s+隔离\s+1/u);
    const save = page.getByRole('button', { name: '保存为新版本' });
    expect(await save.isDisabled()).toBe(true);
    await page.getByRole('textbox').last().fill('热线平台换了导出格式');
    await save.click();
    await page.getByRole('button', { name: '导入这份文件' }).click();
    await page.waitForURL((url) => /^\/imports\/\d+$/u.test(url.pathname));
    const again = await ended(intake, new URL(page.url()).pathname.split('/').at(-1) ?? '');
    expect(again).toMatchObject({ state: 'done', rows: 2, accepted: 1, quarantined: 1, duplicates: 0 });

    await open(page, '/imports/layouts');
    const version = page.locator('.layout-version', { hasText: '热线平台换了导出格式' });
    await version.locator('summary').click();
    await version.getByText('“工单编号”增加列名“热线流水号”').waitFor();
    await version.getByRole('button', { name: /停\s*用/u }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('平台改回原格式');
    await dialog.getByRole('button', { name: /停\s*用/u }).click();
    await version.getByText('已停用').waitFor();
    expect((await deliver('又来一份.csv', ownHeadings(orderLine('MAP-3')))).state).toBe('refused');
    expect(seen.troubles).toEqual([]);
  });

  it('may be a new table of indicators, its period in the title, shown before anything is written', async () => {
    const { page } = seen;
    await open(page, '/imports/layouts/map');
    await page.locator('input[type=file]').setInputFiles({
      name: '企业欠费情况.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        '2026年3月企业欠费情况,,\n企业名称,所在镇,社保欠费本金（万元）\n浏览器测试用单位,隆江镇,1.5\n',
      ),
    });
    await page.getByRole('heading', { name: '各列的含义' }).waitFor();
    await page.getByRole('combobox', { name: '这是哪种报表' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.getByRole('option', { name: '新的指标表…' }).waitFor({ state: 'attached' });
    await page.locator('.ant-select-item-option', { hasText: '新的指标表' }).click();
    const outcome = page.getByRole('region', { name: '试读结果' });
    await outcome.getByText('取自“2026年3月企业欠费情况”').waitFor();
    await outcome.locator('summary').click();
    await outcome.getByText('15000.00 元').waitFor();
    expect(seen.troubles).toEqual([]);
  });
});
