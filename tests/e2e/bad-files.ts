import { deflateRawSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';

/** A file nobody should have sent, and what must become of it. */
export interface BadFile {
  readonly name: string;
  readonly source: string;
  readonly fileName: string;
  readonly bytes: () => Uint8Array;
  readonly expect:
    | { readonly refused: string }
    | {
        readonly rows: number;
        readonly accepted: number;
        readonly quarantined: number;
        readonly duplicates: number;
        readonly faults?: readonly string[];
      };
}

const header =
  '工单编号,受理时间,渠道,诉求类型,诉求人,联系电话,诉求内容,事发地址,被反映主体,承办单位,派单时间,办理时限,办结时间,办结状态,是否重复,满意度';

/** One work order; `changes` by header word. */
function order(number: string, changes: Readonly<Record<string, string>> = {}): string {
  const cells: Record<string, string> = {
    工单编号: number,
    受理时间: '2026-03-02 09:15:00',
    渠道: '语音',
    诉求类型: '投诉',
    诉求人: '测试人',
    联系电话: '13900000001',
    诉求内容: '反映单位拖欠工资',
    事发地址: '惠来县隆江镇',
    被反映主体: '测试用单位',
    承办单位: '县人社局',
    派单时间: '2026-03-02 10:00:00',
    办理时限: '2026-03-09 10:00:00',
    办结时间: '',
    办结状态: '办理中',
    是否重复: '否',
    满意度: '',
    ...changes,
  };
  return header
    .split(',')
    .map((word) => cells[word] ?? '')
    .join(',');
}

const csv = (...lines: string[]): string => `${[header, ...lines].join('\r\n')}\r\n`;
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc32 = (bytes: Uint8Array): number => {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};

/** A ZIP archive, written by hand so that it can be as wrong as wanted. */
function zip(entries: Readonly<Record<string, Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, body] of Object.entries(entries)) {
    const packed = deflateRawSync(body);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const part = (text: string): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);

