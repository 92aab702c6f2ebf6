import type { ValueChange } from '@miaotou/contracts';
import { addDays, isValidDay } from '@miaotou/domain';

const plainNumber = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const leadingDay = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=$|[\sT])(.*)$/su;
const serialDay = /^\d{5}$/;

/** A decimal number times a power of ten, digit by digit: a float would invent fen. */
function shifted(sign: string, whole: string, fraction: string, places: number): string {
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  return `${sign === '-' ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
}

function times(text: string, factor: number): string | null {
  const found = plainNumber.exec(text.normalize('NFKC').replaceAll(/[,\s]/g, ''));
  if (found === null) return null;
  const [, sign = '', whole = '', fraction = ''] = found;
  return shifted(sign, whole, fraction, Math.round(Math.log10(factor)));
}

function shiftDays(text: string, days: number): string | null {
  const plain = text.normalize('NFKC').trim();
  if (serialDay.test(plain)) return String(Number(plain) + days);
  const found = leadingDay.exec(plain);
  if (found === null) return null;
  const [, year = '', month = '', day = '', rest = ''] = found;
  const from = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isValidDay(from) ? addDays(from, days) + rest : null;
}

/** The text after a change; null where the change does not apply to it or changes nothing. */
export function changedValue(change: ValueChange, text: string): string | null {
  const after = applied(change, text);
  return after === text ? null : after;
}

function applied(change: ValueChange, text: string): string | null {
  switch (change.kind) {
    case 'replace':
      return change.to;
    case 'times':
      return times(text, change.factor);
    case 'shift-days':
      return shiftDays(text, change.days);
    case 'strip':
      return text.includes(change.text) ? text.replaceAll(change.text, '').trim() : null;
  }
}
