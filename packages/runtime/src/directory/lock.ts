import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bilingual } from '@miaotou/domain';

/** `product`: whoever answers for the directory. `engine`: the process that has its files open. */
export type LockPart = 'product' | 'engine';

/** Another program works on the data directory. */
export class DirectoryLockedError extends Error {
  override readonly name = 'DirectoryLockedError';
  readonly text: Bilingual;
  constructor(dataDir: string) {
    const text = {
      zh: `数据目录 ${dataDir} 正由另一个苗头程序使用。请先停止它，或用 MIAOTOU_DATA_DIR 另指一个目录。`,
      en: `The data directory ${dataDir} is in use by another Miaotou program. Stop it first, or name another directory with MIAOTOU_DATA_DIR.`,
    };
    super(`${text.zh}\n${text.en}`);
    this.text = text;
  }
}

/** Held until released or until the process ends, however it ends. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/** A name that the system itself frees with the process: abstract socket, named pipe, or else a socket file. */
function lockName(realDirectory: string, part: LockPart): string {
  const name = `miaotou-${part}-${createHash('sha256').update(realDirectory).digest('hex').slice(0, 32)}`;
  if (platform() === 'linux') return `\0${name}`;
  return platform() === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** A socket file stays behind after a kill; nobody answers on it then. */
async function clearedDeadFile(name: string): Promise<boolean> {
  if (name.startsWith('\0') || platform() === 'win32') return false;
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect(name);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });
  if (answered) return false;
  await rm(name, { force: true });
  return true;
}

/**
 * Takes the lock on a data directory, waiting up to `waitMs` for a holder to go. Throws DirectoryLockedError.
 * It guards the programs of one machine; a directory shared between machines is guarded by the engines' own files.
 */
export async function lockDirectory(
  dataDir: string,
  part: LockPart = 'product',
  waitMs = 0,
): Promise<DirectoryLock> {
  await mkdir(dataDir, { recursive: true });
  const name = lockName(await realpath(dataDir), part);
  for (const end = Date.now() + waitMs; ;) {
    const server = (await listen(name)) ?? ((await clearedDeadFile(name)) ? await listen(name) : null);
    if (server !== null) {
      return {
        release: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
          }),
      };
    }
    if (Date.now() >= end) throw new DirectoryLockedError(dataDir);
    await sleep(Math.min(100, Math.max(1, end - Date.now())));
  }
}
