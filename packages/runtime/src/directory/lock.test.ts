import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DirectoryLockedError, lockDirectory } from './lock.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mt-lock-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Another process that takes the lock and holds it: the module alone, compiled where the process can read it. */
async function holder(directory: string) {
  const source = await readFile(new URL('./lock.ts', import.meta.url), 'utf8');
  const module = join(root, 'lock.mjs');
  const compilerOptions = { target: ScriptTarget.ES2022, module: ModuleKind.ESNext };
  await writeFile(module, transpileModule(source, { compilerOptions }).outputText);
  const script = `
    import { lockDirectory } from ${JSON.stringify(module)};
    await lockDirectory(${JSON.stringify(directory)});
    process.once('disconnect', () => process.stdout.write('alone'));
    process.send('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

describe('the lock on a data directory', () => {
  test('refuses a second holder with a sentence in both languages, also by another name of the same folder', async () => {
    const lock = await lockDirectory(root);
    await symlink(root, join(root, 'alias'));
    await expect(lockDirectory(join(root, 'alias'))).rejects.toThrow(DirectoryLockedError);
    await expect(lockDirectory(root)).rejects.toThrow(/正由另一个.*\n.*in use by another/);
    await (await lockDirectory(root, 'engine')).release();
    await (await lockDirectory(join(root, 'other'))).release();
    await lock.release();
    await (await lockDirectory(root)).release();
  });

  test('waits for a holder that goes', async () => {
    const lock = await lockDirectory(root);
    await expect(lockDirectory(root, 'product', 50)).rejects.toThrow(DirectoryLockedError);
    const waiting = lockDirectory(root, 'product', 5_000);
    setTimeout(() => void lock.release(), 150);
    await (await waiting).release();
  });

  test('waits for a program whose launcher is gone and which is on its way out', async () => {
    const child = await holder(root);
    await expect(lockDirectory(root)).rejects.toThrow(DirectoryLockedError);
    const { stdout } = child;
    if (stdout === null) throw new Error('the holder has no output');
    const noticed = once(stdout, 'data');
    child.disconnect();
    await noticed;
    setTimeout(() => child.kill('SIGKILL'), 500);
    const lock = await lockDirectory(root);
    expect(child.killed).toBe(true);
    await lock.release();
  });

  test('vanishes with a process that is killed', async () => {
    const child = await holder(root);
    await expect(lockDirectory(root)).rejects.toThrow(DirectoryLockedError);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await (await lockDirectory(root)).release();
  });
});
