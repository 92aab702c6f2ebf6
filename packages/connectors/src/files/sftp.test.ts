import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionSettingsSchema } from '@miaotou/contracts';
import { Server, utils } from 'ssh2';
import type { AuthContext } from 'ssh2';
import { afterEach, describe, expect, test } from 'vitest';
import { sftpConnector } from './sftp.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const hostKey = utils.parseKey(privateKey);
if (hostKey instanceof Error) throw hostKey;
const fingerprint = `SHA256:${createHash('sha256').update(hostKey.getPublicSSH()).digest('base64').replace(/=+$/u, '')}`;

const content = Buffer.from('水果\n苹果\n');
const attrs = {
  mode: 0o100644,
  uid: 0,
  gid: 0,
  size: content.length,
  atime: 1_700_000_000,
  mtime: 1_700_000_000,
};
const { STATUS_CODE } = utils.sftp;
const open: { close(): unknown }[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) server.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** An SSH server with one file, which lets in whom `admit` lets in. */
async function host(admit: (context: AuthContext) => void): Promise<number> {
  const server = new Server({ hostKeys: [privateKey] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', admit);
    client.on('session', (accept) => {
      accept().on('sftp', (begin) => {
        const sftp = begin();
        let listed = false;
        sftp.on('OPENDIR', (id) => {
          sftp.handle(id, Buffer.from('dir'));
        });
        sftp.on('READDIR', (id) => {
          if (listed) sftp.status(id, STATUS_CODE.EOF);
          else sftp.name(id, [{ filename: 'values.csv', longname: 'values.csv', attrs }]);
          listed = true;
        });
        for (const asked of ['STAT', 'LSTAT', 'FSTAT'] as const)
          sftp.on(asked, (id: number) => {
            sftp.attrs(id, attrs);
          });
        sftp.on('OPEN', (id) => {
          sftp.handle(id, Buffer.from('file'));
        });
        sftp.on('READ', (id, _handle, offset, length) => {
          if (offset >= content.length) sftp.status(id, STATUS_CODE.EOF);
          else sftp.data(id, content.subarray(offset, offset + length));
        });
        sftp.on('CLOSE', (id) => {
          sftp.status(id, STATUS_CODE.OK);
        });
      });
    });
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Lets in by the method of passwords. */
const byPassword = (context: AuthContext): void => {
  if (context.method === 'password' && context.username === 'office' && context.password === 'right')
    context.accept();
  else context.reject(['password']);
};
/** Lets in by asking for the password, as hosts with PAM do. */
const byQuestion = (context: AuthContext): void => {
  if (context.method !== 'keyboard-interactive') {
    context.reject(['keyboard-interactive']);
    return;
  }
  context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
    if (answers[0] === 'right') context.accept();
    else context.reject();
  });
};

async function taskFor(port: number, secret: string) {
  const directory = await mkdtemp(join(tmpdir(), 'sftp-'));
  folders.push(directory);
  const settings = ConnectionSettingsSchema.parse({
    kind: 'sftp',
    host: '127.0.0.1',
    port,
    username: 'office',
    auth: 'password',
    fingerprint,
    directory: '/out',
  });
  if (settings.kind !== 'sftp') throw new Error('the settings are of another kind');
  return {
    settings,
    secret,
    mark: null,
    directory,
    now: new Date('2026-06-10T02:00:00Z'),
    signal: new AbortController().signal,
    unseen: async <T>(files: T) => files,
  };
}

describe.each([
  ['as such', byPassword],
  ['as the answer to a question', byQuestion],
] as const)('an SFTP host that takes a password %s', (_, admit) => {
  test('lets in with the right one, and its files are taken', async () => {
    const task = await taskFor(await host(admit), 'right');
    const taken = [];
    for await (const { fileName, path } of sftpConnector.pull(task))
      taken.push([fileName, await readFile(path, 'utf8')]);
    expect(taken).toEqual([['values.csv', content.toString()]]);
  });

  test('turns a wrong one away by name', async () => {
    const task = await taskFor(await host(admit), 'wrong');
    await expect(sftpConnector.test(task)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'secret-refused',
    });
  });
});
