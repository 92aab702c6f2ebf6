import type { AlertDetail, AlertRow, IncidentDetail, SourceRows } from '@miaotou/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, settled, visit, type Visit } from './browser.js';
import { callerOf } from './product.js';

const county = inject('county');
const analyst = callerOf(county, county.sessions.analyst);
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Open orange alerts of different incidents that are no graver themselves, whose evidence leads to delivered rows. */
async function openAlerts(count: number): Promise<AlertDetail[]> {
  const { items } = await analyst.read<{ items: AlertRow[] }>('/alerts?state=open&tier=orange&pageSize=30');
  const found: AlertDetail[] = [];
  for (const { id } of items) {
    const detail = await analyst.read<AlertDetail>(`/alerts/${id}`);
    const { incidentId } = detail;
    if (incidentId === null || found.some((one) => one.incidentId === incidentId)) continue;
    // Only a leader may dismiss a red.
    const { tier } = await analyst.read<IncidentDetail>(`/incidents/${incidentId}`);
    if (tier === 'orange' && detail.features.some(({ hasRows }) => hasRows)) found.push(detail);
    if (found.length === count) return found;
  }
  throw new Error(`the county has only ${found.length} open orange alerts with delivered rows`);
}

async function act(page: Page, action: string, note = ''): Promise<void> {
  await page.getByRole('region', { name: '处理' }).getByRole('button', { name: action }).click();
  const dialog = page.getByRole('dialog', { name: action });
  if (note !== '') await dialog.getByRole('textbox', { name: '情况说明' }).fill(note);
  await dialog.getByRole('button', { name: '确认' }).click();
}

