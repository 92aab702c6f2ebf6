import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { damaged } from './random.js';
import type { Random } from './random.js';
import { tableOf } from './tables.js';

export interface Part {
  readonly name: string;
  readonly data: Buffer;
}

/** A file to be read, and what is known of it by other means than the reader. */
export interface Made {
  readonly kind: string;
  readonly bytes: Buffer;
  /** Parts of a workbook, or members of an archive, as they were packed. */
  readonly parts: readonly Part[];
}

interface Packed {
  readonly body: Buffer;
  readonly checksum: number;
}

/** Large parts are packed once. */
const packed = new Map<Buffer, Packed>();
const pack = (data: Buffer): Packed => {
  const known = packed.get(data);
  if (known !== undefined) return known;
  const made = { body: deflateRawSync(data, { level: 1 }), checksum: crc32(data) };
  if (data.length > 1_000_000) packed.set(data, made);
  return made;
};

/** A zip by hand: checksums are right, whatever is in it. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of parts) {
    const { body, checksum } = pack(data);
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(checksum, 10);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, title, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, place, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}

/** GB18030 of two bytes, turned round from what the platform decodes; 𠮷 stands for the rare characters of four. */
const gb18030 = (() => {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, Buffer>([['𠮷', Buffer.from([0x95, 0x34, 0xbf, 0x37])]]);
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      const text = decoder.decode(bytes);
      if ([...text].length === 1 && text !== '\uFFFD') table.set(text, bytes);
    }
  return table;
})();

const inGb18030 = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((one) => (one < '\u0080' ? Buffer.from(one) : (gb18030.get(one) ?? Buffer.from('?')))),
  );

