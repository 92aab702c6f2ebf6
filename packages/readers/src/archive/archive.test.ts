import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../fixtures/files.js';
import { workbookParts } from '../fixtures/workbook.js';
import { buildZip } from '../fixtures/zip.js';
import type { ZipPart } from '../fixtures/zip.js';
import { ReadError, unpackArchive } from '../index.js';
import type { ReadLimits } from '../index.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let count = 0;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

const csv = '统一社会信用代码,单位名称\n91,甲\n';
const workbook = buildZip(
  workbookParts({ sheets: [{ name: '一', data: '<row r="1"><c><v>1</v></c></row>' }] }),
);

async function unpack(bytes: Uint8Array, limits: Partial<ReadLimits> = {}) {
  const path = await folder.write(bytes);
  const to = join(dirname(path), `unpacked-${(count += 1)}`);
  await mkdir(to);
  return { unpacked: await unpackArchive(path, '报送.zip', to, limits), to };
}

const refused = async (bytes: Uint8Array, limits: Partial<ReadLimits> = {}): Promise<ReadError> => {
  try {
    await unpack(bytes, limits);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
  throw new Error('the archive was unpacked');
};

describe('an archive of several files', () => {
  it('gives each delivery under its own name, and says what was passed over', async () => {
    const parts: ZipPart[] = [
      { name: '三月/', data: '' },
      { name: '三月/欠税.csv', data: csv },
      { name: '三月/参保.xlsx', data: workbook },
      { name: '三月\\欠费.csv', data: csv },
      { name: '__MACOSX/三月/._欠税.csv', data: 'x' },
      { name: '三月/Thumbs.db', data: 'x' },
      { name: '三月/.DS_Store', data: 'x' },
      { name: '三月/~$参保.xlsx', data: 'x' },
      { name: '填报说明.txt', data: '请按时报送' },
      { name: 'README.md', data: 'x' },
      { name: '公函.pdf', data: '%PDF' },
    ];
    const { unpacked } = await unpack(buildZip(parts));
    expect(unpacked?.files.map(({ name }) => name)).toEqual(['欠税.csv', '参保.xlsx', '欠费.csv']);
    expect(unpacked?.skipped.map(({ code }) => code)).toEqual([
      'member-of-the-system',
      'member-of-the-system',
      'member-of-the-system',
      'member-of-the-system',
      'member-no-table',
      'member-no-table',
      'member-no-table',
    ]);
    expect(await readFile(unpacked?.files[0]?.path ?? '', 'utf8')).toBe(csv);
  });

  it.each<[string, ZipPart, string]>([
    ['in GBK', { name: '', rawName: iconv.encode('惠来县税务局.csv', 'gbk'), data: csv }, '惠来县税务局.csv'],
    ['in UTF-8, unsaid', { name: '', rawName: Buffer.from('惠来县.csv'), data: csv }, '惠来县.csv'],
    ['that leads out of the archive', { name: '../../etc/欠税.csv', data: csv }, '欠税.csv'],
    ['that is absolute', { name: '/etc/欠税.csv', data: csv }, '欠税.csv'],
    ['of another system', { name: 'C:\\tmp\\..\\欠税.csv', data: csv }, '欠税.csv'],
    ['with signs that turn the writing round', { name: '欠\u202Etxt.csv', data: csv }, '欠txt.csv'],
  ])('a member with a name %s', async (_, part, name) => {
    const { unpacked, to } = await unpack(buildZip([part]));
    expect(unpacked?.files.map((file) => file.name)).toEqual([name]);
    expect(await readdir(to)).toEqual(['member-1']);
  });

  it.each<[string, Buffer]>([
    ['a workbook', workbook],
    ['a Word document', buildZip([{ name: 'word/document.xml', data: '<w/>' }])],
    [
      'an OpenDocument sheet',
      buildZip([
        { name: 'mimetype', data: 'x' },
        { name: 'content.xml', data: 'x' },
      ]),
    ],
    ['plain text', Buffer.from(csv)],
    ['an empty file', Buffer.alloc(0)],
    ['an archive cut before its directory', buildZip([{ name: 'a.csv', data: csv }]).subarray(0, -30)],
  ])('%s is none', async (_, bytes) => {
    expect((await unpack(bytes)).unpacked).toBeNull();
  });

  it.each<[string, Buffer, string, Partial<ReadLimits>]>([
    ['with an archive in it', buildZip([{ name: 'a/b.ZIP', data: 'x' }]), 'nested-archive', {}],
    ['with a gzipped tar in it', buildZip([{ name: 'b.tar.gz', data: 'x' }]), 'nested-archive', {}],
    ['with a password', buildZip([{ name: 'a.csv', data: csv, encrypted: true }]), 'encrypted-archive', {}],
    ['without a table', buildZip([{ name: '说明.txt', data: 'x' }]), 'no-tables', {}],
    [
      'with a damaged member',
      buildZip([{ name: 'a.csv', data: csv, statedChecksum: 1 }]),
      'truncated-archive',
      {},
    ],
    ['that is a bomb', buildZip([{ name: 'a.csv', data: Buffer.alloc(40_000_000) }]), 'archive-bomb', {}],
    [
      'with too many members',
      buildZip([1, 2, 3].map((n) => ({ name: `${n}.csv`, data: csv }))),
      'unsafe-archive',
      { maxEntries: 2 },
    ],
  ])('%s is refused whole', async (_, bytes, code, limits) => {
    const error = await refused(bytes, limits);
    expect(error.code).toBe(code);
    expect(error.zh).toMatch(/[\u4e00-\u9fff]。$/);
    expect(error.place.file).toBe('报送.zip');
  });

  it('a gzipped CSV is a delivery', async () => {
    const { unpacked } = await unpack(buildZip([{ name: '欠税.csv.gz', data: csv }]));
    expect(unpacked?.files).toHaveLength(1);
  });
});
