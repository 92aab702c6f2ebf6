import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder, readFileWhole } from '../fixtures/files.js';
import { workbookParts } from '../fixtures/workbook.js';
import { buildZip } from '../fixtures/zip.js';
import { ReadError } from '../index.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

const lines = '统一社会信用代码,单位名称,欠缴税额\n"91445224","惠来县制衣厂",12.5\n'.repeat(30);
const parts = workbookParts({
  sheets: [
    {
      name: '一',
      data: Array.from(
        { length: 20 },
        (_, at) =>
          `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>${at % 3}</v></c><c r="B${at + 1}" s="1"><v>45139.25</v></c></row>`,
      ).join(''),
    },
  ],
  texts: '<si><t>甲</t></si><si><r><t>乙</t></r></si><si><t>丙 &amp; 丁</t></si>',
  styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>',
});

interface Blow {
  readonly kind: 'change' | 'cut' | 'double' | 'truncate';
  /** Where, as a share of the file. */
  readonly at: number;
  readonly byte: number;
  readonly length: number;
}

/** Damages that a file suffers on its way: bytes changed, cut out, doubled, or the end lost. */
const damage = fc.array(
  fc.record<Blow>({
    kind: fc.constantFrom('change', 'cut', 'double', 'truncate'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
    length: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const damaged = (bytes: Buffer, blows: readonly Blow[]): Buffer => {
  let result = Buffer.from(bytes);
  for (const { kind, at, byte, length } of blows) {
    const place = Math.min(Math.floor(at * result.length), Math.max(0, result.length - 1));
    if (kind === 'change' && result.length > 0) result[place] = byte;
    if (kind === 'cut') result = Buffer.concat([result.subarray(0, place), result.subarray(place + length)]);
    if (kind === 'double')
      result = Buffer.concat([result.subarray(0, place + length), result.subarray(place)]);
    if (kind === 'truncate') result = result.subarray(0, place);
  }
  return result;
};

const outcome = async (bytes: Buffer): Promise<'read' | 'refused'> => {
  try {
    await readFileWhole(await folder.write(bytes, 'damaged'), { maxInflatedBytes: 10_000_000 });
    return 'read';
  } catch (error) {
    if (error instanceof ReadError) return 'refused';
    throw error;
  }
};

it.each([
  ['a workbook', buildZip(parts)],
  ['gzip', gzipSync(lines)],
  ['UTF-8', Buffer.from(lines)],
  ['GB18030', iconv.encode(lines, 'gb18030')],
  ['UTF-16', iconv.encode(lines, 'utf-16le', { addBOM: true })],
])('%s damaged anywhere is read or refused, and nothing else', async (_, bytes) => {
  expect(await outcome(bytes)).toBe('read');
  await fc.assert(
    fc.asyncProperty(damage, async (blows) => {
      expect(['read', 'refused']).toContain(await outcome(damaged(bytes, blows)));
    }),
    { numRuns: 150 },
  );
});

it('XML damaged inside an intact zip is read or refused, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(damage, fc.nat({ max: parts.length - 1 }), async (blows, at) => {
      const changed = parts.map((part, index) =>
        index === at ? { ...part, data: damaged(Buffer.from(part.data), blows) } : part,
      );
      expect(['read', 'refused']).toContain(await outcome(buildZip(changed)));
    }),
    { numRuns: 200 },
  );
});