const encoders: readonly [string, (text: string) => Buffer][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
  ['GB18030', inGb18030],
  ['UTF-16LE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16BE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
];

export function csvOf(random: Random): Made {
  const separator = random.pick([',', ';', '\t', '|', '，']);
  const lineEnd = random.pick(['\n', '\r\n', '\r']);
  const quoted = (cell: string): string =>
    cell.includes(separator) || /["\r\n]/.test(cell) || random.chance(0.1)
      ? `"${random.chance(0.95) ? cell.replaceAll('"', '""') : cell}"`
      : cell;
  const text = tableOf(random)
    .map((row) => row.map(quoted).join(separator) + (random.chance(0.05) ? '\n' : lineEnd))
    .join('');
  const [name, encode] = encoders[random.below(encoders.length)] ?? [
    'UTF-8',
    (one: string) => Buffer.from(one),
  ];
  const whole = encode(text);
  return {
    kind: `csv ${name} ${separator}`,
    bytes: random.chance(0.6) ? damaged(whole, random) : whole,
    parts: [],
  };
}

export function gzipOf(random: Random): Made {
  const { kind, bytes } = csvOf(random);
  const whole = gzipSync(bytes, { level: 1 });
  return { kind: `gz ${kind}`, bytes: random.chance(0.5) ? damaged(whole, random) : whole, parts: [] };
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    // XML has no place for most control characters and for halves of a pair.
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Cs}/gu, '');

/** A cell in one of the ways in which programs write them. */
function cellXml(text: string, shared: string[], random: Random): string {
  const number = /^-?\d+(\.\d+)?$/.test(text) && text.length < 12;
  if (number && random.chance(0.7))
    return `<c s="${random.below(5)}">${random.chance(0.1) ? '<f>A1*2</f>' : ''}<v>${text}</v></c>`;
  switch (random.below(4)) {
    case 0:
      return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    case 1:
      return `<c t="str"><f>A1</f><v>${escaped(text)}</v></c>`;
    case 2:
      return `<c t="b"><v>${random.below(2)}</v></c>`;
    default:
      shared.push(
        `<si><r><t>${escaped(text.slice(0, 1))}</t></r><r><t>${escaped(text.slice(1))}</t></r></si>`,
      );
      return `<c t="s"><v>${shared.length - 1}</v></c>`;
  }
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

export function workbookParts(random: Random): Part[] {
  const shared: string[] = [];
  const sheet = (): string =>
    tableOf(random)
      .map((row, at) => {
        const flags = random.chance(0.1) ? ' hidden="1"' : '';
        return `<row r="${at + 1}"${flags}>${row.map((cell) => cellXml(cell, shared, random)).join('')}</row>`;
      })
      .join('');
  const sheets = [sheet(), ...(random.chance(0.3) ? [sheet()] : [])];
  const cols = random.chance(0.2) ? '<cols><col min="2" max="2" hidden="1"/></cols>' : '';
  const calendar = random.chance(0.2) ? ' date1904="1"' : '';
  const texts: [string, string][] = [
    ['[Content_Types].xml', '<Types/>'],
    ['_rels/.rels', `<Relationships>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${calendar}/><sheets>${sheets
        .map((_, at) => `<sheet name="${at + 1}月" sheetId="${at + 1}" r:id="s${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${sheets
        .map((_, at) => relation(`s${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
        .join(
          '',
        )}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('y', 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet><cellXfs>${[0, 14, 9, 46, 22].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ],
    ...sheets.map((data, at): [string, string] => [
      `xl/worksheets/sheet${at + 1}.xml`,
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}">${cols}<sheetData>${data}</sheetData></worksheet>`,
    ]),
    ['xl/sharedStrings.xml', `<sst xmlns="${main}">${shared.join('')}</sst>`],
  ];
  return texts.map(([name, text]) => ({ name, data: Buffer.from(text) }));
}

const spaces = Buffer.alloc(40 * 1_048_576, 0x20);
const laughs = Buffer.from(
  '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>',
);
const deep = Buffer.from(`<worksheet><sheetData>${'<row><c><v>'.repeat(20_000)}1`);

const element = /<(c|row|v|t|is|si|f)\b[^>]*>(?:(?!<\1\b)[\s\S])*?<\/\1>/g;
const attributes = [
  't="s"',
  't="e"',
  't="d"',
  't="b"',
  's="3"',
  's="99"',
  'r="C1"',
  'r="ZZ9"',
  'hidden="1"',
] as const;

/** XML that is well formed and says something else: elements doubled, lost, moved into another, attributes changed. */
function reshaped(data: Buffer, random: Random): Buffer {
  let xml = data.toString('utf8');
  for (let blows = 1 + random.below(3); blows > 0; blows -= 1) {
    const found = [...xml.matchAll(element)];
    const one = found[random.below(found.length)];
    const other = found[random.below(found.length)];
    if (one === undefined || other === undefined) break;
    const [text] = one;
    const number = random.pick(['1e308', '-1', '99999999999999999999', ' 7 ', '0x10', '']);
    const ways = [
      text + text,
      '',
      text.replace('>', `>${other[0]}`),
      text.replace(/^<\w+/, (tag) => `${tag} ${random.pick(attributes)}`),
      text.replaceAll(/(?<=>)[^<]+(?=<)/g, number),
    ];
    const put = ways[random.below(ways.length)] ?? '';
    xml = xml.slice(0, one.index) + put + xml.slice(one.index + text.length);
  }
  return Buffer.from(xml);
}

/** A workbook whose XML is broken inside an intact zip, or whose zip is broken around intact XML. */
export function workbookOf(random: Random): Made {
  const parts = workbookParts(random);
  const at = random.below(parts.length);
  const part = parts[at];
  const way = random.below(10);
  if (part !== undefined && way < 2) parts[at] = { name: part.name, data: damaged(part.data, random) };
  const sheet = parts[5];
  if (sheet !== undefined && way > 1 && way < 5)
    parts[5] = { name: sheet.name, data: reshaped(sheet.data, random) };
  if (way === 5)
    parts[5] = { name: 'xl/worksheets/sheet1.xml', data: random.pick([laughs, laughs, deep, spaces]) };
  if (way === 6) parts.push({ name: random.pick(['../../x', 'xl/a.zip', 'xl/workbook.xml']), data: laughs });
  const whole = zipOf(parts);
  return { kind: `xlsx ${way}`, bytes: way > 6 && way < 9 ? damaged(whole, random) : whole, parts };
}

/** An archive of deliveries, some of them no deliveries or archives themselves. */
export function archiveOf(random: Random): Made {
  const members = Array.from({ length: 1 + random.below(4) }, (_, at): Part => {
    const inner = random.chance(0.5) ? csvOf(random) : workbookOf(random);
    const name = random.pick([
      '表.csv',
      '三月/表.xlsx',
      '../表.csv',
      'Thumbs.db',
      '__MACOSX/._a',
      'b.zip',
      '\u202Ea.csv',
    ]);
    return { name: random.chance(0.7) ? `${at}.csv` : `${at}${name}`, data: inner.bytes };
  });
  const whole = zipOf(members);
  return { kind: 'zip', bytes: random.chance(0.4) ? damaged(whole, random) : whole, parts: members };
}

/** Whatever a person may choose by mistake: bytes without sense, and beginnings of files of other kinds. */
export function foreignOf(random: Random): Made {
  const noise = Buffer.from(Array.from({ length: random.below(600) }, () => random.below(256)));
  const head = random.pick([
    Buffer.alloc(0),
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.from([0x09, 0x08, 0x10, 0x00]),
    Buffer.from('%PDF-1.7'),
    Buffer.from('<html><table>'),
    Buffer.from([0x1f, 0x8b, 0x08]),
    Buffer.from('PK\u0003\u0004'),
    Buffer.from([0xff, 0xfe]),
  ]);
  return { kind: 'foreign', bytes: Buffer.concat([head, noise]), parts: [] };
}
