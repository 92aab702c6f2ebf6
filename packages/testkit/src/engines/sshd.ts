import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endAfterwards, temporaryFolder } from './afterwards.js';
import { freePort } from './ports.js';

const run = promisify(execFile);

/** An OpenSSH server of this process's own, for SFTP with a key. */
export interface TestSshd {
  readonly port: number;
  readonly username: string;
  /** A folder that the user reads and writes. */
  readonly folder: string;
  /** Private key that is let in, and one that is not. */
  readonly key: string;
  readonly strangersKey: string;
  /** SHA-256 of the host's key, as `ssh-keygen -l` shows it. */
  readonly fingerprint: string;
  stop(): void;
}

async function makeKey(path: string): Promise<string> {
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  return readFile(path, 'utf8');
}

async function listening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Starts an OpenSSH server; it ends with this process. */
export async function testSshd(): Promise<TestSshd> {
  const home = await temporaryFolder('sshd');
  const folder = join(home, 'files');
  await mkdir(folder);
  await makeKey(join(home, 'host'));
  const key = await makeKey(join(home, 'let-in'));
  const strangersKey = await makeKey(join(home, 'stranger'));
  await writeFile(join(home, 'keys'), await readFile(join(home, 'let-in.pub')));
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(home, 'host')}`,
    `AuthorizedKeysFile ${join(home, 'keys')}`,
    `PidFile ${join(home, 'pid')}`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'UsePAM no',
    'StrictModes no',
    'Subsystem sftp internal-sftp',
  ];
  await writeFile(join(home, 'config'), `${config.join('\n')}\n`);
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(home, 'config')], { stdio: 'ignore' });
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new Error('sshd cannot be started: install the system package openssh-server', { cause });
  }
  endAfterwards(child.pid ?? 0, 'TERM');
  child.unref();
  for (let tries = 0; !(await listening(port)); tries += 1) {
    if (tries > 600) throw new Error('sshd did not begin to listen');
    await sleep(50);
  }
  const { stdout } = await run('ssh-keygen', ['-l', '-f', join(home, 'host.pub')]);
  return {
    port,
    username: userInfo().username,
    folder,
    key,
    strangersKey,
    fingerprint: /SHA256:\S+/u.exec(stdout)?.[0] ?? '',
    stop: () => {
      child.kill();
    },
  };
}
