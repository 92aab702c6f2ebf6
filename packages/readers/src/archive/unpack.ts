import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FaultPlace, Note } from '@miaotou/contracts';
import { faults, ReadError } from '../faults/index.js';
import { safeFileName } from '../safety/index.js';
import { defaultReadLimits, type ReadLimits } from '../shared/index.js';
import { listEntries, openZip, readEntry, refuseBombs } from '../zip/index.js';
import type { Entry, ZipFile } from '../zip/index.js';
import { isNestedArchive, memberName, skipNote } from './member-names.js';

/** An archive's files, unpacked: each under a path of ours, with the bare name that its sender gave it. */
export interface UnpackedArchive {
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** Members that are no deliveries. */
  readonly skipped: readonly Note[];
}

interface Member {
  readonly entry: Entry;
  readonly name: string;
}

/** Parts by which an Office or OpenDocument file is told from an archive of files. */
const officeParts = /^(\[content_types\]\.xml|mimetype|xl\/|word\/|ppt\/|_rels\/)/iu;

/**
 * Unpacks a ZIP of several files into a folder; null when the file is none (a workbook is none), or is too damaged to
 * tell. Members are named by us, so that no path in the archive leads anywhere. Throws ReadError for an archive that
 * is locked, nested, damaged or too large, before any of it counts.
 */
export async function unpackArchive(
  path: string,
  fileName: string,
  folder: string,
  limits: Partial<ReadLimits> = {},
): Promise<UnpackedArchive | null> {
  const bounds = { ...defaultReadLimits, ...limits };
  const place = { file: fileName };
  const size = await sizeOfZip(path);
  if (size === null) return null;
  if (size > bounds.maxFileBytes)
    throw faults.tooLarge(place, { zh: '文件大小', en: 'The file size' }, `${bounds.maxFileBytes} bytes`);
  const zip = await undamaged(openZip(path, true, place));
  if (zip === null) return null;
  try {
    const entries = await undamaged(listEntries(zip, bounds, place));
    if (entries === null) return null;
    const members = entries.map((entry) => ({ entry, name: memberName(entry) }));
    const files = members.filter(({ name }) => !name.endsWith('/'));
    if (files.length === 0 || files.some(({ name }) => officeParts.test(name))) return null;
    return await unpackMembers(zip, files, size, folder, bounds, place);
  } finally {
    zip.close();
  }
}

async function unpackMembers(
  zip: ZipFile,
  members: readonly Member[],
  size: number,
  folder: string,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<UnpackedArchive> {
  const skipped = members.flatMap(({ name }) => skipNote(name) ?? []);
  const wanted = members.filter(({ name }) => skipNote(name) === null);
  const nested = wanted.find(({ name }) => isNestedArchive(name));
  if (nested !== undefined) throw faults.nestedArchive(place, safeFileName(nested.name));
  if (wanted.some(({ entry }) => entry.isEncrypted())) throw faults.encryptedArchive(place);
  if (wanted.length === 0) throw faults.noTables(place);
  refuseBombs(
    members.map(({ entry }) => entry),
    size,
    limits,
    place,
  );
  const files: { name: string; path: string }[] = [];
  for (const [index, { entry, name }] of wanted.entries()) {
    const to = join(folder, `member-${index + 1}`);
    const bytes = readEntry(zip, entry, { ...place, sheet: name });
    await pipeline(Readable.from(bytes), createWriteStream(to, { mode: 0o600 }));
    files.push({ name: safeFileName(name), path: to });
  }
  return { files, skipped };
}

/** Bytes of a file that begins like a zip; null for another. */
async function sizeOfZip(path: string): Promise<number | null> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    return head.readUInt32LE(0) === 0x04034b50 ? (await file.stat()).size : null;
  } finally {
    await file.close();
  }
}

/** What is too damaged to be told for an archive is left to the reader of single files, which says what is wrong. */
async function undamaged<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof ReadError && error.code === 'truncated-archive') return null;
    throw error;
  }
}
