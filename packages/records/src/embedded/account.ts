import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { PermanentError } from '@miaotou/engine';

const run = promisify(execFile);

/** Who PostgreSQL runs as. It refuses to be root, so root lends it another account. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A program with its arguments, and the identity to start it under. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly identity: Partial<Account>;
}

const ownAccount = 'miaotou';

async function accountNamed(name: string): Promise<Account | null> {
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name && uid !== undefined && gid !== undefined)
      return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

async function makeAccount(): Promise<Account> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      ownAccount,
    ]);
    const made = await accountNamed(ownAccount);
    if (made !== null) return made;
    throw new Error(`${ownAccount} is not in /etc/passwd`);
  } catch (cause) {
    const text = {
      zh: 'PostgreSQL 不允许以 root 身份运行，而系统账户 miaotou 无法创建。请改用普通用户启动，或先执行 useradd --system miaotou。',
      en: 'PostgreSQL refuses to run as root, and the system account miaotou could not be made. Start as an ordinary user, or run useradd --system miaotou first.',
    };
    throw new PermanentError('unavailable', 'postgres-account', text, undefined, { cause });
  }
}

/** The account for a data directory: null when this process is not root, else the directory's owner, `postgres`, or one of our own. */
export async function chooseAccount(database: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(database).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await accountNamed('postgres')) ?? (await accountNamed(ownAccount)) ?? (await makeAccount());
}

/** Whether everybody may pass through every folder above `path`. */
async function reachable(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * How to start a program as `account`. Below a closed folder such as /root the program keeps one right of root's,
 * that of passing through folders, and nothing else.
 */
export async function commandAs(
  account: Account | null,
  file: string,
  args: readonly string[],
  database: string,
): Promise<Command> {
  if (account === null) return { file, args, identity: {} };
  if ((await reachable(file)) && (await reachable(database))) return { file, args, identity: account };
  const { uid, gid } = account;
  const right = '+dac_override';
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const rights = [`--inh-caps=${right}`, `--ambient-caps=${right}`];
  return { file: 'setpriv', args: [...identity, ...rights, file, ...args], identity: {} };
}
