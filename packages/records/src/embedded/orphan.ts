import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function commandLineOf(pid: number): Promise<string> {
  try {
    if (platform() === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}

/** Whether `pid` is a PostgreSQL over this very directory; a number used again by a stranger is not. */
async function isOurs(pid: number, database: string): Promise<boolean> {
  const line = await commandLineOf(pid);
  return line.includes('postgres') && line.includes(`-D ${database} `);
}

async function signalAndWait(
  pid: number,
  database: string,
  signal: NodeJS.Signals,
  ms: number,
): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (!(await isOurs(pid, database))) return true;
    await sleep(50);
  }
  return false;
}

/**
 * Stops a PostgreSQL that outlived its launcher, and removes a pid file that nobody stands behind.
 * The caller holds the directory's lock, so whoever runs here is left over.
 */
export async function clearOrphan(database: string): Promise<'none' | 'stopped' | 'stale-file'> {
  const file = join(database, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return 'none';
  const pid = Number.parseInt(text, 10);
  if (Number.isSafeInteger(pid) && pid > 1 && (await isOurs(pid, database))) {
    const stopped =
      (await signalAndWait(pid, database, 'SIGINT', 15_000)) ||
      (await signalAndWait(pid, database, 'SIGQUIT', 5_000)) ||
      (await signalAndWait(pid, database, 'SIGKILL', 5_000));
    if (stopped) await rm(file, { force: true });
    return 'stopped';
  }
  await rm(file, { force: true });
  return 'stale-file';
}
