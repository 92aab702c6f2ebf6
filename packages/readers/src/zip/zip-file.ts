import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { FaultPlace } from '@miaotou/contracts';
import type { ReadLimits } from '../shared/index.js';
import { faults, ReadError } from '../faults/index.js';

export type { Entry, ZipFile } from 'yauzl';

/** Opens a zip. With `raw`, names stay bytes and are judged by nobody: they are never used as paths. */
export async function openZip(path: string, raw: boolean, place: FaultPlace): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: false,
      decodeStrings: !raw,
    });
  } catch (error) {
    throw asReadError(error, place);
  }
}

/** The entries of a zip in order; more than the limit are not even listed. */
export async function listEntries(zip: ZipFile, limits: ReadLimits, place: FaultPlace): Promise<Entry[]> {
  if (zip.entryCount > limits.maxEntries)
    throw faults.unsafeArchive(place, {
      zh: `压缩包内有 ${zip.entryCount} 个条目`,
      en: `the archive holds ${zip.entryCount} entries`,
    });
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw asReadError(error, place);
  }
  return entries;
}

/** Judges the sizes that a zip states, before one byte is unpacked: bombs, and entries that share their bytes. */
export function refuseBombs(
  entries: readonly Entry[],
  fileBytes: number,
  limits: ReadLimits,
  place: FaultPlace,
): void {
  let packed = 0;
  let inflated = 0;
  for (const entry of entries) {
    packed += entry.compressedSize;
    inflated += entry.uncompressedSize;
    const steep = entry.uncompressedSize > entry.compressedSize * limits.maxRatio;
    if ((steep && entry.uncompressedSize > limits.ratioFromBytes) || inflated > limits.maxInflatedBytes)
      throw faults.archiveBomb(place, inflated);
    // Entries that share packed bytes unpack to far more than the file could hold.
    if (packed > fileBytes)
      throw faults.unsafeArchive(place, { zh: '条目互相重叠', en: 'entries overlap each other' });
  }
}

/** Bytes of an entry, checked against its stated size and checksum. */
export async function* readEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  place: FaultPlace,
  signal?: AbortSignal,
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

/** What the zip library complains of, as a refusal of the file. */
export function asReadError(error: unknown, place: FaultPlace): unknown {
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
