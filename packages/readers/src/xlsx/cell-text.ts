import type { NumberLook } from './number-formats.js';

const dayMilliseconds = 86_400_000;
const lastSerial = 2_958_465;
const largestShown = 1e15;
/** Excel's two calendars: day 0 of each, as UTC. The 1900 one counts a 29 February 1900 that never was. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** A workbook's number as text: the date, time, percentage or plain decimal that its format makes of it. */
export function numberText(raw: string, look: NumberLook, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  // Beyond this no look makes sense of a number, and its hundredfold may not even be one.
  if (look === 'number' || Math.abs(value) >= largestShown) return decimalText(raw);
  if (look === 'percent') return `${decimalText(String(Number((value * 100).toPrecision(15))))}%`;
  if (value < 0) return decimalText(raw);
  if (look === 'lapse' || (look === 'time' && value < 1)) return clockText(Math.round(value * 86_400));
  return dateText(value, date1904) ?? decimalText(raw);
}

/** `YYYY-MM-DD`, with ` HH:mm:ss` when the serial has a time of day; null when no calendar has that day. */
export function dateText(serial: number, date1904: boolean): string | null {
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  if (days < 0 || days > lastSerial) return null;
  const rest = seconds - days * 86_400;
  const day = dayText(days, date1904);
  return rest === 0 ? day : `${day} ${clockText(rest)}`;
}

function dayText(days: number, date1904: boolean): string {
  if (!date1904 && days === 0) return '1900-01-00';
  if (!date1904 && days === 60) return '1900-02-29';
  const epoch = date1904 ? epoch1904 : days < 60 ? epoch1900 + dayMilliseconds : epoch1900;
  return new Date(epoch + days * dayMilliseconds).toISOString().slice(0, 10);
}

const two = (value: number): string => String(value).padStart(2, '0');

function clockText(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * The shortest decimal at the 15 digits that Excel keeps. A whole number that arrived as 4.45224E+17 is written out
 * only when no digit of it was lost; else it stays as it came, so that nobody takes the zeros for real.
 */
export function decimalText(raw: string): string {
  const text = raw.trim();
  if (/^-?(0|[1-9]\d*)$/.test(text)) return text;
  const value = Number(text);
  if (Number.isInteger(value)) {
    if (Math.abs(value) >= 1e21) return text;
    const digits = Object.is(value, -0) ? '0' : String(value);
    return Number.isSafeInteger(value) || BigInt(digits) === BigInt(value) ? digits : text;
  }
  return withoutExponent(String(Number(value.toPrecision(15))));
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent] = text.split('e-');
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits}`;
}

/** A date that a workbook holds as ISO text (cell type `d`). */
export function isoDateText(raw: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(raw.trim());
  if (match === null) return raw;
  const [, day = '', time] = match;
  return time === undefined || time === '00:00:00' ? day : `${day} ${time}`;
}

/** Undoes `_x000D_`, in which a workbook writes characters that XML cannot hold; no text holds NUL or half a pair. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x(?!0000|[Dd][89A-Fa-f])([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
