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
  let lineBytes = 0;
  let carry: Buffer = Buffer.alloc(0);
  let first = true;
  let seen = 0;
  let line = 1;
  for await (const chunk of open(signal)) {
    if (first) {
      first = false;
      const wide = wideEncoding(chunk);
      if (wide !== null) return wide;
    }
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    if (bytes.includes(0))
      throw faults.notText({ ...place, row: line + lineOf(bytes, bytes.indexOf(0)) }, nul);
    // A carriage return at the end waits for its line feed.
    const tail = bytes.at(-1) === carriageReturn ? 1 : incompleteTail(bytes);
    const checked = bytes.subarray(0, bytes.length - tail);
    if (!isUtf8(checked)) return await notUtf8(open, checked, seen, line, place, signal);
    if (seen < enoughEvidence && !isAscii(checked)) seen += countWide(checked).valid;
    line += countLines(checked);
    const lastBreak = Math.max(checked.lastIndexOf(lineFeed), checked.lastIndexOf(carriageReturn));
    lineBytes = lastBreak < 0 ? lineBytes + checked.length : checked.length - lastBreak;
    if (lineBytes > maxLineBytes) throw faults.lineTooLong({ ...place, row: line }, limits.maxLineChars);
    carry = Buffer.from(bytes.subarray(bytes.length - tail));
  }
  if (!isUtf8(carry)) return await notUtf8(open, carry, seen, line, place, signal);
  return 'UTF-8';
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

async function notUtf8(
  open: OpenBytes,
  broken: Buffer,
  seenBefore: number,
  line: number,
  place: FaultPlace,
  signal: AbortSignal | undefined,
): Promise<Encoding> {
  const { valid, invalid } = countWide(broken);
  // Chinese text in GB18030 is hardly ever valid UTF-8 by chance, so many valid characters mean a damaged UTF-8 file;
  // read as GB18030 it would turn into wrong characters that nobody notices.
  if (seenBefore + valid >= enoughEvidence && invalid * 10 < seenBefore + valid)
    throw faults.notText({ ...place, row: line + brokenLine(broken) }, undecodable('UTF-8'));
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

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1))
    if (bytes[at + 1] !== lineFeed) count += 1;
  return count;
}

const lineOf = (bytes: Buffer, offset: number): number => countLines(bytes.subarray(0, offset));

/** Line breaks before the first byte that is no UTF-8. */
function brokenLine(bytes: Buffer): number {
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(lineFeed, start);
    const end = next < 0 ? bytes.length : next;
    if (!isUtf8(bytes.subarray(start, end))) return lineOf(bytes, start);
    start = end + 1;
  }
  return 0;
}

const isDecodingError = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
