import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportSummary } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import type { Bilingual, SourceFamily } from '@miaotou/domain';
import type { Clock } from '../shared/index.js';
import { PermanentError } from '../shared/index.js';
import type { Archives } from './archive/index.js';

/** A file counts as fully written when neither its size nor its time changed for so long. */
const settleMs = 3_000;

export interface InboxDeps {
  /** Holds one folder for each source. */
  readonly directory: string;
  readonly archives: Pick<Archives, 'receive'>;
  readonly clock: Clock;
  /** Has the batch run; called again for one that is known already. */
  readonly enqueue: (batchId: number) => Promise<void>;
  readonly onFault: (error: unknown, path: string) => void;
}

export interface Inbox {
  /** Makes the folders, so that people find them. */
  open(): Promise<void>;
  /** Takes in every file that has come to rest; gives how many. */
  scan(): Promise<number>;
  /** Puts a taken file where its sender looks: `done`, or `refused` beside the reason. */
  settle(summary: ImportSummary): Promise<void>;
}

const hidden = /^\.|~$|^~\$|\.(part|tmp|crdownload)$/u;

/** A name in `done` or `refused` that is not taken yet: the batch number tells two files of one name apart. */
const filedName = (batchId: string, name: string): string => `${batchId}-${name}`;

/**
 * The watched folders. A file goes to `taken` under its batch's number first and from there to `done` or `refused`, so
 * that a stop in between leaves it where the next look finds it; the same content again is known by its hash.
 */
export function createInbox(deps: InboxDeps): Inbox {
  const folderOf = (source: SourceFamily, ...below: string[]) => join(deps.directory, source, ...below);

  async function filesIn(source: SourceFamily): Promise<string[]> {
    const entries = await readdir(folderOf(source), { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile() && !hidden.test(entry.name)).map(({ name }) => name);
  }

  async function atRest(path: string): Promise<boolean> {
    const { mtimeMs, ctimeMs } = await stat(path);
    return deps.clock.now().getTime() - Math.max(mtimeMs, ctimeMs) >= settleMs;
  }

  async function take(source: SourceFamily, name: string): Promise<boolean> {
    const path = folderOf(source, name);
    if (!(await atRest(path))) return false;
    const received = await receive(source, path, name);
    if (received === null) return false;
    const { batchId, known, batches, archive } = received;
    // The files of an archive are kept as batches; the archive itself is where its sender looks for it.
    const home = archive === null ? 'taken' : 'done';
    await mkdir(folderOf(source, home), { recursive: true });
    const number = archive === null ? String(batchId) : `zip-${archive.id}`;
    await rename(path, folderOf(source, home, filedName(number, name)));
    for (const one of batches) await deps.enqueue(one.batchId);
    return !known;
  }

  /** Receives a file; null when it is an archive that cannot be unpacked, which goes to `refused` with its reason. */
  async function receive(source: SourceFamily, path: string, name: string) {
    try {
      return await deps.archives.receive({
        source,
        path,
        fileName: name,
        via: 'inbox',
        receivedFrom: `inbox/${source}`,
        receivedAt: deps.clock.now(),
      });
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      // No batch tells it from an earlier one of its name; the moment does.
      const moment = deps.clock.now().toISOString().replaceAll(/\D/gu, '');
      await refuse(source, path, filedName(moment, name), error.text);
      return null;
    }
  }

  /** Puts a file beside the reason for which it is not taken. */
  async function refuse(source: SourceFamily, path: string, name: string, text: Bilingual): Promise<void> {
    await mkdir(folderOf(source, 'refused'), { recursive: true });
    await writeFile(folderOf(source, 'refused', `${name}.txt`), `${text.zh}\n${text.en}\n`);
    await rename(path, folderOf(source, 'refused', name));
  }

  return {
    async open() {
      for (const source of sourceFamilies) await mkdir(folderOf(source), { recursive: true });
    },

    async scan() {
      let taken = 0;
      for (const source of sourceFamilies) {
        for (const name of await filesIn(source)) {
          try {
            if (await take(source, name)) taken += 1;
          } catch (error) {
            // One file that cannot be taken must not hold up the others; the next look tries it again.
            deps.onFault(error, folderOf(source, name));
          }
        }
      }
      return taken;
    },

    async settle(summary) {
      for (const source of sourceFamilies) {
        const taken = await readdir(folderOf(source, 'taken')).catch(() => []);
        for (const name of taken.filter((one) => one.startsWith(`${summary.batchId}-`))) {
          const from = folderOf(source, 'taken', name);
          if (summary.state !== 'done') {
            const text = summary.problem?.message ?? { zh: '导入未完成', en: 'The import did not end' };
            await refuse(source, from, name, text);
            continue;
          }
          await mkdir(folderOf(source, 'done'), { recursive: true });
          await rename(from, folderOf(source, 'done', name));
        }
      }
    },
  };
}
