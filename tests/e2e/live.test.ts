import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, picture, visit } from './browser.js';
import { collectiveVisit, ended } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const intake = callerOf(county, county.sessions.intake);
const employer = '海风测试鞋业有限公司';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Runs of the detectors that ended well since the program began. */
async function detectorRuns(): Promise<number> {
  const text = await (await fetch(`${county.url}/metrics`)).text();
  return Number(/^miaotou_job_seconds_count\{name="detect",outcome="done"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

describe('a grave event that arrives while pages are open', () => {
  it('shows by itself: in the list, on the overview and as a notice that leads to it', async () => {
    const list = await visit(browser, { role: 'analyst' });
    const overview = await visit(browser, { role: 'leader' });
    await open(list.page, `/alerts?q=${encodeURIComponent(employer)}`);
    await list.page.getByText('没有符合条件的预警。').waitFor();
    await open(overview.page, '/');
    const red = overview.page.locator('.count.edge-red .count-live strong');
    const before = Number(await red.innerText());
    const runs = await detectorRuns();
    // A reload would wipe this mark away.
    await list.page.evaluate(() => {
      document.body.dataset['untouched'] = 'yes';
    });

    const file = collectiveVisit('LIVE-1', 45, employer, '隆江镇');
    const answer = await intake.upload('/imports?source=petitions', { name: '信访登记.csv', bytes: file });
    const { batchId } = (await answer.json()) as { batchId: string };
    expect(await ended(intake, batchId)).toMatchObject({ state: 'done', accepted: 1, quarantined: 0 });

    const row = list.page.locator('tr.edge-red', { hasText: employer });
    await row.waitFor();
    expect(await row.innerText()).toContain('45');
    expect(await list.page.locator('body').getAttribute('data-untouched')).toBe('yes');
    await expect.poll(async () => Number(await red.innerText())).toBe(before + 1);
    const notice = list.page.locator('.ant-notification-notice').filter({ hasText: '新预警' });
    await notice.first().waitFor();
    await picture(list.page, 'live-notice');
    await notice.first().click();
    await list.page.waitForURL(/\/alerts\/[^?]+$/);
    expect([...list.troubles, ...overview.troubles]).toEqual([]);
    // The detectors judge what is new too, by themselves and after the alert.
    await expect.poll(detectorRuns, { timeout: 60_000 }).toBeGreaterThan(runs);
    await list.close();
    await overview.close();
  });
});
