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

const leaving = 'leaving';
/** A holder on its way out gets this long, whatever the caller was ready to wait. */
const leavingMs = 20_000;

/** A program whose launcher was killed this very moment has not noticed yet: nobody is refused before it could have. */
const noticeMs = 500;

/** Takes the name, or gives null when somebody has it. Who asks is told whether this process is on its way out. */
function listen(name: string): Promise<Server | null> {
  // A launched process whose launcher was killed ends by itself, as soon as its work lets it.
  const launched = process.send !== undefined;
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(launched && !process.connected ? leaving : 'staying');
    });
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

/** What the holder of a name says of itself; null when nobody answers. */
function askHolder(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(name);
    socket.setEncoding('utf8').setTimeout(1_000, () => socket.destroy());
    socket.on('data', (text: string) => (said += text));
    socket.once('error', () => resolve(null)).once('close', () => resolve(said));
  });
}

/** A socket file stays behind after a kill; a name in the system's own keeping does not. */
async function clearDeadFile(name: string): Promise<boolean> {
  if (name.startsWith('\0') || platform() === 'win32') return false;
  await rm(name, { force: true });
  return true;
}

function releasable(server: Server): DirectoryLock {
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

/**
 * Takes the lock on a data directory, waiting up to `waitMs` for a holder to go, and longer for one
 * that says it is going. Throws DirectoryLockedError.
 * It guards the programs of one machine; a directory shared between machines is guarded by the engines' own files.
 */
export async function lockDirectory(
  dataDir: string,
  part: LockPart = 'product',
  waitMs = 0,
): Promise<DirectoryLock> {
  await mkdir(dataDir, { recursive: true });
  const name = lockName(await realpath(dataDir), part);
  const started = Date.now();
  let patience = Math.max(waitMs, noticeMs);
  for (;;) {
    let server = await listen(name);
    if (server === null) {
      const said = await askHolder(name);
      if (said === leaving) patience = Math.max(patience, leavingMs);
      if (said === null && (await clearDeadFile(name))) server = await listen(name);
    }
    if (server !== null) return releasable(server);
    const left = started + patience - Date.now();
    if (left <= 0) throw new DirectoryLockedError(dataDir);
    await sleep(Math.min(100, left));
  }
}
