import type { Archive, Note } from '@miaotou/contracts';
import type { Records } from '../../shared/index.js';
import { PermanentError, isRecordId } from '../../shared/index.js';
import type { Imports, Received } from '../imports.js';
import type { ArchiveRecord, ArchiveRecords, FileReader, FileStore } from '../ports.js';

/** What became of a file that somebody brought: its batch, or one batch for each file of an archive. */
export interface Receipt {
  /** The batch, or the first one of an archive. */
  readonly batchId: number;
  /** All of it had been delivered before. */
  readonly known: boolean;
  readonly batches: readonly {
    readonly batchId: number;
    readonly known: boolean;
    readonly fileName: string;
  }[];
  readonly archive: { readonly id: number; readonly skipped: readonly Note[] } | null;
}

export interface ArchivesDeps {
  readonly records: Records;
  readonly archives: ArchiveRecords;
  readonly files: FileStore;
  readonly reader: Pick<FileReader, 'unpack' | 'safeName'>;
  readonly imports: Pick<Imports, 'receive'>;
}

export interface Archives {
  /**
   * Takes in a file, or every file of an archive; the archive is kept too. The same archive again gives the batches
   * that its files have. Throws PermanentError for an archive that cannot be unpacked, of which nothing is kept.
   */
  receive(file: Received): Promise<Receipt>;
  get(id: string): Promise<Archive>;
}

const noArchive = (): PermanentError =>
  new PermanentError('not-found', 'archive-not-found', {
    zh: '没有这个压缩包。',
    en: 'There is no such archive.',
  });

const shown = ({ sha256: _sha256, ...archive }: ArchiveRecord): Archive => ({
  ...archive,
  id: String(archive.id),
  receivedAt: archive.receivedAt.toISOString(),
});

/** Archives of several files: each file becomes a batch of its own, and they can be looked at together. */
export function createArchives(deps: ArchivesDeps): Archives {
  const { records, archives, files, reader, imports } = deps;

  async function receiveOne(file: Received): Promise<Receipt> {
    const { batchId, known } = await imports.receive(file);
    return { batchId, known, batches: [{ batchId, known, fileName: file.fileName }], archive: null };
  }

  return {
    receive: (file) =>
      files.scratch('archive', async (directory) => {
        const unpacked = await reader.unpack(file.path, file.fileName, directory);
        if (unpacked === null) return receiveOne(file);
        const { sha256, bytes } = await files.keep(file.path);
        const archive = await archives.add(records.read, {
          source: file.source,
          fileName: reader.safeName(file.fileName),
          sha256,
          fileBytes: bytes,
          receivedFrom: file.receivedFrom,
          receivedAt: file.receivedAt,
          skipped: [...unpacked.skipped],
        });
        const batches: Receipt['batches'][number][] = [];
        for (const { name, path } of unpacked.files) {
          const one = await imports.receive({ ...file, path, fileName: name, archiveId: archive.id });
          batches.push({ ...one, fileName: name });
        }
        const [first] = batches;
        // An archive without a file to take in was refused when it was unpacked.
        if (first === undefined) throw noArchive();
        return {
          batchId: first.batchId,
          known: batches.every(({ known }) => known),
          batches,
          archive: { id: archive.id, skipped: archive.skipped },
        };
      }),

    async get(id) {
      const found = isRecordId(id) ? await archives.find(records.read, Number(id)) : null;
      if (found === null) throw noArchive();
      return shown(found);
    },
  };
}
