import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { PassingFault, PermanentError, lasting } from '@miaotou/engine';
import type { Connector, ConnectorTask, RemoteFile } from '@miaotou/engine';
import { Client } from 'ssh2';
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { orAborted } from '../abort.js';
import { cutOff, networkFault, permittedAddress, tooSlow } from '../address.js';
import { fileGone, noFolder, sampleOf, takeFiles } from './take-files.js';
import type { FilePlace } from './take-files.js';

type Task = ConnectorTask<'sftp'>;

/** The connection was given up because the host's key is not the one that was confirmed. */
interface Shaken {
  readonly fingerprint: string;
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/u, '')}`;
}

/** A call of the library as a promise. */
function called<T>(call: (done: (error: Error | null | undefined, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** Opens a session; a host of another key is told nothing but hello, and its key's fingerprint is given back. */
async function opened(task: Task): Promise<Client | Shaken> {
  const { settings, secret, signal } = task;
  const host = await permittedAddress(settings.host);
  signal.throwIfAborted();
  const client = new Client();
  let other: string | null = null;
  return new Promise((resolve, reject) => {
    client
      .on('ready', () => {
        resolve(client);
      })
      .on('error', (error) => {
        if (other === null) reject(error);
        else resolve({ fingerprint: other });
      })
      // Many hosts ask for the password as a question; they get it once and nothing else.
      .on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
        finish(prompts.map(({ echo }) => (echo === true ? '' : (secret ?? ''))));
      })
      .connect({
        host,
        port: settings.port,
        username: settings.username,
        ...(settings.auth === 'key'
          ? { privateKey: secret ?? '' }
          : { password: secret ?? '', tryKeyboard: true }),
        readyTimeout: 20_000,
        keepaliveInterval: 15_000,
        hostVerifier: (key: Buffer) => {
          const found = fingerprintOf(key);
          if (found === settings.fingerprint) return true;
          other = found;
          return false;
        },
      });
  });
}

function remoteFile(name: string, { size, mtime }: Stats): RemoteFile {
  return { name, bytes: size, modifiedMs: mtime * 1_000 };
}

function placeOf(sftp: SFTPWrapper, directory: string, signal: AbortSignal): FilePlace {
  const at = (name: string) => `${directory.replace(/\/$/u, '')}/${name}`;
  return {
    async list() {
      const entries = await called<FileEntryWithStats[]>((done) => {
        sftp.readdir(directory, done);
      }).catch((cause: unknown) => {
        throw noFolder(directory, cause);
      });
      return entries
        .filter(({ attrs }) => attrs.isFile())
        .map(({ filename, attrs }) => remoteFile(filename, attrs));
    },
    async look(name) {
      const stats = await called<Stats>((done) => {
        sftp.lstat(at(name), done);
      });
      return remoteFile(name, stats);
    },
    fetch: (name, to) =>
      pipeline(sftp.createReadStream(at(name)), createWriteStream(to, { mode: 0o600 }), { signal }),
    async file(name, as) {
      await called((done) => {
        sftp.mkdir(at('done'), (error) => {
          // A folder that is there already fails the same way as one that cannot be made; the move tells them apart.
          done(null, error);
        });
      });
      await called((done) => {
        sftp.rename(at(name), at(`done/${as}`), (error) => {
          done(error, undefined);
        });
      });
    },
  };
}

function named(error: unknown, host: string): unknown {
  if (error instanceof PermanentError || error instanceof PassingFault) return error;
  const network = networkFault(error, host);
  if (network !== null || !(error instanceof Error)) return network ?? error;
  const level = 'level' in error ? String(error.level) : '';
  if (level === 'client-authentication') {
    return lasting(
      'secret-refused',
      `${host} 不接受所填的账号、密码或私钥。`,
      `${host} does not accept the account, password or key.`,
      { cause: error },
    );
  }
  if (level === 'client-timeout') return tooSlow(host, error);
  if (level === 'protocol' || level === 'client-socket') return cutOff(host, error);
  if (/privateKey/u.test(error.message)) {
    return lasting(
      'key-form',
      '私钥无法读取；请粘贴未加密的 OpenSSH 或 PEM 私钥全文。',
      'The private key cannot be read; paste a whole OpenSSH or PEM key without passphrase.',
      { cause: error },
    );
  }
  // 2 no such file, 3 permission denied (SFTP).
  return 'code' in error && (error.code === 2 || error.code === 3) ? fileGone(error) : error;
}

function unconfirmed({ fingerprint }: Shaken, expected: string | null): PermanentError {
  return expected === null
    ? lasting(
        'host-key-unconfirmed',
        '尚未确认对方主机的密钥指纹，请先测试连接并核对确认。',
        'The host’s key was not confirmed yet; try the connection, compare the fingerprint and confirm it.',
      )
    : lasting(
        'host-key-changed',
        `对方主机的密钥已变为 ${fingerprint}，与已确认的不同，可能有人冒充；请与对方核实。`,
        `The host’s key is now ${fingerprint}, not the one that was confirmed; somebody may pose as the host. Ask its owner.`,
      );
}

/** Opens the host and gives its files to `work`, or gives the fingerprint of a host that is not the confirmed one. */
async function* visited<T>(
  task: Task,
  work: (place: FilePlace) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, Shaken | undefined, undefined> {
  let client: Client | null = null;
  try {
    const session = await orAborted(task.signal, () => opened(task));
    if ('fingerprint' in session) return session;
    client = session;
    const sftp = await called<SFTPWrapper>((done) => {
      session.sftp(done);
    });
    yield* work(placeOf(sftp, task.settings.directory, task.signal));
  } catch (error) {
    if (task.signal.aborted) throw task.signal.reason;
    throw named(error, task.settings.host);
  } finally {
    client?.end();
  }
  return undefined;
}

/** Files at an SFTP host whose key was confirmed. */
export const sftpConnector: Connector<'sftp'> = {
  async test(task) {
    const visit = visited(task, async function* (place) {
      yield await sampleOf(task, place);
    });
    const { value } = await visit.next();
    await visit.return(undefined);
    if (value === undefined) throw new Error('an SFTP host was visited and nothing came of it');
    if (!('files' in value)) {
      if (task.settings.fingerprint !== null) throw unconfirmed(value, task.settings.fingerprint);
      return { fingerprint: value.fingerprint, files: [], delivery: null };
    }
    return value;
  },
  async *pull(task) {
    const shaken = yield* visited(task, (place) => takeFiles(task, place));
    if (shaken !== undefined) throw unconfirmed(shaken, task.settings.fingerprint);
  },
};
