import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, open, settled, visit } from './browser.js';
import { miaotou } from './command.js';

const county = inject('county');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function fill(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

const refusal = '用户名或密码不正确；连续输错五次后，账号停用十五分钟。';

describe('signing in', () => {
  it('asks first, and comes back to the page that was wanted', async () => {
    const { page, close } = await visit(browser);
    await page.goto('/alerts?tier=red');
    await page.waitForURL(/\/sign-in\?back=/);

    await fill(page, 'leader', county.password);

    await page.waitForURL(`${county.url}/alerts?tier=red`);
    await settled(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('预警');
    await close();
  });

  it.each([
    ['to another site', 'https://example.org/'],
    ['to another site without a scheme', '//example.org/'],
  ])('leads nobody %s', async (_, back) => {
    const { page, close } = await visit(browser, { role: 'auditor' });
    await page.goto(`/sign-in?back=${encodeURIComponent(back)}`);
    await page.waitForURL((at) => at.pathname !== '/sign-in');
    expect(page.url()).toBe(`${county.url}/`);
    await close();
  });

  it('tells a wrong password in words and keeps the name', async () => {
    const { page, close } = await visit(browser);
    await page.goto('/sign-in');

    await fill(page, 'nobody-of-this-name', 'not the password');

    expect(await page.getByRole('alert').textContent()).toContain(refusal);
    expect(await page.getByLabel('用户名').inputValue()).toBe('nobody-of-this-name');
    await close();
  });

  it('rests an account after five wrong passwords, for the right one too', async () => {
    const password = 'right-password-of-ours';
    const added = await miaotou(
      county.dataDir,
      ['user', 'add', 'forgetful', '--role', 'auditor', '--password-stdin', '--json'],
      `${password}\n`,
    );
    expect(added).toMatchObject({ code: 0 });
    const { page, close } = await visit(browser);
    await page.goto('/sign-in');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
      await fill(page, 'forgetful', `wrong-password-${attempt}`);
      expect((await answered).status()).toBe(401);
    }

    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await fill(page, 'forgetful', password);

    expect((await answered).status()).toBe(401);
    expect(await page.getByRole('alert').textContent()).toContain(refusal);
    await close();
  });

  it('ends with signing out: the way back shows nothing', async () => {
    const { page, close } = await visit(browser);
    await page.goto('/sign-in');
    await fill(page, 'auditor', county.password);
    await page.waitForURL(`${county.url}/`);
    await settled(page);

    await page.getByRole('button', { name: '账号' }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto('/ledger');

    await page.waitForURL(/\/sign-in\?back=/);
    expect(await page.locator('main').textContent()).not.toContain('风险台账');
    await close();
  });

  it('asks again in place when the session has ended, and the page stays as it was', async () => {
    const { context, page, close } = await visit(browser, { role: 'analyst' });
    await open(page, '/alerts?tier=red,orange&sort=opened');
    // What the page asks for by itself, now and then, would be refused before the click.
    const other = (url: URL) => url.pathname.startsWith('/api/') && !url.pathname.endsWith('/alerts');
    await page.route(other, (route) => route.abort());
    await context.clearCookies();

    await page.getByRole('button', { name: '待签收' }).click();
    const dialog = page.getByRole('dialog', { name: '登录' });
    await dialog.waitFor();
    await page.unroute(other);
    expect(await dialog.textContent()).toContain('登录已过期');
    const wanted = page.url();
    await fill(page, 'analyst', county.password);
    await dialog.waitFor({ state: 'detached' });
    await settled(page);

    expect(page.url()).toBe(wanted);
    expect(new URL(wanted).searchParams.get('state')).toBe('open');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('预警');
    await close();
  });

  it('speaks English at one click, and remembers it', async () => {
    const { page, troubles, close } = await visit(browser, { role: 'leader' });
    await open(page, '/');

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Alerts' }).waitFor();
    await page.reload();
    await settled(page);

    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('body').innerText()).toContain('Demonstration data (synthetic)');
    expect(troubles).toEqual([]);
    await close();
  });
});
