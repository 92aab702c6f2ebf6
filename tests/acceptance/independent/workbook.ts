import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/**
 * A second reader of workbooks, of a few lines and without the product's libraries, so that the acceptance tests count
 * the files by another way than the product does.
 */
export function entriesOf(archive: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  let end = archive.length - 22;
  while (archive.readUInt32LE(end) !== 0x06054b50) end -= 1;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = archive.readUInt16LE(at + 10);
    const packed = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const skip = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(start, start + packed);
    entries.set(name, method === 0 ? body : inflateRawSync(body));
    at += 46 + nameLength + skip;
  }
  return entries;
}

const unescape = (text: string): string =>
  text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const textsIn = (xml: string): string =>
  [...xml.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)].map((match) => unescape(match[1] ?? '')).join('');

/** The rows below the first of the first sheet, by header. */
export function readWorkbook(path: string): Record<string, string>[] {
  const entries = entriesOf(readFileSync(path));
  const shared = [
    ...(entries.get('xl/sharedStrings.xml')?.toString('utf8') ?? '').matchAll(/<si>([\s\S]*?)<\/si>/g),
  ].map((match) => textsIn(match[1] ?? ''));
  const sheet = entries.get('xl/worksheets/sheet1.xml')?.toString('utf8') ?? '';
  const rows = [...sheet.matchAll(/<row[^>]*>([\s\S]*?)<\/row>/g)].map((row) => {
    const cells = new Map<string, string>();
    for (const cell of (row[1] ?? '').matchAll(/<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const column = /r="([A-Z]+)\d+"/.exec(cell[1] ?? '')?.[1] ?? '';
      const type = /t="(\w+)"/.exec(cell[1] ?? '')?.[1];
      const body = cell[2] ?? '';
      const value = unescape(/<v>([\s\S]*?)<\/v>/.exec(body)?.[1] ?? '');
      cells.set(
        column,
        type === 's' ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? textsIn(body) : value,
      );
    }
    return cells;
  });
  const header = rows[0] ?? new Map<string, string>();
  return rows
    .slice(1)
    .map((cells) => Object.fromEntries([...header].map(([column, name]) => [name, cells.get(column) ?? ''])));
}