describe('the alert list', () => {
  it('keeps its filters in the address, so that a colleague sees the same', async () => {
    const { page, troubles, close } = await visit(browser, { role: 'analyst' });
    await open(page, '/alerts');
    await page.getByRole('button', { name: '红', exact: true }).click();
    await page.getByRole('button', { name: '待签收' }).click();
    await page.getByLabel('镇区').click();
    await page.getByLabel('镇区').fill('惠城');
    await page.keyboard.press('Enter');
    await page.waitForURL(/region=445224100/);
    await settled(page);
    await expect
      .poll(async () => new Set(await page.locator('.table-frame tbody td:nth-child(4)').allInnerTexts()))
      .toEqual(new Set(['惠城镇']));
    const list = (of: Page) => of.locator('.table-frame, .pager').allInnerTexts();
    const first = await list(page);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ tier: 'red', state: 'open', region: '445224100' });

    const colleague = await visit(browser, { role: 'leader' });
    await open(colleague.page, page.url());

    expect(await list(colleague.page)).toEqual(first);
    expect([...troubles, ...colleague.troubles]).toEqual([]);
    await colleague.close();
    await close();
  });

  it('turns pages and finds a word', async () => {
    const { page, troubles, close } = await visit(browser, { role: 'analyst' });
    await open(page, '/alerts');
    await page.getByRole('button', { name: '下一页' }).click();
    await page.waitForURL(/page=2/);
    await settled(page);
    const [subject = ''] = await page.locator('.alert-cell a').allInnerTexts();

    await page.getByLabel('单位或内容').fill(subject);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await settled(page);

    expect(new URL(page.url()).searchParams.get('page')).toBeNull();
    await expect
      .poll(async () => [...new Set(await page.locator('.alert-cell a').allInnerTexts())])
      .toEqual([subject]);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('an alert in the hands of an analyst', () => {
  let alert: AlertDetail;
  let other: AlertDetail;
  let seen: Visit;
  beforeAll(async () => {
    const [first, second] = await openAlerts(2);
    if (first === undefined || second === undefined) throw new Error('two open alerts are needed');
    [alert, other] = [first, second];
    seen = await visit(browser, { role: 'analyst' });
    await open(seen.page, `/alerts/${alert.id}`);
  });
  afterAll(() => seen.close());

  it('says why: sentence, values, thresholds, rule, plan and legal basis', async () => {
    const text = await seen.page.locator('main').innerText();
    expect(text).toContain(alert.subjectName);
    expect(text).toContain(alert.sentence.zh);
    for (const { label } of alert.features) expect(text).toContain(label.zh);
    for (const step of alert.plan.steps) expect(text).toContain(step.zh);
    for (const { ref } of alert.legalBasis) expect(text).toContain(ref);
    expect(text).toContain(`${alert.evidence.ruleId} v${alert.evidence.ruleVersion}`);
  });

  it('opens the delivered rows behind a value, down to their cells', async () => {
    const feature = alert.features.find(({ hasRows }) => hasRows);
    const rows = await analyst.read<SourceRows>(`/alerts/${alert.id}/rows?feature=${feature?.name}`);
    await seen.page.getByRole('button', { name: '原始数据' }).first().click();
    const drawer = seen.page.getByRole('dialog');
    await drawer.locator('table').first().waitFor();
    const text = await drawer.innerText();

    expect(rows.total).toBeGreaterThan(0);
    expect(text).toContain(`共 ${rows.total} 行`);
    for (const { fileName, headers, rows: delivered } of rows.tables) {
      expect(text).toContain(fileName);
      for (const header of headers) expect(text).toContain(header);
      for (const cell of delivered.flatMap(({ cells }) => cells)) expect(text).toContain(cell.trim());
    }
    await drawer.getByRole('button', { name: '关闭' }).or(drawer.getByLabel('Close')).first().click();
    await drawer.waitFor({ state: 'detached' });
  });

  it('leads to the incident in which it is answered', async () => {
    await seen.page.getByRole('link', { name: /到处置事件/ }).click();
    await seen.page.waitForURL(new RegExp(`/incidents/${alert.incidentId}$`));
    await seen.page.getByRole('region', { name: '时间线' }).waitFor();
    expect(await seen.page.locator('main').innerText()).toContain(alert.sentence.zh);
  });

  it.each([
    ['签收', '', '已签收'],
    ['核实', '已联系镇人社所', '已核实'],
    ['化解办结', '拖欠工资已补发', '已化解待核销'],
  ])('is answered step by step: %s', async (action, note, state) => {
    await act(seen.page, action, note);
    await seen.page.locator('.alert-marks strong', { hasText: state }).waitFor();
    const proof = await seen.page.getByRole('region', { name: '时间线' }).innerText();
    expect(proof).toContain('演示·研判员');
    expect(proof).toContain(note);
  });

  it('is not called false without a word why', async () => {
    await open(seen.page, `/incidents/${other.incidentId}`);
    await seen.page.getByRole('region', { name: '处理' }).getByRole('button', { name: '认定误报' }).click();
    const dialog = seen.page.getByRole('dialog', { name: '认定误报' });
    expect(await dialog.getByRole('button', { name: '确认' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(seen.troubles).toEqual([]);
  });

  it('tells a page left behind who was faster, and keeps what was written', async () => {
    await open(seen.page, `/incidents/${other.incidentId}`);
    // The live stream would bring the change here: this page is one whose line is down.
    await seen.page.route('**/api/v1/incidents/*', (route) => route.abort());
    await seen.page.getByRole('region', { name: '处理' }).getByRole('button', { name: '签收' }).click();
    const dialog = seen.page.getByRole('dialog', { name: '签收' });
    await dialog.getByRole('textbox').first().fill('我写的说明');
    const faster = callerOf(county, county.sessions.leader);
    const { version } = await faster.read<IncidentDetail>(`/incidents/${other.incidentId}`);
    const done = await faster.post(`/incidents/${other.incidentId}/steps`, {
      step: 'sign',
      version,
      key: 'the-leader-was-faster',
    });
    expect(done.status).toBeLessThan(300);
    await dialog.getByRole('button', { name: '确认' }).click();
    await dialog.getByText('演示·领导已先签收').waitFor();
    expect(await dialog.getByRole('textbox').first().inputValue()).toBe('我写的说明');

    await seen.page.unroute('**/api/v1/incidents/*');
    await open(seen.page, `/incidents/${other.incidentId}`);
    await seen.page.locator('.alert-marks strong', { hasText: '已签收' }).waitFor();
  });
});
