/** 1980-01-01 00:00 in the form of a ZIP entry. */
const firstDosDate = 0x0021;

const endMark = 0x06054b50;
const entryMark = 0x02014b50;

/** Sets every entry's time in a ZIP archive to one fixed moment, so that the same content gives the same bytes. */
export function fixZipTimes(zip: Buffer): Buffer {
  const fixed = Buffer.from(zip);
  let end = fixed.length - 22;
  while (end >= 0 && fixed.readUInt32LE(end) !== endMark) end -= 1;
  if (end < 0) throw new RangeError('not a ZIP archive');
  const entries = fixed.readUInt16LE(end + 10);
  let at = fixed.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries; entry += 1) {
    if (fixed.readUInt32LE(at) !== entryMark) throw new RangeError('broken ZIP directory');
    const local = fixed.readUInt32LE(at + 42);
    fixed.writeUInt16LE(0, at + 12);
    fixed.writeUInt16LE(firstDosDate, at + 14);
    fixed.writeUInt16LE(0, local + 10);
    fixed.writeUInt16LE(firstDosDate, local + 12);
    at += 46 + fixed.readUInt16LE(at + 28) + fixed.readUInt16LE(at + 30) + fixed.readUInt16LE(at + 32);
  }
  return fixed;
}
