import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { endAfterwards, temporaryFolder } from './afterwards.js';
import { freePort } from './ports.js';

/** A MariaDB of this process's own. */
export interface TestMariadb {
  readonly port: number;
  /** Runs one statement as root; gives its rows. */
  run(sql: string): Promise<unknown>;
}

let booted: Promise<TestMariadb> | null = null;

async function boot(): Promise<TestMariadb> {
  const folder = await temporaryFolder('mariadb');
  const data = join(folder, 'data');
  // The server refuses to run as root unless it is told to.
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  try {
    await promisify(execFile)('mariadb-install-db', [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...user,
    ]);
  } catch (cause) {
    throw new Error(
      'MariaDB cannot be set up: install the system packages mariadb-server-core and mariadb-client-core',
      { cause },
    );
  }
  const port = await freePort();
  const options = ['--no-defaults', `--datadir=${data}`, `--socket=${join(folder, 's')}`, ...user];
  const child = spawn('mariadbd', [...options, `--port=${port}`, '--bind-address=127.0.0.1'], {
    stdio: 'ignore',
    // On Debian it lies where only root's path leads.
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  await once(child, 'spawn');
  endAfterwards(child.pid ?? 0, 'TERM');
  child.unref();
  const run = async (sql: string): Promise<unknown> => {
    const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
    try {
      return (await connection.query(sql))[0];
    } finally {
      await connection.end();
    }
  };
  for (let tries = 0; ; tries += 1) {
    try {
      await run('SELECT 1');
      return { port, run };
    } catch (error) {
      if (tries > 600) throw error;
      await sleep(50);
    }
  }
}

/** This process's own MariaDB, which boots at the first call. */
export function testMariadb(): Promise<TestMariadb> {
  booted ??= boot();
  return booted;
}
