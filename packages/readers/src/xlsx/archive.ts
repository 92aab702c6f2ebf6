import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { FaultPlace } from '@miaotou/contracts';
import type { ReadLimits } from '../shared/index.js';
import { faults, ReadError } from '../faults/index.js';

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

/** Opens a zip and judges it by its central directory alone, before one byte is unpacked. */
export async function openArchive(
  path: string,
  fileBytes: number,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<Archive> {
  const zip = await openZip(path, place);
  try {
    const entries = await judge(zip, fileBytes, limits, place);
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

async function openZip(path: string, place: FaultPlace): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: false,
    });
  } catch (error) {
    throw asReadError(error, place);
  }
}

async function judge(
  zip: ZipFile,
  fileBytes: number,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<Map<string, Entry>> {
  const unsafe = (zh: string, en: string): ReadError => faults.unsafeArchive(place, { zh, en });
  if (zip.entryCount > limits.maxEntries)
    throw unsafe(`压缩包内有 ${zip.entryCount} 个条目`, `the archive holds ${zip.entryCount} entries`);
  const entries = new Map<string, Entry>();
  let packed = 0;
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    if (entry.isEncrypted()) throw faults.encrypted(place);
    if (entries.has(name)) throw unsafe('两个条目同名', 'two entries have the same name');
    if (nestedArchive.test(name) && !name.startsWith(embeddedObjects))
      throw unsafe('压缩包内还有压缩包', 'an archive lies within the archive');
    packed += entry.compressedSize;
    inflated += entry.uncompressedSize;
    const steep = entry.uncompressedSize > entry.compressedSize * limits.maxRatio;
    if ((steep && entry.uncompressedSize > limits.ratioFromBytes) || inflated > limits.maxInflatedBytes)
      throw faults.archiveBomb(place, inflated);
    // Entries that share packed bytes unpack to far more than the file could hold.
    if (packed > fileBytes) throw unsafe('条目互相重叠', 'entries overlap each other');
    if (!name.endsWith('/')) entries.set(name, entry);
  }
  return entries;
}

async function* readEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  place: FaultPlace,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  if (entry === undefined) throw faults.truncated(place);
  let checksum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      signal?.throwIfAborted();
      checksum = crc32(chunk as Buffer, checksum);
      yield chunk as Buffer;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw asReadError(error, place);
  }
  if (checksum !== entry.crc32) throw faults.truncated(place);
}

function asReadError(error: unknown, place: FaultPlace): unknown {
  if (error instanceof ReadError || !(error instanceof Error)) return error;
  // A failing disk is not a fault of the file: system errors carry an errno and pass through.
  if ('errno' in error && 'syscall' in error) return error;
  if (/relative path|absolute path|invalid characters in fileName/.test(error.message))
    return faults.unsafeArchive(place, {
      zh: '条目的路径指向压缩包之外',
      en: 'the path of an entry leads out of the archive',
    });
  if (/encrypt/.test(error.message)) return faults.encrypted(place);
  return faults.truncated(place, error);
}
