import iconv from 'iconv-lite';
import { cellText, type Habits } from './cells.js';
import { closingLines, headerText, type Table } from './table.js';

export type CsvEncoding = 'utf8' | 'utf8-bom' | 'gb18030';

const quoted = (text: string): string => (/[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table as CSV bytes: GB18030 as a Chinese spreadsheet saves it, or UTF-8 as a portal exports it. */
export function csvBytes(table: Table, habits: Habits, encoding: CsvEncoding): Buffer {
  const lines = [
    ...(table.title === null ? [] : [[table.title]]),
    table.columns.map((column) => headerText(column, habits.money === 'wan')),
    ...[...table.rows, ...closingLines(table)].map((row) => row.map((cell) => cellText(cell, habits))),
  ];
  const newline = encoding === 'gb18030' ? '\r\n' : '\n';
  const text = `${lines.map((line) => line.map(quoted).join(',')).join(newline)}${newline}`;
  return encoding === 'gb18030'
    ? iconv.encode(text, 'gb18030')
    : Buffer.from(encoding === 'utf8-bom' ? `\uFEFF${text}` : text, 'utf8');
}
