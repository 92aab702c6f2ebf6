import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { PermanentError } from '@miaotou/engine';
import type { FileStore } from '@miaotou/engine';

/** A request that carries a file; the multipart plugin adds `file`. */
export interface UploadRequest {
  file(): Promise<
    { readonly filename: string; readonly file: Readable & { truncated?: boolean } } | undefined
  >;
}

function refuse(kind: 'invalid' | 'too-large', code: string, zh: string, en: string): PermanentError {
  return new PermanentError(kind, code, { zh, en });
}

/** Gives the uploaded file to some work; it is gone when the work ends. Throws when there is none, or it is too large. */
export async function withUpload<T>(
  files: Pick<FileStore, 'scratch'>,
  request: UploadRequest,
  work: (file: { readonly path: string; readonly fileName: string }) => Promise<T>,
): Promise<T> {
  const part = await request.file();
  if (part === undefined)
    throw refuse('invalid', 'no-file', '请求中没有文件。', 'The request holds no file.');
  return files.scratch('upload', async (directory) => {
    const path = join(directory, 'upload');
    await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
    if (part.file.truncated === true) {
      throw refuse(
        'too-large',
        'file-too-large',
        '文件超过上限，请分批报送。',
        'The file is beyond the limit; send it in parts.',
      );
    }
    return work({ path, fileName: part.filename });
  });
}
