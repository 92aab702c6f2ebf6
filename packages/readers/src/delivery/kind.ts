import type { FaultPlace } from '@miaotou/contracts';
import { faults } from '../faults/index.js';

const startsWith = (head: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** Kinds of file that offices send by mistake; told by their first bytes. */
const foreignKinds = [
  { bytes: [0x25, 0x50, 0x44, 0x46], zh: 'PDF 文件', en: 'a PDF file' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], zh: 'PNG 图片', en: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], zh: 'JPEG 图片', en: 'a JPEG image' },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a], zh: 'RAR 压缩包', en: 'a RAR archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], zh: '7z 压缩包', en: 'a 7z archive' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], zh: '程序文件', en: 'a program' },
  { bytes: [0x4d, 0x5a, 0x90, 0x00], zh: '程序文件', en: 'a program' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], zh: 'SQLite 数据库', en: 'an SQLite database' },
] as const;

const expected = { zh: 'XLSX、CSV 或 gzip 压缩的 CSV', en: 'XLSX, CSV or gzipped CSV' };

const oldWorkbook = {
  zh: '旧版 Excel 文件（.xls）。请用 Excel 或 WPS 打开，选“文件→另存为”，类型选“Excel 工作簿 (*.xlsx)”，再报送另存的文件',
  en: 'an old Excel file (.xls). Open it in Excel or WPS, choose File > Save As, type "Excel Workbook (*.xlsx)", and send the new file',
};
const oldOffice = {
  zh: '旧版 Office 文件（.xls/.doc）。表格请用“文件→另存为”存成 XLSX 后报送',
  en: 'an old Office file (.xls or .doc). Save a table as XLSX (File > Save As) and send that',
};

/** A workbook of Excel 2 to 5 begins with its first record, without an OLE file around it. */
const isBareBiff = (head: Buffer): boolean =>
  head[0] === 0x09 &&
  [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1) &&
  [0x04, 0x06, 0x08, 0x10].includes(head[2] ?? -1) &&
  head[3] === 0;

/** What the first bytes say the file is; other kinds are refused. `ends` is where an OLE file names its streams. */
export function tellKind(head: Buffer, ends: Buffer, place: FaultPlace): 'zip' | 'gzip' | 'text' {
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (startsWith(head, 0x1f, 0x8b)) return 'gzip';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (ends.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw faults.encrypted(place);
    const isWorkbook = ['Workbook', 'Book'].some((name) =>
      ends.includes(Buffer.from(`${name}\0`, 'utf16le')),
    );
    throw faults.wrongKind(place, expected, isWorkbook ? oldWorkbook : oldOffice);
  }
  if (isBareBiff(head)) throw faults.wrongKind(place, expected, oldWorkbook);
  const foreign = foreignKinds.find((kind) => startsWith(head, ...kind.bytes));
  if (foreign !== undefined) throw faults.unknownFormat(place, foreign);
  if (/^(\uFEFF|\u00EF\u00BB\u00BF)?\s*<(!doctype html|html|table|\?xml)[\s>]/i.test(head.toString('latin1')))
    throw faults.wrongKind(place, expected, { zh: '网页或 XML 文件', en: 'a web page or XML file' });
  return 'text';
}
