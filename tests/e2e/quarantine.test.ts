import ExcelJS from '@protobi/exceljs';
import type { Batch } from '@miaotou/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, settled, visit, type Visit } from './browser.js';
import { ended, orderLine, orders } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const intake = callerOf(county, county.sessions.intake);
const leader = callerOf(county, county.sessions.leader);
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function deliver(name: string, bytes: Uint8Array): Promise<Batch> {
  const answer = await intake.upload('/imports?source=complaints', { name, bytes });
  const { batchId } = (await answer.json()) as { batchId: string };
  return ended(intake, batchId);
}
const received = { 受理时间: '二月三十日' };

/** Rows of a delivery that wait. */
async function waiting(id: string): Promise<number> {
  return (await intake.read<{ total: number }>(`/imports/${id}/quarantine?state=open`)).total;
}

describe('the quarantine as a list of work', () => {
  let seen: Visit;
  let first: Batch;
  let second: Batch;
  beforeAll(async () => {
    first = await deliver(
      '待办一.csv',
      orders(orderLine('WORK-1', received), orderLine('WORK-2', received), orderLine('WORK-3')),
    );
    second = await deliver('待办二.csv', orders(orderLine('WORK-4', received)));
    seen = await visit(browser, { role: 'intake' });
  });
  afterAll(() => seen.close());

  it('mends one text in all deliveries by one decision, tried before it is applied', async () => {
    expect([first.quarantined, second.quarantined]).toEqual([2, 1]);
    const { page } = seen;
    await open(page, `/imports/quarantine?layout=${first.layout ?? ''}`);
    const group = page.locator('li.group', { hasText: '受理时间' }).first();
    await group.getByRole('button', { name: '二月三十日 3' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '改为' }).fill('2026-03-01 08:00:00');
    const apply = dialog.getByRole('button', { name: /应\s*用/u });
    expect(await apply.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: /预\s*览/u }).click();
    await dialog.getByText('试查 3 行，其中 3 行可以入库。').waitFor();
    await dialog.locator('textarea').first().fill('热线平台已核实');
    await apply.click();

    await expect.poll(() => waiting(first.id)).toBe(0);
    await expect.poll(() => waiting(second.id)).toBe(0);
  });

  it('names what was corrected, and takes it back', async () => {
    const { page } = seen;
    await open(page, '/imports/quarantine?view=corrections');
    const line = page.getByRole('row', { name: /待办二\.csv/u }).first();
    expect(await line.innerText()).toContain('二月三十日 → 2026-03-01 08:00:00');
    await line.getByRole('button', { name: /撤\s*销/u }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('日期有误');
    await dialog.getByRole('button', { name: /撤\s*销/u }).click();
    await expect.poll(() => waiting(second.id)).toBe(1);
    await open(page, `/imports/${second.id}`);
    const card = page.locator('li.quarantined').first();
    await card.getByRole('button', { name: '历次版本（3）' }).click();
    await card.locator('.versions').getByText('日期有误').waitFor();
    expect(await card.locator('.versions').innerText()).toContain('报送原样');
  });

  it('checks a row before it is sent', async () => {
    const { page } = seen;
    const card = page.locator('li.quarantined').first();
    await card.getByLabel('第 2 行 受理时间').fill('三月');
    await card.getByRole('button', { name: '立即检查' }).click();
    await card.getByText('仍有问题').waitFor();
    await card.getByLabel('第 2 行 受理时间').fill('2026-03-02 09:00:00');
    await card.getByRole('button', { name: '立即检查' }).click();
    await card.getByText('检查通过，可以重跑。').waitFor();
    expect(await waiting(second.id)).toBe(1);
    expect(seen.troubles).toEqual([]);
  });

  it('goes out as a workbook, and what comes back corrects exactly those rows', async () => {
    const answer = await intake.get(`/imports/${second.id}/quarantine/workbook`);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('退回更正-待办二'));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    const sheet = workbook.getWorksheet('数据');
    if (sheet === undefined) throw new Error('the workbook has no sheet of rows');
    const at = (sheet.getRow(1).values as unknown[]).indexOf('受理时间');
    sheet.getRow(2).getCell(at).value = '2026-03-02 09:00:00';
    const returned = await deliver('退回.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(returned).toMatchObject({ state: 'done', corrects: second.id, rows: 1, accepted: 1 });
    expect(await waiting(second.id)).toBe(0);
  });

  it('is shut to those who may not open deliveries', async () => {
    expect((await leader.get('/quarantine')).status).toBe(403);
    const stranger = await visit(browser, { role: 'leader' });
    await open(stranger.page, '/imports');
    await settled(stranger.page);
    expect(await stranger.page.getByRole('link', { name: '隔离待办' }).count()).toBe(0);
    await stranger.close();
  });
});