/** The least workbook that a spreadsheet program opens; `rows` is the inside of sheetData. */
function workbook(rows: string | Buffer): Buffer {
  const ns = 'http://schemas.openxmlformats.org';
  return zip({
    '[Content_Types].xml': part(
      `<Types xmlns="${ns}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': part(
      `<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': part(
      `<workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': Buffer.concat([
      part(`<worksheet xmlns="${ns}/spreadsheetml/2006/main"><sheetData>`),
      Buffer.from(rows),
      Buffer.from('</sheetData></worksheet>'),
    ]),
  });
}

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetRow = (line: string): string => `<row>${line.split(',').map(inline).join('')}</row>`;
const formula = (text: string, value: string): string => `<c t="str"><f>${text}</f><v>${value}</v></c>`;

const tenMegabytes = gzipSync(Buffer.alloc(10_000_000, 0x61), { level: 1 });
const reversed = (line: string): string => line.split(',').toReversed().join(',');
const refused = (code: string) => ({ refused: code });

export const badFiles: readonly BadFile[] = [
  {
    name: 'an empty file',
    source: 'complaints',
    fileName: 'empty.csv',
    bytes: () => new Uint8Array(),
    expect: refused('empty-file'),
  },
  {
    name: 'a header and nothing below',
    source: 'complaints',
    fileName: 'header.csv',
    bytes: () => utf8(`${header}\n`),
    expect: refused('header-only'),
  },
  {
    name: 'a workbook with another table in it',
    source: 'complaints',
    fileName: 'wrong.xlsx',
    bytes: () => workbook(sheetRow('甲,乙,丙') + sheetRow('1,2,3')),
    expect: refused('unknown-layout'),
  },
  {
    name: 'a workbook cut in the middle',
    source: 'complaints',
    fileName: 'cut.xlsx',
    bytes: () => {
      const whole = workbook(sheetRow(header) + sheetRow(order('CUT-1')));
      return whole.subarray(0, Math.floor(whole.length / 2));
    },
    expect: refused('truncated-archive'),
  },
  {
    name: 'a workbook of a few hundred kilobytes that inflates a thousandfold',
    source: 'complaints',
    fileName: 'bomb.xlsx',
    bytes: () => workbook(Buffer.alloc(400_000_000, 0x20)),
    expect: refused('archive-bomb'),
  },
  {
    name: 'one line of a gigabyte',
    source: 'complaints',
    fileName: 'line.csv.gz',
    // Members of a gzip file follow one another: a hundred times the same ten megabytes.
    bytes: () => Buffer.concat(Array.from({ length: 100 }, () => tenMegabytes)),
    expect: refused('line-too-long'),
  },
  {
    name: 'UTF-16 with a byte-order mark',
    source: 'complaints',
    fileName: 'utf16.csv',
    bytes: () => iconv.encode(csv(order('U16-1'), order('U16-2')), 'utf16le', { addBOM: true }),
    expect: { rows: 2, accepted: 2, quarantined: 0, duplicates: 0 },
  },
  {
    name: 'GB18030 with characters that GBK lacks',
    source: 'complaints',
    fileName: 'gb18030.csv',
    bytes: () => iconv.encode(csv(order('GB-1', { 诉求内容: '䶮𠮷㐂反映欠薪' }), order('GB-2')), 'gb18030'),
    expect: { rows: 2, accepted: 2, quarantined: 0, duplicates: 0 },
  },
  {
    name: 'line ends of three kinds',
    source: 'complaints',
    fileName: 'ends.csv',
    bytes: () => utf8(`${header}\n${order('END-1')}\r\n${order('END-2')}\r${order('END-3')}\n`),
    expect: { rows: 3, accepted: 3, quarantined: 0, duplicates: 0 },
  },
  {
    name: 'a formula in a cell: its stored value is read, it is never computed',
    source: 'complaints',
    fileName: 'formula.xlsx',
    bytes: () =>
      workbook(
        sheetRow(header) +
          `<row>${order('F-1')
            .split(',')
            .map((cell, at) =>
              at === 6 ? formula('HYPERLINK("http://evil","x")', '反映欠薪') : inline(cell),
            )
            .join('')}</row>`,
      ),
    expect: { rows: 1, accepted: 1, quarantined: 0, duplicates: 0 },
  },
  {
    name: 'columns in another order',
    source: 'complaints',
    fileName: 'moved.csv',
    bytes: () => utf8([reversed(header), reversed(order('M-1'))].join('\n')),
    expect: { rows: 1, accepted: 1, quarantined: 0, duplicates: 0 },
  },
  {
    name: 'a column twice',
    source: 'complaints',
    fileName: 'doubled.csv',
    bytes: () => utf8(`${header},工单编号\n${order('D-1')},D-2\n`),
    expect: refused('doubled-column'),
  },
  {
    name: 'dates of 1900 and 2100, and one that no calendar has',
    source: 'complaints',
    fileName: 'dates.csv',
    bytes: () =>
      utf8(
        csv(
          order('DAY-1', { 受理时间: '1900-01-01 00:00:00' }),
          order('DAY-2', { 受理时间: '2100-01-01 00:00:00' }),
          order('DAY-3', { 受理时间: '2026-02-30 08:00:00' }),
          order('DAY-4'),
        ),
      ),
    expect: { rows: 4, accepted: 1, quarantined: 3, duplicates: 0 },
  },
  {
    name: 'amounts that are negative, absurd or no number',
    source: 'tax',
    fileName: 'amounts.csv',
    bytes: () =>
      utf8(
        [
          '统一社会信用代码,单位名称,所属乡镇,行业,税种,所属期起,所属期止,应缴税额,已缴税额,欠缴税额,滞纳金,欠缴月数,主管税务所',
          ',金额测试甲公司,隆江镇,制造业,增值税,2026-01-01,2026-01-31,100,0,-5000,0,1,隆江税务所',
          ',金额测试乙公司,隆江镇,制造业,增值税,2026-01-01,2026-01-31,100,0,999999999999999999999,0,1,隆江税务所',
          ',金额测试丙公司,隆江镇,制造业,增值税,2026-01-01,2026-01-31,100,0,nan,0,1,隆江税务所',
          ',金额测试丁公司,隆江镇,制造业,增值税,2026-01-01,2026-01-31,100.25,0,100.25,0,1,隆江税务所',
        ].join('\n'),
      ),
    expect: { rows: 4, accepted: 1, quarantined: 3, duplicates: 0 },
  },
  {
    name: 'one key on two different rows, and one row twice',
    source: 'complaints',
    fileName: 'keys.csv',
    bytes: () =>
      utf8(
        csv(order('K-1', { 诉求内容: '甲' }), order('K-1', { 诉求内容: '乙' }), order('K-2'), order('K-2')),
      ),
    expect: { rows: 4, accepted: 1, quarantined: 2, duplicates: 1, faults: ['duplicate-key-in-file'] },
  },
  {
    name: 'a path in the upload’s name',
    source: 'complaints',
    fileName: '../../../../etc/passwd\u202e.csv',
    bytes: () => utf8(csv(order('PATH-1'))),
    expect: { rows: 1, accepted: 1, quarantined: 0, duplicates: 0 },
  },
  {
    name: 'a picture that calls itself a table',
    source: 'complaints',
    fileName: 'table.csv',
    bytes: () =>
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(2000, 7)]),
    expect: refused('unknown-format'),
  },
];
