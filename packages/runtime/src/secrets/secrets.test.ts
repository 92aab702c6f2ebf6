import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyedHash, loadSecretKey } from './secrets.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mt-secret-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('the secret key', () => {
  test('is made once, readable by its owner only, and the same for all who make it at once', async () => {
    const path = join(root, 'data', 'secret.key');
    const keys = await Promise.all([1, 2, 3].map(() => loadSecretKey(null, path)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).trim()).toHaveLength(64);
  });

  test('the configured one goes before the kept one', async () => {
    const hex = 'ab'.repeat(32);
    expect((await loadSecretKey(hex, join(root, 'data', 'secret.key'))).toString('hex')).toBe(hex);
  });

  test('a damaged file is refused instead of replaced', async () => {
    const path = join(root, 'damaged.key');
    await writeFile(path, 'half');
    await expect(loadSecretKey(null, path)).rejects.toThrow('damaged');
    expect(await readFile(path, 'utf8')).toBe('half');
  });
});

describe('a keyed hash', () => {
  const hash = keyedHash(Buffer.alloc(32, 1), 'persons');
  test('is the same for the same text, and another for another text, purpose or key', () => {
    expect(hash.hex('张三')).toBe(hash.hex('张三'));
    const others = [
      hash.hex('张四'),
      keyedHash(Buffer.alloc(32, 1), 'phones').hex('张三'),
      keyedHash(Buffer.alloc(32, 2), 'persons').hex('张三'),
    ];
    expect(new Set([hash.hex('张三'), ...others]).size).toBe(4);
  });

  test('its short form is the head of the long one', () => {
    expect(hash.uint64('张三').toString(16).padStart(16, '0')).toBe(hash.hex('张三').slice(0, 16));
  });
});
