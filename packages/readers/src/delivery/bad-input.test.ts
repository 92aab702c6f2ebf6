import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, readFileWhole } from '../fixtures/files.js';
import { workbookParts } from '../fixtures/workbook.js';
import { buildZip } from '../fixtures/zip.js';
import { openDelivery, ReadError } from '../index.js';
import type { ReadFaultCode, ReadLimits } from '../index.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

const refusal = async (bytes: Uint8Array | string, limits: Partial<ReadLimits> = {}): Promise<ReadError> => {
  const path = await folder.write(bytes);
  try {
    await readFileWhole(path, limits);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
  throw new Error('the file was read');
};

const row = '<row r="1"><c r="A1"><v>1</v></c></row>';
const good = workbookParts({ sheets: [{ name: '一', data: row }] });
const goodZip = buildZip(good);
const withPart = (name: string, change: Partial<(typeof good)[number]>) =>
  buildZip(good.map((part) => (part.name === name ? { ...part, ...change } : part)));
const sheet = 'xl/worksheets/sheet1.xml';
const ole = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(2048),
]);
const chinese = '统一社会信用代码,单位名称,欠缴税额\n'.repeat(20);

const cases: readonly {
  name: string;
  bytes: () => Uint8Array | string;
  code: ReadFaultCode;
  limits?: Partial<ReadLimits>;
  row?: number;
  /** What the Chinese sentence tells the sender. */
  says?: RegExp;
}[] = [
  { name: 'an empty file', bytes: () => '', code: 'empty-file' },
  { name: 'blank lines only', bytes: () => '\uFEFF\r\n  \r\n\t\n', code: 'empty-file' },
  { name: 'gzip of nothing', bytes: () => gzipSync(''), code: 'empty-file' },
  {
    name: 'a workbook without a cell',
    bytes: () => buildZip(workbookParts({ sheets: [{ name: '空', data: '<row r="1"/>' }] })),
    code: 'empty-file',
  },
  { name: 'a PDF', bytes: () => '%PDF-1.7\n...', code: 'unknown-format' },
  { name: 'a web page under a table name', bytes: () => '<html><table><tr><td>1', code: 'wrong-kind' },
  { name: 'an old Office file', bytes: () => ole, code: 'wrong-kind', says: /另存为/ },
  {
    name: 'an old .xls workbook',
    bytes: () => Buffer.concat([ole, Buffer.from('Workbook\0', 'utf16le')]),
    code: 'wrong-kind',
    says: /\.xls）.*另存为.*\*\.xlsx/,
  },
  {
    name: 'a workbook of Excel 4 without a file around it',
    bytes: () => Buffer.from([0x09, 0x04, 0x06, 0, 0, 0, 0x10, 0, 0, 0, 0x31, 0x32, 0x0a, 0]),
    code: 'wrong-kind',
    says: /另存为/,
  },
  {
    name: 'a workbook with a password',
    bytes: () => Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]),
    code: 'encrypted-workbook',
  },
  { name: 'an encrypted zip', bytes: () => withPart(sheet, { encrypted: true }), code: 'encrypted-workbook' },
  {
    name: 'a Word document',
    bytes: () => buildZip([{ name: 'word/document.xml', data: '<w/>' }]),
    code: 'wrong-kind',
  },
  {
    name: 'a zip of something else',
    bytes: () => buildZip([{ name: 'a.txt', data: 'x' }]),
    code: 'unknown-format',
  },
  {
    name: 'a workbook cut in the middle',
    bytes: () => goodZip.subarray(0, goodZip.length / 2),
    code: 'truncated-archive',
  },
  {
    name: 'a workbook without its last byte',
    bytes: () => goodZip.subarray(0, -1),
    code: 'truncated-archive',
  },
  {
    name: 'a part with a wrong checksum',
    bytes: () => withPart(sheet, { statedChecksum: 1 }),
    code: 'truncated-archive',
  },
  {
    name: 'a sheet whose XML breaks off',
    bytes: () => withPart(sheet, { data: '<worksheet><sheetData><row' }),
    code: 'truncated-archive',
  },
  {
    name: 'a sheet that the workbook lists and the archive lacks',
    bytes: () => buildZip(good.filter((part) => part.name !== sheet)),
    code: 'truncated-archive',
  },
  {
    name: 'a cell that points at a text that is not there',
    bytes: () =>
      withPart(sheet, {
        data: '<worksheet><sheetData><row r="1"><c t="s"><v>7</v></c></row></sheetData></worksheet>',
      }),
    code: 'truncated-archive',
  },
  {
    name: 'gzip cut in the middle',
    bytes: () => gzipSync(chinese).subarray(0, 60),
    code: 'truncated-archive',
  },
  {
    name: 'a part that inflates a thousandfold',
    bytes: () => withPart(sheet, { data: Buffer.alloc(40 * 1_048_576, 32) }),
    code: 'archive-bomb',
  },
  {
    name: 'a part that states a size beyond the limit',
    bytes: () => goodZip,
    limits: { maxInflatedBytes: 100 },
    code: 'archive-bomb',
  },
  {
    name: 'a part larger than it states',
    bytes: () => withPart(sheet, { statedSize: 10 }),
    code: 'truncated-archive',
  },
  {
    name: 'gzip that inflates a thousandfold',
    bytes: () => gzipSync('a,b\n'.repeat(16_777_216)),
    code: 'archive-bomb',
  },
  {
    name: 'parts that share their bytes',
    bytes: () =>
      buildZip([
        { name: 'xl/media/0.bin', data: Buffer.from(chinese.repeat(3)) },
        ...Array.from({ length: 40 }, (_, n) => ({
          name: `xl/media/${n + 1}.bin`,
          data: chinese.repeat(3),
          overlapsFirst: true,
        })),
      ]),
    code: 'unsafe-archive',
  },
  {
    name: 'a zip within the workbook',
    bytes: () => buildZip([...good, { name: 'xl/inner.zip', data: goodZip }]),
    code: 'unsafe-archive',
  },
  { name: 'a workbook within gzip', bytes: () => gzipSync(goodZip), code: 'unsafe-archive' },
  { name: 'gzip within gzip', bytes: () => gzipSync(gzipSync(chinese)), code: 'unsafe-archive' },
  {
    name: 'a path that leaves the archive',
    bytes: () => buildZip([...good, { name: '../../etc/passwd', data: 'x' }]),
    code: 'unsafe-archive',
  },
  {
    name: 'an absolute path',
    bytes: () => buildZip([...good, { name: '/etc/passwd', data: 'x' }]),
    code: 'unsafe-archive',
  },
  {
    name: 'two parts of one name',
    bytes: () => buildZip([...good, ...good.slice(-1)]),
    code: 'unsafe-archive',
  },
  {
    name: 'too many parts',
    bytes: () => buildZip([...good, ...Array.from({ length: 20 }, (_, n) => ({ name: `p${n}`, data: '' }))]),
    limits: { maxEntries: 20 },
    code: 'unsafe-archive',
  },
  {
    name: 'entities that expand to a billion laughs',
    bytes: () =>
      buildZip(
        workbookParts({
          sheets: [{ name: '一', data: row }],
          prolog: '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        }),
      ),
    code: 'unsafe-archive',
  },
  {
    name: 'a file beyond the size limit',
    bytes: () => chinese,
    limits: { maxFileBytes: 100 },
    code: 'too-large',
  },
  {
    name: 'a cell far to the right',
    bytes: () =>
      withPart(sheet, {
        data: '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
      }),
    code: 'too-large',
  },
  {
    name: 'a row number beyond the sheet',
    bytes: () =>
      withPart(sheet, {
        data: '<worksheet><sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>',
      }),
    code: 'too-large',
  },
  {
    name: 'more shared text than memory should hold',
    bytes: () =>
      buildZip(
        workbookParts({ sheets: [{ name: '一', data: row }], texts: '<si><t>abc</t></si>'.repeat(100) }),
      ),
    limits: { maxSharedTextBytes: 1000 },
    code: 'too-large',
  },
  {
    name: 'one line of 48 MB',
    bytes: () => Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(48 * 1_048_576, 65)]),
    code: 'line-too-long',
    row: 2,
  },
  {
    name: 'a line of 64 MB under gzip',
    bytes: () => gzipSync(Buffer.concat([Buffer.from('a\r\r\nb\n'), Buffer.alloc(64 * 1_048_576, 65)])),
    code: 'line-too-long',
    row: 4,
  },
  {
    name: 'a line too long in UTF-16',
    bytes: () => iconv.encode(`a,b\n${'乙'.repeat(2_000_000)}`, 'utf-16le', { addBOM: true }),
    code: 'line-too-long',
    row: 2,
  },
  {
    name: 'a workbook cell of 200,000 characters',
    bytes: () =>
      withPart(sheet, {
        data: `<worksheet><sheetData><row r="3"><c t="str"><v>${'x'.repeat(200_000)}</v></c></row></sheetData></worksheet>`,
      }),
    code: 'line-too-long',
    row: 3,
  },
  {
    name: 'a tag that goes on for 5 MB',
    bytes: () =>
      withPart(sheet, {
        data: `<worksheet><sheetData><row x="${'y'.repeat(5_000_000)}"/></sheetData></worksheet>`,
      }),
    code: 'line-too-long',
  },
  {
    name: 'a quote that is never closed',
    bytes: () => 'a,b\n1,2\n"3,4\n5,6\n',
    code: 'unclosed-quote',
    row: 3,
  },
  {
    name: 'binary bytes',
    bytes: () => Buffer.from([65, 66, 10, 0, 1, 2, 255, 254, 0, 0, 7, 7]),
    code: 'not-text',
    row: 2,
  },
  { name: 'control characters', bytes: () => '\u0001\u0002\u0003abc\u0004\u0005', code: 'not-text' },
  {
    name: 'bytes of no known encoding',
    bytes: () => Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xff, 0xff, 0x80])]),
    code: 'not-text',
  },
  {
    name: 'UTF-8 that was damaged in one place',
    bytes: () => Buffer.concat([Buffer.from(chinese), Buffer.from([0xe5, 0x8d, 0x2c]), Buffer.from('1,2\n')]),
    code: 'not-text',
    row: 21,
  },
  {
    name: 'UTF-8 that was damaged far behind its first megabyte',
    bytes: () =>
      Buffer.concat([Buffer.from('惠来县,1\r\n'.repeat(100_000)), Buffer.from([0xe5, 0x8d, 0x2c])]),
    code: 'not-text',
    row: 100_001,
  },
  {
    name: 'a NUL far behind the first megabyte',
    bytes: () => `${'惠来县,1\r'.repeat(50_000)}${'惠来县,1\n'.repeat(50_000)}1,\0`,
    code: 'not-text',
    row: 100_001,
  },
  {
    name: 'UTF-16 with a NUL in it',
    bytes: () => Buffer.from('\uFEFFa,b\n1,\u00002\n', 'utf16le'),
    code: 'not-text',
  },
  {
    name: 'UTF-16 with half a pair',
    bytes: () => Buffer.from([0xff, 0xfe, 0x41, 0, 0x2c, 0, 0x00, 0xd8, 0x41, 0]),
    code: 'not-text',
  },
];

