import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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

/** Full path of a file to write, whose folder is there; PermanentError otherwise. */
export async function checkedTarget(output: string): Promise<string> {
  const path = resolve(output);
  const [folder, itself] = await Promise.all([
    stat(dirname(path)).catch(() => null),
    stat(path).catch(() => null),
  ]);
  if (folder?.isDirectory() === true && itself?.isDirectory() !== true) return path;
  throw new PermanentError('invalid', 'no-such-folder', {
    zh: `不能写到 ${path}：没有这个文件夹，或它本身是文件夹。`,
    en: `Cannot write to ${path}: its folder is not there, or it is a folder itself.`,
  });
}
