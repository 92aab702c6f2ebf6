import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { endAfterwards, temporaryFolder } from './afterwards.js';
import { freePort } from './ports.js';

let booted: Promise<string> | null = null;

async function boot(): Promise<string> {
  const dir = await temporaryFolder('redis');
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'yes'],
    { stdio: 'ignore' },
  );
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new Error('redis-server cannot be started: install the system package redis-server', { cause });
  }
  endAfterwards(child.pid ?? 0, 'TERM');
  child.unref();
  const url = `redis://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return url;
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(25);
    } finally {
      redis.disconnect();
    }
  }
}

/** The URL of this process's own Redis, emptied. */
export async function testRedis(): Promise<string> {
  booted ??= boot();
  const url = await booted;
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
  return url;
}
