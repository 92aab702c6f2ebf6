import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PermanentError } from '@miaotou/engine';
import { Client } from 'pg';
import { chooseAccount, commandAs } from './account.js';
import type { Account } from './account.js';
import { findBinaries } from './binaries.js';
import { clearOrphan } from './orphan.js';

const user = 'miaotou';
const databaseName = 'miaotou';
/** A socket's path must fit in 107 bytes, and PostgreSQL adds a name of its own. */
const longestSocketFolder = 107 - '/.s.PGSQL.5432'.length - 1;
/** Log kept from earlier starts, in bytes. */
const logLimit = 5_000_000;

export interface EmbeddedPostgresOptions {
  /** Folder of everything that belongs to it; the caller holds the lock on the data directory. */
  readonly directory: string;
  /** `socket` where the path is short enough, `tcp` on the loopback address otherwise. */
  readonly transport?: 'socket' | 'tcp';
  /** Called when the program ends without having been told to. */
  readonly onExit?: (reason: string) => void;
}

/** A PostgreSQL that this process started. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** Breaks off open transactions, writes everything out, and ends. */
  stop(): Promise<void>;
}

interface Places {
  readonly database: string;
  readonly socket: string;
  readonly log: string;
  readonly password: string;
}

async function runInitdb(
  target: string,
  places: Places,
  account: Account | null,
  initdb: string,
): Promise<void> {
  const args = [
    '-D',
    target,
    '-U',
    user,
    `--pwfile=${places.password}`,
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    // The system's own locale may know no Chinese at all, or not be installed.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=zh-CN',
  ];
  const command = await commandAs(account, initdb, args, target);
  const child = spawn(command.file, command.args, {
    ...command.identity,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said.trim().slice(-2_000)}`);
}

/** Makes the folders and, the first time, the cluster: beside its place, so that a cut-off initdb is never taken for one. */
async function prepare(
  directory: string,
  initdb: string,
): Promise<{ places: Places; account: Account | null }> {
  const places = {
    database: join(directory, 'db'),
    socket: join(directory, 'run'),
    log: join(directory, 'postgres.log'),
    password: join(directory, 'password'),
  };
  await mkdir(directory, { recursive: true });
  const account = await chooseAccount(places.database);
  const give = async (path: string) => {
    if (account !== null) await chown(path, account.uid, account.gid);
  };
  await mkdir(places.socket, { recursive: true, mode: 0o700 });
  await give(places.socket);
  if ((await stat(places.database).catch(() => null)) === null) {
    const target = join(directory, 'db.new');
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { mode: 0o700 });
    await give(target);
    await writeFile(places.password, randomBytes(24).toString('hex'), { mode: 0o600 });
    await give(places.password);
    await runInitdb(target, places, account, initdb);
    await rename(target, places.database);
  }
  return { places, account };
}

/**
 * Removes the socket that a killed run left: PostgreSQL would not start over its lock file while any process, a dead one
 * that nobody has buried among them, still has the number in it.
 */
async function clearSocket({ database, socket }: Places): Promise<void> {
  if ((await stat(join(database, 'postmaster.pid')).catch(() => null)) !== null) return;
  for (const left of await readdir(socket)) await rm(join(socket, left), { force: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.on('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

async function exists(client: Client): Promise<boolean> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
  return found.rows.length > 0;
}

/** Waits until it takes connections, and makes our database the first time. */
async function untilReady(admin: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + 60_000; ;) {
    const client = new Client({ connectionString: admin, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      if (!(await exists(client))) await client.query(`CREATE DATABASE ${databaseName}`);
      return;
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) throw error;
      await sleep(30);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

const serverSettings = [
  'shared_buffers=64MB',
  'max_connections=80',
  'min_wal_size=64MB',
  'max_wal_size=256MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_min_messages=warning',
  'jit=off',
].flatMap((setting) => ['-c', setting]);

async function launch(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  const binaries = findBinaries();
  const { places, account } = await prepare(directory, binaries.initdb);
  await clearOrphan(places.database);
  await clearSocket(places);
  // A comma would end the path in PostgreSQL's own list of folders.
  const fits = Buffer.byteLength(places.socket) <= longestSocketFolder && !/[,"]/.test(places.socket);
  const bySocket = (options.transport ?? 'socket') === 'socket' && fits && process.platform !== 'win32';
  const port = bySocket ? 5432 : await freePort();
  const where = bySocket
    ? ['-k', places.socket, '-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700']
    : ['-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'];
  const args = ['-D', places.database, '-p', String(port), ...where, ...serverSettings];
  const command = await commandAs(account, binaries.postgres, args, places.database);
  const old = await stat(places.log).catch(() => null);
  const log = await open(places.log, old !== null && old.size > logLimit ? 'w' : 'a', 0o600);
  const child = spawn(command.file, command.args, {
    ...command.identity,
    stdio: ['ignore', log.fd, log.fd],
    // Ctrl-C reaches the whole foreground group: out of it, the launcher decides when the database may go.
    detached: true,
  });
  await log.close();
  const ended = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, signal) => done(signal ?? `code ${code}`));
  });
  const password = encodeURIComponent((await readFile(places.password, 'utf8')).trim());
  const urlOf = (name: string) =>
    bySocket
      ? `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(places.socket)}`
      : `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
  try {
    await untilReady(urlOf('postgres'), child);
  } catch (cause) {
    child.kill('SIGQUIT');
    await ended;
    const tail = (await readFile(places.log, 'utf8').catch(() => '')).trim().slice(-2_000);
    throw new Error(`PostgreSQL did not start: ${tail}`, { cause });
  }
  let stopping = false;
  void ended.then((reason) => (stopping ? undefined : options.onExit?.(reason)));
  return {
    url: urlOf(databaseName),
    pid: child.pid ?? 0,
    stop: async () => {
      stopping = true;
      child.kill('SIGINT');
      const hard = setTimeout(() => child.kill('SIGQUIT'), 15_000);
      await ended;
      clearTimeout(hard);
    },
  };
}

/**
 * Starts PostgreSQL from the npm packages' programs over `directory`, mending what a killed run left behind.
 * A start that fails is tried once more: just after a kill the old shared memory may still be held.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await launch(options);
  } catch (first) {
    if (first instanceof PermanentError) throw first;
    await sleep(500);
    return launch(options);
  }
}
