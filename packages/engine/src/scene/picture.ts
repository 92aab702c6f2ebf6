/** A picture without what its camera wrote beside it: place, time, device, thumbnails. */
export interface CleanPicture {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Buffer;
}

const largestSide = 12_000;
const fits = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= largestSide && height <= largestSide;

/** Segments that a decoder needs: tables, frames, scans; of the applications' only JFIF and Adobe's colours. */
function isNeeded(marker: number): boolean {
  if (marker >= 0xe0 && marker <= 0xef) return marker === 0xe0 || marker === 0xee;
  return marker !== 0xfe;
}
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Where the data of a scan ends: at the next marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    const inside = bytes[at] !== 0xff || next === 0 || (next >= 0xd0 && next <= 0xd7) || next === 0xff;
    if (!inside) return at;
    at += 1;
  }
  return -1;
}

function cleanJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  let framed = false;
  let scanned = false;
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      kept.push(bytes.subarray(at, at + 2));
      // Whatever follows the end of the picture is left out.
      return framed && scanned ? Buffer.concat(kept) : null;
    }
    if (at + 4 > bytes.length) return null;
    const length = bytes.readUInt16BE(at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (isFrame(marker)) {
      if (length < 8 || !fits(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))) return null;
      framed = true;
    }
    if (marker === 0xda) {
      end = scanEnd(bytes, end);
      if (end < 0) return null;
      scanned = true;
    }
    if (isNeeded(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const neededChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

function cleanPng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [pngHead];
  let at = pngHead.length;
  let first = true;
  let drawn = false;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    if (first) {
      if (name !== 'IHDR' || length !== 13) return null;
      if (!fits(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12))) return null;
      first = false;
    }
    drawn ||= name === 'IDAT';
    if (neededChunks.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return drawn ? Buffer.concat(kept) : null;
    at = end;
  }
  return null;
}

/** The picture as it may be kept, by its content and never by its name; null for anything else. Pure. */
export function cleanPicture(bytes: Buffer): CleanPicture | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const jpeg = cleanJpeg(bytes);
    return jpeg === null ? null : { type: 'image/jpeg', bytes: jpeg };
  }
  if (bytes.subarray(0, pngHead.length).equals(pngHead)) {
    const png = cleanPng(bytes);
    return png === null ? null : { type: 'image/png', bytes: png };
  }
  return null;
}
