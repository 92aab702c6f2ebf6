import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PermanentError } from '@miaotou/engine';
import type { FileStore, StoredFile } from '@miaotou/engine';
import { createLineReader } from './line-reader.js';

export interface FileStoreOptions {
  /** Where files are kept for ever. */
  readonly originals: string;
  /** Where running work has its room. */
  readonly temporary: string;
  readonly maxBytes?: number;
}

const gibibyte = 1024 ** 3;

function tooLarge(limit: number): PermanentError {
  const mebibytes = Math.floor(limit / 1024 ** 2);
  return new PermanentError('too-large', 'file-too-large', {
    zh: `文件超过 ${mebibytes} MB 的上限，请分批报送。`,
    en: `The file is beyond the limit of ${mebibytes} MB; send it in parts.`,
  });
}

/** Files on disk, each named by its content's hash and readable by the product's user only. */
export function openFileStore({
  originals,
  temporary,
  maxBytes = 2 * gibibyte,
}: FileStoreOptions): FileStore {
  const pathOf = (sha256: string) => join(originals, sha256);
  const lines = createLineReader(pathOf);

  async function keepStream(from: Readable): Promise<StoredFile> {
    await mkdir(originals, { recursive: true, mode: 0o700 });
    const arriving = join(originals, `.${randomUUID()}`);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      await pipeline(
        from,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            bytes += chunk.length;
            if (bytes > maxBytes) throw tooLarge(maxBytes);
            hash.update(chunk);
            yield chunk;
          }
        },
        // Flushed before the rename: a batch that says it has the file must still have it after the power went.
        createWriteStream(arriving, { mode: 0o600, flush: true }),
      );
      const sha256 = hash.digest('hex');
      await rename(arriving, pathOf(sha256));
      return { sha256, bytes };
    } finally {
      await rm(arriving, { force: true });
    }
  }

  return {
    pathOf,
    lines,
    keep: (path) => keepStream(createReadStream(path, { highWaterMark: 1 << 20 })),
    keepText: (text) => keepStream(Readable.from([Buffer.from(text)])),
    async scratch(name, use) {
      const directory = join(temporary, `${name}-${randomUUID()}`);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      try {
        return await use(directory);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}