describe('a file that cannot be read ends in a ReadError', () => {
  it.each(cases)('$name → $code', async ({ bytes, code, limits, row: at, says = /[\u4e00-\u9fff]/ }) => {
    const error = await refusal(bytes(), limits);
    expect(error.code).toBe(code);
    expect(error.zh).toMatch(says);
    expect(error.en).toMatch(/^[A-Z]/);
    expect(error.place.file).toBe('delivery');
    expect(at === undefined || error.place.row === at, `row ${error.place.row}`).toBe(true);
  });

  it('the workbook that the cases damage is itself readable', async () => {
    const { sheets } = await readFileWhole(await folder.write(goodZip));
    expect(sheets).toEqual([{ name: '一', rows: [{ row: 1, cells: ['1'] }] }]);
  });

  it('a file that is gone is not called a bad file', async () => {
    await expect(readFileWhole('/nowhere/at/all')).rejects.not.toBeInstanceOf(ReadError);
  });

  it('an aborted reading ends with the reason of the abort', async () => {
    const path = await folder.write('a,b\n'.repeat(500_000));
    const delivery = await openDelivery(path, 'long');
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const opened of delivery.sheets(stop.signal))
        for await (const { row: at } of opened.rows) if (at === 10) stop.abort(new Error('stopped'));
    };
    await expect(read()).rejects.toThrow('stopped');
  });
});
