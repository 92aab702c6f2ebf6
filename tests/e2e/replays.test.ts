import type { ReplayRow, RuleTextView } from '@miaotou/contracts';
import { addDays, dayOf } from '@miaotou/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { open, openBrowser, visit } from './browser.js';
import { callerOf } from './product.js';

const county = inject('county');
const analyst = callerOf(county, county.sessions.analyst);
const today = dayOf(new Date());
const from = addDays(today, -21);

describe('replays', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('are started from the page, which goes on to the one that was begun', async () => {
    const { page, troubles, close } = await visit(browser, { role: 'analyst' });
    await open(page, '/replays');
    await page.getByLabel('从', { exact: true }).fill(from);
    await page.getByLabel('名称（可不填）').fill('三周');
    await page.getByRole('button', { name: '开始回放' }).click();
    await page.waitForURL(/\/replays\/[\w-]+$/u);
    await page.getByRole('heading', { name: '三周' }).waitFor();
    // The next case waits for a whole one.
    await analyst.post(`/replays/${new URL(page.url()).pathname.split('/').at(-1)}/cancel`, {});
    expect(troubles).toEqual([]);
    await close();
  }, 180_000);

  it('show what a candidate changes, and a difference opens to what happened on either side', async () => {
    const { text } = await analyst.read<RuleTextView>('/rules/R01/text');
    const rule = parse(text) as { version: number; thresholds: Record<string, Record<string, number>> };
    for (const table of Object.values(rule.thresholds)) {
      for (const tier of Object.keys(table)) table[tier] = (table[tier] ?? 0) * 50;
    }
    const answer = await analyst.post('/replays', { from, to: today, title: '放得很严', candidates: [rule] });
    const { id } = (await answer.json()) as ReplayRow;
    const { page, troubles, close } = await visit(browser, { role: 'analyst' });
    await open(page, `/replays/${id}?part=differences`);
    const differences = page.getByRole('region', { name: '变化' });
    await differences.waitFor({ timeout: 280_000 });
    await differences.getByText(/^减少 \d+$/u).click();
    await differences.locator('button.plain-link').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: '候选' }).waitFor();
    await drawer.getByText('触发预警').first().waitFor();
    expect(await drawer.getByRole('link', { name: '打开实际的预警' }).getAttribute('href')).toContain(
      'rule=R01',
    );
    expect(troubles).toEqual([]);
    await close();
  }, 300_000);
});
