import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const keyText = /^[0-9a-f]{64}$/i;

async function readKey(path: string): Promise<Buffer | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  if (!keyText.test(text.trim())) {
    throw new Error(
      `密钥文件已损坏，请从备份恢复 / The key file is damaged, restore it from a backup: ${path}`,
    );
  }
  await chmod(path, 0o600);
  return Buffer.from(text.trim(), 'hex');
}

/**
 * The 32-byte key of this installation: the configured one, else the one kept at `path`, made once with mode 0600.
 * Two programs that make it at once end with the same key.
 */
export async function loadSecretKey(configured: string | null, path: string): Promise<Buffer> {
  if (configured !== null) return Buffer.from(configured, 'hex');
  const kept = await readKey(path);
  if (kept !== null) return kept;
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    await link(fresh, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  const made = await readKey(path);
  if (made === null) throw new Error(`cannot read back ${path}`);
  return made;
}

/** Turns personal data into a value that can be matched but not read back without the key. */
export interface KeyedHash {
  /** 64 hexadecimal characters. */
  hex(text: string): string;
  /** The first 64 bits, unsigned, as the warehouse keeps keys of persons. */
  uint64(text: string): bigint;
}

/** HMAC-SHA-256 under a key derived for one purpose, so that hashes of different purposes cannot be joined. */
export function keyedHash(secretKey: Uint8Array, purpose: string): KeyedHash {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'miaotou', purpose, 32));
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  return { hex: (text) => digest(text).toString('hex'), uint64: (text) => digest(text).readBigUInt64BE(0) };
}
