import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PermanentError } from '@miaotou/engine';

/** Full path of a file that is there; PermanentError otherwise. */
export async function checkedFile(input: string): Promise<string> {
  const path = resolve(input);
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) return path;
  throw new PermanentError('invalid', 'no-such-file', {
    zh: `没有文件 ${path}。`,
    en: `There is no file ${path}.`,
  });
}
