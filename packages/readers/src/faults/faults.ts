import type { FaultPlace } from '@miaotou/contracts';
import { ReadError } from './read-error.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

/** Every refusal of a file, each with its sentence. */
export const faults = {
  emptyFile: (place: FaultPlace) =>
    new ReadError('empty-file', { zh: '文件是空的，没有任何内容。', en: 'The file is empty.' }, place),

  headerOnly: (place: FaultPlace) =>
    new ReadError(
      'header-only',
      { zh: '文件只有表头，没有数据行。', en: 'The file has a header but no data rows.' },
      place,
    ),

  unknownFormat: (place: FaultPlace, found: Words) =>
    new ReadError(
      'unknown-format',
      {
        zh: `无法识别的文件格式（${found.zh}）。请提供 XLSX、CSV 或 gzip 压缩的 CSV。`,
        en: `The file format is not known (${found.en}). Provide XLSX, CSV or gzipped CSV.`,
      },
      place,
    ),

  wrongKind: (place: FaultPlace, expected: Words, found: Words) =>
    new ReadError(
      'wrong-kind',
      {
        zh: `文件类型不符：应为${expected.zh}，实际为${found.zh}。`,
        en: `This is not the kind of file expected: expected ${expected.en}, found ${found.en}.`,
      },
      place,
    ),

  unknownLayout: (place: FaultPlace, expected: Words, found: Words) =>
    new ReadError(
      'unknown-layout',
      {
        zh: `无法识别的报表：应为${expected.zh}，实际为${found.zh}。`,
        en: `No known table has these columns: expected ${expected.en}, found ${found.en}.`,
      },
      place,
    ),

  doubledColumn: (place: FaultPlace, layout: Words, columns: readonly string[]) =>
    new ReadError(
      'doubled-column',
      {
        zh: `《${layout.zh}》中的列重复出现：${columns.join('、')}，无法确定以哪一列为准。`,
        en: `Columns of "${layout.en}" stand there twice: ${columns.join(', ')}. Keep one of each.`,
      },
      place,
    ),

  truncated: (place: FaultPlace, cause?: unknown) =>
    new ReadError(
      'truncated-archive',
      {
        zh: '文件不完整或已损坏，无法解压。请重新导出或重新传送。',
        en: 'The file is incomplete or damaged and cannot be unpacked. Export or send it again.',
      },
      place,
      cause,
    ),

  archiveBomb: (place: FaultPlace, bytes: number) =>
    new ReadError(
      'archive-bomb',
      {
        zh: `压缩包解压后异常庞大（至少 ${mebibytes(bytes)}），疑为压缩炸弹，已拒绝。`,
        en: `The archive inflates to an abnormal size (at least ${mebibytes(bytes)}) and was refused as a bomb.`,
      },
      place,
    ),

  unsafeArchive: (place: FaultPlace, why: Words) =>
    new ReadError(
      'unsafe-archive',
      {
        zh: `文件内部结构不安全，已拒绝：${why.zh}。`,
        en: `The file is unsafe inside and was refused: ${why.en}.`,
      },
      place,
    ),

  tooLarge: (place: FaultPlace, what: Words, limit: string) =>
    new ReadError(
      'too-large',
      {
        zh: `${what.zh}超过上限（${limit}）。请拆分后再导入。`,
        en: `${what.en} exceeds the limit (${limit}). Split the file.`,
      },
      place,
    ),

  lineTooLong: (place: FaultPlace, limit: number) =>
    new ReadError(
      'line-too-long',
      {
        zh: `一行或一个单元格超过 ${limit} 个字符，可能缺少换行或引号没有闭合。`,
        en: `A row or cell is longer than ${limit} characters; a line break or a closing quote may be missing.`,
      },
      place,
    ),

  unclosedQuote: (place: FaultPlace) =>
    new ReadError(
      'unclosed-quote',
      {
        zh: '引号没有闭合，其后的行无法分开。',
        en: 'A quoted cell is never closed, so the rows after it cannot be told apart.',
      },
      place,
    ),

  notText: (place: FaultPlace, why: Words) =>
    new ReadError(
      'not-text',
      { zh: `文件不是可读的文本：${why.zh}。`, en: `The file is not readable text: ${why.en}.` },
      place,
    ),

  encrypted: (place: FaultPlace) =>
    new ReadError(
      'encrypted-workbook',
      {
        zh: '工作簿设有打开密码，无法读取。请取消密码后重新导出。',
        en: 'The workbook is protected by a password. Remove the password and export it again.',
      },
      place,
    ),

  encryptedArchive: (place: FaultPlace) =>
    new ReadError(
      'encrypted-archive',
      {
        zh: '压缩包设有密码，无法读取。请取消密码后重新打包。',
        en: 'The archive is protected by a password. Pack it again without one.',
      },
      place,
    ),

  nestedArchive: (place: FaultPlace, member: string) =>
    new ReadError(
      'nested-archive',
      {
        zh: `压缩包内还有压缩包（${member}），已拒绝。请把各文件放在同一层压缩包内。`,
        en: `An archive lies within the archive (${member}). Put the files themselves into one archive.`,
      },
      place,
    ),

  noTables: (place: FaultPlace) =>
    new ReadError(
      'no-tables',
      {
        zh: '压缩包内没有可导入的表格。',
        en: 'The archive holds no table that could be imported.',
      },
      place,
    ),

  formulaWithoutValue: (place: FaultPlace, cell: string) =>
    new ReadError(
      'formula-without-value',
      {
        zh: `单元格 ${cell} 是公式但没有保存计算结果。请用表格软件打开、重新计算并保存后再报送。`,
        en: `Cell ${cell} is a formula saved without its value. Open the file in a spreadsheet program, recalculate, save and send it again.`,
      },
      place,
    ),
};
