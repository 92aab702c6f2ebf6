import { readdirSync, readFileSync } from 'node:fs';
import type { SystemStatus } from '@miaotou/contracts';
import { readServerFile } from '@miaotou/runtime';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open, openBrowser, picture, useSession, visit } from './browser.js';
import { callerOf, openSession, startProduct, type RunningProduct, type SessionKeys } from './product.js';

let browser: Browser;
let product: RunningProduct;
let admin: SessionKeys;
beforeAll(async () => {
  browser = await openBrowser();
  product = await startProduct({ args: ['--no-demo'] });
  admin = await openSession(product, 'admin');
});
afterAll(async () => {
  await browser.close();
  await product.discard();
});

/** The number of the product's own process, below the launcher. */
async function processNumber(): Promise<number> {
  const file = await readServerFile(product.dataDir);
  if (file === null) throw new Error('the product left no word of itself');
  return file.pid;
}

/** Processes whose command line speaks of the data directory. */
function processesOf(dataDir: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((number) => {
      try {
        return [readFileSync(`/proc/${number}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()];
      } catch {
        // It ended while we looked.
        return [];
      }
    })
    .filter((line) => line.includes(dataDir));
}

describe('when the native engine dies', () => {
  it('the product stands up again by itself and the page open in front of somebody says so', async () => {
    const seen = await visit(browser, { url: product.url });
    await useSession(seen.context, product.url, admin);
    await open(seen.page, '/imports');
    const before = await processNumber();
    process.kill(before, 'SIGSEGV');
    await expect.poll(processNumber, { timeout: 60_000, interval: 200 }).not.toBe(before);
    const status = () => callerOf(product, admin).read<SystemStatus>('/system');
    await expect
      .poll(
        () =>
          status().then(
            ({ engineRestarts }) => engineRestarts.count,
            () => null,
          ),
        { timeout: 60_000 },
      )
      .toBe(1);

    const notice = seen.page.getByText('分析引擎曾自动重启 1 次');
    await notice.waitFor({ timeout: 45_000 });
    await picture(seen.page, 'engine-restarted');
    expect(await seen.page.getByRole('heading', { level: 1 }).innerText()).toBe('数据接入');

    await seen.page.getByRole('button', { name: '知道了' }).click();
    await notice.waitFor({ state: 'detached' });
    await seen.page.reload();
    await seen.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await notice.count()).toBe(0);
    await seen.close();
  });

  it('and ends without leaving a process behind, the database among them', async () => {
    expect(processesOf(product.dataDir)).not.toEqual([]);
    expect(await product.stop()).toBe(0);
    expect(processesOf(product.dataDir)).toEqual([]);
  });
});
