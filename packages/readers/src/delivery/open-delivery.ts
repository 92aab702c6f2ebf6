import { open } from 'node:fs/promises';
import { gunzippedBytes, openCsv, plainBytes } from '../csv/index.js';
import { faults } from '../faults/index.js';
import { openWorkbook } from '../xlsx/index.js';
import type { Delivery, ReadLimits } from '../shared/index.js';
import { tellKind } from './kind.js';
import { defaultReadLimits } from '../shared/index.js';

const headBytes = 4096;
/** An OLE file lists its streams in a directory that usually stands at either end. */
const directoryBytes = 65_536;

/**
 * Opens a file that somebody sent and tells what it is by its content. Throws ReadError when it cannot be read.
 * Rows stream: memory does not grow with the file, save for the texts that a workbook shares (limited).
 */
export async function openDelivery(
  path: string,
  fileName: string,
  limits: Partial<ReadLimits> = {},
): Promise<Delivery> {
  const bounds = { ...defaultReadLimits, ...limits };
  const place = { file: fileName };
  const { size, head, ends } = await peek(path);
  if (size === 0) throw faults.emptyFile(place);
  if (size > bounds.maxFileBytes)
    throw faults.tooLarge(place, { zh: '文件大小', en: 'The file size' }, `${bounds.maxFileBytes} bytes`);
  const kind = tellKind(head, ends, place);
  if (kind === 'zip') return await openWorkbook(path, size, bounds, place);
  if (kind === 'text') return await openCsv(plainBytes(path), 'csv', bounds, place);
  const bytes = gunzippedBytes(path, size, bounds, place);
  const inner = await firstChunk(bytes());
  if (inner.length === 0) throw faults.emptyFile(place);
  if (tellKind(inner, inner, place) !== 'text')
    throw faults.unsafeArchive(place, {
      zh: '压缩包内还有压缩包',
      en: 'an archive lies within the archive',
    });
  return await openCsv(bytes, 'csv.gz', bounds, place);
}

async function peek(path: string): Promise<{ size: number; head: Buffer; ends: Buffer }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const first = Buffer.alloc(Math.min(size, directoryBytes));
    await file.read(first, 0, first.length, 0);
    const last = Buffer.alloc(Math.min(size, directoryBytes));
    await file.read(last, 0, last.length, size - last.length);
    return { size, head: first.subarray(0, headBytes), ends: Buffer.concat([first, last]) };
  } finally {
    await file.close();
  }
}

async function firstChunk(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  for await (const chunk of chunks) return chunk.subarray(0, headBytes);
  return Buffer.alloc(0);
}
