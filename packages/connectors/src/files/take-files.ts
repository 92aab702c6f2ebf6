import { join } from 'node:path';
import { PassingFault, lasting } from '@miaotou/engine';
import type { ConnectorTask, Fetched, RemoteFile, Sample } from '@miaotou/engine';

/** A place that holds files: a folder, or a folder at an SFTP host. */
export interface FilePlace {
  /** Plain files of the place; no folders, no links that lead out of it. */
  list(): Promise<readonly RemoteFile[]>;
  /** The file as it is now. */
  look(name: string): Promise<RemoteFile>;
  fetch(name: string, to: string): Promise<void>;
  /** Moves a file into the folder `done` below the place, under a name that is not taken. */
  file(name: string, as: string): Promise<void>;
}

type FilesTask = ConnectorTask<'sftp'> | ConnectorTask<'folder'>;

/** A file counts as fully written when it was not changed for so long. */
const settleMs = 3_000;
const maxBytes = 2 * 1024 ** 3;
/** Files of one pull; the rest comes with the next. */
const mostFiles = 500;
/** Files that writers have not finished, or that only look like files. */
export const unfinishedName = /^\.|~$|^~\$|\.(part|tmp|crdownload|filepart)$/u;

/** The pattern of a connection as a test of names. */
export function matching(pattern: string): (name: string) => boolean {
  const source = [...pattern.normalize('NFC')]
    .map((char) => (char === '*' ? '.*' : char === '?' ? '.' : char.replace(/[\\^$.|+()[\]{}]/u, '\\$&')))
    .join('');
  const whole = new RegExp(`^${source}$`, 'su');
  return (name) => whole.test(name.normalize('NFC'));
}

/** Files of the pattern that are at rest, oldest first. */
async function ready(task: FilesTask, place: FilePlace): Promise<readonly RemoteFile[]> {
  const wanted = matching(task.settings.pattern);
  return (await place.list())
    .filter(({ name, bytes }) => wanted(name) && !unfinishedName.test(name) && bytes > 0)
    .filter(({ modifiedMs }) => task.now.getTime() - modifiedMs >= settleMs)
    .toSorted((a, b) => a.modifiedMs - b.modifiedMs || (a.name < b.name ? -1 : 1));
}

/** Fetches a file whole; null when it was changed meanwhile and must wait for the next look. */
async function fetchWhole(place: FilePlace, file: RemoteFile, path: string): Promise<string | null> {
  if (file.bytes > maxBytes) {
    throw lasting(
      'pull-too-large',
      `文件 ${file.name} 超过 ${maxBytes / 1024 ** 2} MB 的上限。`,
      `The file ${file.name} is beyond the limit of ${maxBytes / 1024 ** 2} MB.`,
      {},
      'too-large',
    );
  }
  await place.fetch(file.name, path);
  const after = await place.look(file.name);
  return after.bytes === file.bytes && after.modifiedMs === file.modifiedMs ? path : null;
}

/** Takes each file of a place once: as long as name, size and time stay the same it is not taken again. */
export async function* takeFiles(
  task: FilesTask,
  place: FilePlace,
): AsyncGenerator<Fetched, void, undefined> {
  const files = await task.unseen((await ready(task, place)).slice(0, 100_000));
  for (const [index, file] of files.slice(0, mostFiles).entries()) {
    task.signal.throwIfAborted();
    const path = await fetchWhole(place, file, join(task.directory, `file-${index}`));
    if (path === null) continue;
    yield { path, fileName: file.name, file };
    // Asked for the next one: this one is safely kept.
    if (task.settings.after === 'move') await place.file(file.name, `${task.now.getTime()}-${file.name}`);
  }
}

/** What would be taken, with the newest of it as a sample. */
export async function sampleOf(task: FilesTask, place: FilePlace): Promise<Sample> {
  const files = (await ready(task, place)).toReversed();
  const [newest] = files;
  const path = newest && (await fetchWhole(place, newest, join(task.directory, 'sample')));
  return {
    fingerprint: null,
    files: files.slice(0, 20).map(({ name }) => name),
    delivery: newest === undefined || path == null ? null : { path, fileName: newest.name },
  };
}

/** Missing for good or only not mounted at the moment: nobody can tell from here, so it is tried again. */
export const noFolder = (path: string, cause: unknown) =>
  new PassingFault(
    'folder-missing',
    { zh: `目录 ${path} 不存在或无权读取。`, en: `The folder ${path} is not there, or may not be read.` },
    null,
    { cause },
  );

export const fileGone = (cause: unknown) =>
  new PassingFault(
    'file-gone',
    { zh: '文件在读取时被移走或无权读取，将自动重试。', en: 'A file was taken away or could not be read.' },
    null,
    { cause },
  );
