import type { FaultPlace } from '@miaotou/contracts';
import type { ReadLimits } from '../shared/index.js';
import { faults } from '../faults/index.js';
import { asReadError, listEntries, openZip, readEntry, refuseBombs } from '../zip/index.js';
import type { Entry } from '../zip/index.js';

/** An open zip whose central directory was found harmless. Parts are named without regard to letter case. */
export interface Archive {
  has(name: string): boolean;
  names(): string[];
  /** Bytes of a part, checked against its stated size and checksum. */
  read(name: string, signal?: AbortSignal): AsyncGenerator<Buffer>;
  close(): void;
}

const nestedArchive = /\.(zip|gz|tgz|rar|7z|jar|xz|bz2|xlsx|xlsm|docx)$/i;
/** Office keeps objects that were pasted into a sheet here; they are never opened. */
const embeddedObjects = 'xl/embeddings/';

/** Opens a workbook's zip and judges it by its central directory alone, before one byte is unpacked. */
export async function openArchive(
  path: string,
  fileBytes: number,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<Archive> {
  const zip = await openZip(path, false, place);
  try {
    const entries = judge(await listEntries(zip, limits, place), place);
    refuseBombs([...entries.values()], fileBytes, limits, place);
    return {
      has: (name) => entries.has(name.toLowerCase()),
      names: () => [...entries.keys()],
      read: (name, signal) => readEntry(zip, entries.get(name.toLowerCase()), place, signal),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw asReadError(error, place);
  }
}

/** Parts by lower-case name; what no workbook holds is refused. */
function judge(listed: readonly Entry[], place: FaultPlace): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const entry of listed) {
    const name = entry.fileName.toLowerCase();
    if (entry.isEncrypted()) throw faults.encrypted(place);
    if (entries.has(name))
      throw faults.unsafeArchive(place, {
        zh: '两个条目同名',
        en: 'two entries have the same name',
      });
    if (nestedArchive.test(name) && !name.startsWith(embeddedObjects))
      throw faults.unsafeArchive(place, {
        zh: '压缩包内还有压缩包',
        en: 'an archive lies within the archive',
      });
    if (!name.endsWith('/')) entries.set(name, entry);
  }
  return entries;
}
