import type { AlertRow } from '@miaotou/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, visit } from './browser.js';
import { demoRoles, type DemoRole } from './global-setup.js';
import { callerOf } from './product.js';

const county = inject('county');
const responderTown = '445224100';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const places = {
  总览: '/',
  预警: '/alerts',
  事件: '/incidents',
  统计信号: '/detections',
  单位: '/employers',
  话题: '/topics',
  风险台账: '/ledger',
  数据接入: '/imports',
  规则: '/rules',
} as const;
type Place = keyof typeof places;
const all = Object.keys(places) as Place[];

/** What each role finds in its menu. */
const menus: Readonly<Record<DemoRole, readonly Place[]>> = {
  leader: all,
  analyst: all,
  responder: ['总览', '预警', '事件', '统计信号', '单位', '风险台账', '规则'],
  mediator: ['总览', '预警', '事件', '单位', '规则'],
  arbitrator: ['总览', '预警', '事件', '单位', '规则'],
  intake: ['总览', '话题', '数据接入'],
  auditor: all,
  admin: all,
};

/** The register is no place of the intake desk's, but is searched there when names are settled. */
const searched: Readonly<Partial<Record<DemoRole, Place>>> = { intake: '单位' };

describe('what people of each role see', () => {
  it.each(demoRoles)('%s: the open doors in the menu, and a plain word behind the others', async (role) => {
    const { page, troubles, close } = await visit(browser, { role });
    await open(page, '/');
    const menu = page.getByRole('navigation', { name: '主导航' });
    expect((await menu.getByRole('link').allInnerTexts()).map((text) => text.trim())).toEqual(menus[role]);
    expect(troubles).toEqual([]);
    for (const place of all.filter((one) => !menus[role].includes(one) && searched[role] !== one)) {
      await page.goto(places[place]);
      await page.locator('.page-code', { hasText: '403' }).waitFor();
      expect(await page.locator('main').innerText(), place).toContain('没有权限');
    }
    await close();
  });

  it('an auditor has the ledger recomputed and sees that it holds', async () => {
    const { page, troubles, close } = await visit(browser, { role: 'auditor' });
    await open(page, '/ledger');
    await page.getByRole('button', { name: '校验台账' }).click();
    const verdict = page.locator('.verify').getByRole('alert');
    await verdict.waitFor();
    const { entries } = await callerOf(county, county.sessions.auditor).read<{ entries: number }>(
      '/ledger/verification',
    );
    expect(entries).toBeGreaterThan(100);
    expect(await verdict.innerText()).toContain(`台账完整：${entries} 条记录逐条相连，未被改动。`);
    expect(troubles).toEqual([]);
    await close();
  });

  it('an auditor looks and changes nothing', async () => {
    const auditor = callerOf(county, county.sessions.auditor);
    const { items } = await auditor.read<{ items: AlertRow[] }>('/alerts?state=open');
    const { page, close } = await visit(browser, { role: 'auditor' });
    await open(page, `/alerts/${items[0]?.id}`);
    expect(await page.getByRole('region', { name: '处理' }).getByRole('button').count()).toBe(0);
    await open(page, '/imports');
    expect(await page.locator('input[type=file]').count()).toBe(0);
    await close();
  });

  it('a responder of one town sees that town and nothing else', async () => {
    const responder = callerOf(county, county.sessions.responder);
    const everything = callerOf(county, county.sessions.leader);
    const own = await everything.read<{ total: number }>(`/alerts?region=${responderTown}`);
    const { items: foreign } = await everything.read<{ items: AlertRow[] }>('/alerts?region=445224110');
    const { page, close } = await visit(browser, { role: 'responder' });
    await open(page, '/alerts');
    expect(own.total).toBeGreaterThan(0);
    expect(await page.locator('.pager').innerText()).toContain(`共 ${own.total} 条`);

    const { items } = await responder.read<{ items: AlertRow[] }>('/alerts?pageSize=200');
    expect([...new Set(items.map(({ region }) => region))]).toEqual([responderTown]);
    expect((await responder.get(`/alerts/${foreign[0]?.id}`)).status).toBe(404);
    await page.goto(`/alerts/${foreign[0]?.id}`);
    await page.locator('.page-code', { hasText: '404' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain(foreign[0]?.subjectName);
    await close();
  });
});
