import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, realpath, rename } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { lasting } from '@miaotou/engine';
import type { Connector, ConnectorTask, RemoteFile } from '@miaotou/engine';
import { fileGone, noFolder, sampleOf, takeFiles } from './take-files.js';
import type { FilePlace } from './take-files.js';

/** The folder itself, links followed; refused when it does not lie under a root that the configuration allows. */
async function allowed(path: string, roots: readonly string[]): Promise<string> {
  const real = await realpath(path).catch((cause: unknown) => {
    throw noFolder(path, cause);
  });
  for (const root of roots) {
    const realRoot = await realpath(root).catch(() => null);
    if (realRoot !== null && (real === realRoot || real.startsWith(`${realRoot.replace(/\/$/u, '')}${sep}`)))
      return real;
  }
  throw lasting(
    'folder-not-allowed',
    `目录 ${path} 不在部署配置 MIAOTOU_FOLDERS 允许的范围内。`,
    `The folder ${path} does not lie under one that MIAOTOU_FOLDERS allows.`,
    {},
    'forbidden',
  );
}

function placeOf(directory: string): FilePlace {
  const look = async (name: string): Promise<RemoteFile> => {
    const { size, mtimeMs } = await lstat(join(directory, name));
    return { name, bytes: size, modifiedMs: Math.floor(mtimeMs) };
  };
  return {
    look,
    async list() {
      // A link could lead anywhere, so only files count that lie here themselves.
      const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
        throw noFolder(directory, cause);
      });
      return Promise.all(entries.filter((entry) => entry.isFile()).map(({ name }) => look(name)));
    },
    fetch: (name, to) => copyFile(join(directory, name), to, constants.COPYFILE_FICLONE),
    async file(name, as) {
      await mkdir(join(directory, 'done'), { recursive: true });
      await rename(join(directory, name), join(directory, 'done', as));
    },
  };
}

function named(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' ? fileGone(error) : error;
}

/** A folder of this machine, or one that is mounted here, under the roots that the configuration allows. */
export function folderConnector(roots: readonly string[]): Connector<'folder'> {
  const placeFor = async ({ settings }: ConnectorTask<'folder'>) =>
    placeOf(await allowed(settings.path, roots));
  return {
    async test(task) {
      try {
        return await sampleOf(task, await placeFor(task));
      } catch (error) {
        throw named(error);
      }
    },
    async *pull(task) {
      try {
        yield* takeFiles(task, await placeFor(task));
      } catch (error) {
        throw named(error);
      }
    },
  };
}
