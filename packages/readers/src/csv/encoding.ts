import { isAscii, isUtf8 } from 'node:buffer';
import type { FaultPlace } from '@miaotou/contracts';
import { faults } from '../faults/index.js';
import type { ReadLimits } from '../shared/index.js';
import type { OpenBytes } from './bytes.js';

export const encodings = ['UTF-8', 'GB18030', 'UTF-16LE', 'UTF-16BE'] as const;
export type Encoding = (typeof encodings)[number];

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Encoding of a text: byte order mark, then strict UTF-8, then GB18030. The whole file is checked, because a file
 * that begins in plain ASCII shows its encoding only at its first Chinese name.
 */
export async function detectEncoding(
  open: OpenBytes,
  limits: ReadLimits,
  place: FaultPlace,
  signal?: AbortSignal,
): Promise<Encoding> {
  // No encoding takes more bytes for a character, so that a longer line holds too many characters in any.
  const maxLineBytes = limits.maxLineChars * 4;
  // Lines are counted where one has to be told, not before: counting takes longer than the rest of the proof.
  const lineAt = (offset: number): Promise<number> => countLines(open, offset, signal);
  let lineBytes = 0;
  let before = 0;
  let seen = 0;
  /** A character that the chunks before began. */
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of open(signal)) {
    const wide = before === 0 ? wideEncoding(chunk) : null;
    if (wide !== null) return wide;
    const nulAt = chunk.indexOf(0);
    if (nulAt >= 0) throw faults.notText({ ...place, row: await lineAt(before + nulAt) }, nul);
    const lastBreak = lastLineBreak(chunk);
    lineBytes = lastBreak < 0 ? lineBytes + chunk.length : chunk.length - lastBreak;
    if (lineBytes > maxLineBytes) {
      const row = await lineAt(before + chunk.length);
      throw faults.lineTooLong({ ...place, row }, limits.maxLineChars);
    }
    const lead = continuing(chunk);
    const edge = Buffer.concat([carry, chunk.subarray(0, lead)]);
    const begins = before - carry.length;
    before += chunk.length;
    carry = edge;
    if (lead === chunk.length) continue;
    const tail = incompleteTail(chunk);
    const checked = chunk.subarray(lead, chunk.length - tail);
    if (!isUtf8(edge) || !isUtf8(checked)) {
      const broken = Buffer.concat([edge, checked]);
      return await notUtf8(open, { bytes: broken, begins, seen }, lineAt, place, signal);
    }
    if (seen < enoughEvidence && !isAscii(checked)) seen += countWide(checked).valid;
    carry = Buffer.from(chunk.subarray(chunk.length - tail));
  }
  if (isUtf8(carry)) return 'UTF-8';
  return await notUtf8(open, { bytes: carry, begins: before - carry.length, seen }, lineAt, place, signal);
}

/** Decodes a text file, without its byte order mark. A byte that the encoding does not know ends the reading. */
export async function* decodeText(
  open: OpenBytes,
  encoding: Encoding,
  place: FaultPlace,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.toLowerCase(), { fatal: true });
  try {
    for await (const chunk of open(signal)) {
      const text = decoder.decode(chunk, { stream: true });
      // In the other encodings the bytes have been looked through before.
      if (text.includes('\0')) throw faults.notText(place, nul);
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    if (isDecodingError(error)) throw faults.notText(place, undecodable(encoding));
    throw error;
  }
}

const nul = { zh: '含有空字节', en: 'it holds NUL bytes' };
const undecodable = (encoding: Encoding) => ({
  zh: `含有不符合 ${encoding} 编码的字节`,
  en: `it holds bytes that are not valid ${encoding}`,
});

/** Multi-byte characters seen after which a broken byte is damage of a UTF-8 file, not a sign of GB18030. */
const enoughEvidence = 8;

/** A piece of a file that is no UTF-8: where it begins, and how many multi-byte characters were seen before it. */
interface Broken {
  readonly bytes: Buffer;
  readonly begins: number;
  readonly seen: number;
}

async function notUtf8(
  open: OpenBytes,
  { bytes, begins, seen }: Broken,
  lineAt: (offset: number) => Promise<number>,
  place: FaultPlace,
  signal: AbortSignal | undefined,
): Promise<Encoding> {
  const { valid, invalid } = countWide(bytes);
  // Chinese text in GB18030 is hardly ever valid UTF-8 by chance, so many valid characters mean a damaged UTF-8 file;
  // read as GB18030 it would turn into wrong characters that nobody notices.
  if (seen + valid >= enoughEvidence && invalid * 10 < seen + valid) {
    const row = await lineAt(begins + brokenLine(bytes));
    throw faults.notText({ ...place, row }, undecodable('UTF-8'));
  }
  const decoder = new TextDecoder('gb18030', { fatal: true });
  try {
    for await (const chunk of open(signal)) {
      if (chunk.includes(0)) throw faults.notText(place, nul);
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
  } catch (error) {
    if (!isDecodingError(error)) throw error;
    throw faults.notText(place, {
      zh: '既不是 UTF-8 也不是 GB18030 编码',
      en: 'it is neither UTF-8 nor GB18030',
    });
  }
  return 'GB18030';
}

/** UTF-16 by its mark, or by NUL bytes (of ASCII characters) that mostly stand at one parity; 一 has one at the other. */
function wideEncoding(chunk: Buffer): Encoding | null {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'UTF-16LE';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'UTF-16BE';
  const sample = chunk.subarray(0, 8192);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 1)
    if (sample[index] === 0) {
      if (index % 2 === 0) even += 1;
      else odd += 1;
    }
  const least = Math.max(2, sample.length / 100);
  if (odd >= least && odd >= even * 3) return 'UTF-16LE';
  if (even >= least && even >= odd * 3) return 'UTF-16BE';
  return null;
}

/** Length of an unfinished UTF-8 character at the end of a chunk: 0 to 3 bytes. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

function countWide(bytes: Buffer): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  for (const character of bytes.subarray(0, 262_144).toString('utf8'))
    if (character === '\uFFFD') invalid += 1;
    else if (character > '\u007F') valid += 1;
  return { valid, invalid };
}

/** Offset of the last byte that ends a line; -1 without any. */
function lastLineBreak(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(lineFeed);
  const after = bytes.subarray(feed + 1).lastIndexOf(carriageReturn);
  return after < 0 ? feed : feed + 1 + after;
}

/** How many bytes at the start of a chunk (3 at most) go on with a character that began before it. */
function continuing(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && count < bytes.length && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}

/** The line, counted from 1, in which the byte at an offset stands. */
async function countLines(open: OpenBytes, offset: number, signal: AbortSignal | undefined): Promise<number> {
  let line = 1;
  let left = offset;
  let last = 0;
  for await (const chunk of open(signal)) {
    const bytes = chunk.subarray(0, left);
    for (const byte of bytes) {
      if (byte === carriageReturn || (byte === lineFeed && last !== carriageReturn)) line += 1;
      last = byte;
    }
    left -= bytes.length;
    if (left === 0) break;
  }
  return line;
}

/** Offset of the first line that is no UTF-8. */
function brokenLine(bytes: Buffer): number {
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(lineFeed, start);
    const end = next < 0 ? bytes.length : next;
    if (!isUtf8(bytes.subarray(start, end))) return start;
    start = end + 1;
  }
  return 0;
}

const isDecodingError = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
