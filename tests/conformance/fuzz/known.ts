import { gunzipSync } from 'node:zlib';
import type { Delivery } from '@miaotou/readers';
import type { Made, Part } from './files.js';

/** Whether a cell that was read is in the file, judged from the file's bytes by another way than the reader's. */
export type Known = (cell: string) => boolean;

const labels = ['gb18030', 'utf-8', 'utf-16le', 'utf-16be'] as const;

/** Of a text: without quotes, each cell is a run of the text without quotes. */
export function knownOfText(made: Made, delivery: Delivery): Known {
  const bytes = delivery.format === 'csv.gz' ? gunzipSync(made.bytes) : made.bytes;
  const label = labels.find((one) => one === delivery.encoding?.toLowerCase());
  const text = new TextDecoder(label ?? 'utf-16le').decode(bytes).replaceAll('"', '');
  return (cell) => text.includes(cell.replaceAll('"', ''));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, digits: string, name: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(digits) : Number.parseInt(hex, 16));
    })
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Tags within the text of one cell. */
const runTags = /<\/?(?:\w+:)?(?:t|r|rPr|is)(?:\s[^>]*)?>/g;

const textOf = ({ data }: Part): string => {
  const wide = data[0] === 0xff && data[1] === 0xfe ? 'utf-16le' : 'utf-16be';
  const isWide = data[0] === 0xff || data[0] === 0xfe;
  return new TextDecoder(isWide ? wide : 'utf-8').decode(data);
};

const close = (a: number, b: number, within: number): boolean =>
  Math.abs(a - b) <= within * Math.max(1, Math.abs(b));

/** Days since the beginning of either calendar, or a share of a day, that a date or time of day stands for. */
function serialsOf(cell: string): number[] {
  const parts = /^(?:(\d{4}-\d{2}-\d{2}))?\s?(?:(\d+):(\d{2}):(\d{2}))?$/.exec(cell);
  if (parts === null) return [];
  const [, day, hours = 0, minutes = 0, seconds = 0] = parts;
  const clock = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
  if (day === undefined) return [clock];
  if (day === '1900-01-00') return [clock];
  if (day === '1900-02-29') return [60 + clock];
  const since = (year: number, month: number, date: number): number =>
    (Date.parse(`${day}T00:00:00Z`) - Date.UTC(year, month, date)) / 86_400_000 + clock;
  return [since(1899, 11, 30), since(1899, 11, 31), since(1904, 0, 1)];
}

/** Of a workbook: a run of the text between its tags, or a number between two tags in one of a number's looks. */
export function knownOfWorkbook({ parts }: Made): Known {
  const xml = parts.map(textOf);
  const between = xml.flatMap((text) => text.split(/<[^>]*>/));
  const joined = decoded(
    xml.map((text) => text.replaceAll(runTags, '').replaceAll(/<[^>]*>/g, '\0')).join('\0'),
  );
  const numbers = between.flatMap((piece) => {
    const value = Number(piece.trim());
    return piece.trim() === '' || !Number.isFinite(value) ? [] : [value];
  });
  return (cell) => {
    if (joined.includes(cell) || cell === 'TRUE' || cell === 'FALSE') return true;
    if (/^-?\d+(\.\d+)?$/.test(cell)) return numbers.some((value) => close(Number(cell), value, 1e-14));
    if (/^-?\d+(\.\d+)?%$/.test(cell))
      return numbers.some((value) => close(Number(cell.slice(0, -1)), value * 100, 1e-13));
    const second = 1 / 86_400;
    return serialsOf(cell).some((serial) => numbers.some((value) => Math.abs(value - serial) <= second));
  };
}
