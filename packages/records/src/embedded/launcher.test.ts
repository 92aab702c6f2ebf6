import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './launcher.js';
import type { EmbeddedPostgres } from './launcher.js';

let root: string;
let directory: string;
let running: EmbeddedPostgres | null = null;

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ directory });
  return running;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mt-pg-'));
  directory = join(root, 'postgres');
  // The folder's maker is root in a container: the lent account must be able to pass.
  await mkdir(root, { recursive: true, mode: 0o700 });
});

afterEach(async () => {
  await running?.stop();
  running = null;
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('starts from nothing, counts Chinese characters and sorts them by pinyin', async () => {
    const { url } = await start();
    expect(await ask(url, `SELECT length('网格治理') AS n`)).toEqual([{ n: 4 }]);
    const sorted = await ask(
      url,
      `SELECT w FROM unnest(ARRAY['周田', '葵潭', '岐石', '惠城']) AS t(w) ORDER BY w`,
    );
    expect(sorted).toEqual([{ w: '惠城' }, { w: '葵潭' }, { w: '岐石' }, { w: '周田' }]);
    await ask(url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (1)');
  });

  test('does not listen on the network', async () => {
    const { url } = await start();
    expect(await ask(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  test('one that outlived its launcher is stopped, and what was committed is there', async () => {
    const orphan = await start();
    await ask(orphan.url, 'INSERT INTO kept VALUES (2)');
    const next = await start();
    expect(alive(orphan.pid)).toBe(false);
    expect(await ask(next.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 2 }]);
  });

  test('a killed one recovers', async () => {
    const first = await start();
    await ask(first.url, 'INSERT INTO kept VALUES (3)');
    process.kill(first.pid, 'SIGKILL');
    const next = await start();
    expect(await ask(next.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 3 }]);
  });

  test('a stranger who has the number in a stale pid file or socket lock is left alone', async () => {
    const stranger = spawn('sleep', ['60']);
    try {
      await (await start()).stop();
      const left = `${stranger.pid}\n${join(directory, 'db')}\n`;
      await writeFile(join(directory, 'db', 'postmaster.pid'), left);
      // PostgreSQL by itself refuses to start over a socket whose lock names any living process.
      await writeFile(join(directory, 'run', '.s.PGSQL.5432.lock'), left);
      await start();
      expect(stranger.exitCode).toBeNull();
      expect(alive(stranger.pid ?? -1)).toBe(true);
    } finally {
      stranger.kill();
    }
  });

  test('an initdb that was cut off is begun again', async () => {
    const half = join(root, 'half');
    await mkdir(join(half, 'db.new', 'base'), { recursive: true });
    await writeFile(join(half, 'db.new', 'PG_VERSION'), '18\n');
    const postgres = await startEmbeddedPostgres({ directory: half });
    expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  test('over TCP it wants the password', async () => {
    const tcp = await startEmbeddedPostgres({ directory, transport: 'tcp' });
    running = tcp;
    expect(await ask(tcp.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const password = (await readFile(join(directory, 'password'), 'utf8')).trim();
    await expect(ask(tcp.url.replace(password, 'wrong'), 'SELECT 1')).rejects.toThrow(
      'password authentication',
    );
  });

  test('a path too long for a socket falls back to TCP', async () => {
    const deep = join(root, 'long'.repeat(30));
    const postgres = await startEmbeddedPostgres({ directory: deep });
    expect(new URL(postgres.url).hostname).toBe('127.0.0.1');
    await postgres.stop();
  });

  test('an end that nobody asked for is told', async () => {
    const told: string[] = [];
    const postgres = await startEmbeddedPostgres({ directory, onExit: (reason) => told.push(reason) });
    process.kill(postgres.pid, 'SIGKILL');
    for (let i = 0; i < 100 && told.length === 0; i += 1) await sleep(20);
    expect(told).toEqual(['SIGKILL']);
  });
});
