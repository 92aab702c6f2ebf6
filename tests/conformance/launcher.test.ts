import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readServerFile } from '@miaotou/runtime';
import { temporaryFolder } from '@miaotou/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startProduct } from '../e2e/product.js';
import type { RunningProduct } from '../e2e/product.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const args = ['--no-demo'];

/** The number of the product's own process, below the launcher. */
async function productPid(dataDir: string): Promise<number> {
  const file = await readServerFile(dataDir);
  if (file === null) throw new Error('the product left no word of itself');
  return file.pid;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ready(url: string): Promise<boolean> {
  return fetch(`${url}/api/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
}

describe('npm start', () => {
  let dataDir: string;
  let product: RunningProduct;

  beforeAll(async () => {
    dataDir = await temporaryFolder('launcher');
    product = await startProduct({ dataDir, args });
  });
  afterAll(() => product.discard());

  test('a second one on the same directory is refused with a sentence in both languages', async () => {
    const second = spawn(process.execPath, ['scripts/start.mjs', ...args], {
      cwd: root,
      env: { ...process.env, PORT: String(await freePort()), MIAOTOU_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    second.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(second, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(said).toContain('正由另一个苗头程序使用');
    expect(said).toContain('in use by another Miaotou program');
    expect(await ready(product.url)).toBe(true);
  });

  test.each(['SIGSEGV', 'SIGABRT'] as const)(
    'starts the product again when its engine dies of %s',
    async (signal) => {
      const before = await productPid(dataDir);
      process.kill(before, signal);
      await expect.poll(async () => (await productPid(dataDir)) !== before, { timeout: 60_000 }).toBe(true);
      await expect.poll(() => ready(product.url), { timeout: 60_000 }).toBe(true);
      expect(product.output()).toContain(`分析引擎异常退出（${signal}）`);
    },
  );

  test('a killed launcher takes the product with it, and the next start waits for that and succeeds', async () => {
    const before = await productPid(dataDir);
    product.launcher.kill('SIGKILL');
    product = await startProduct({ dataDir, args });
    expect(alive(before)).toBe(false);
    expect(await ready(product.url)).toBe(true);
  });

  test('ends within its time on SIGTERM and leaves no process behind', async () => {
    const pid = await productPid(dataDir);
    const started = performance.now();
    expect(await product.stop()).toBe(0);
    expect(performance.now() - started).toBeLessThan(12_000);
    expect(alive(pid)).toBe(false);
    product = await startProduct({ dataDir, args });
  });
});
