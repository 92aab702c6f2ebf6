import type { Column } from '@miaotou/contracts';
import { faultNumber } from '@miaotou/engine';
import type { FaultCode } from '@miaotou/engine';
import { dayText, existingDay, instantOf, monthText } from './date-sql.js';
import { isApproximate, numberOf } from './number-sql.js';
import { quoted, quotedList } from './sql-text.js';

/** One column's checks as SQL over the text of its cell: the typed value, and the number of its fault (0 for none). */
export interface CellSql {
  readonly type: string;
  readonly value: string;
  /** Name under which `value` says what `fault` looks at besides the value itself; null where there is no such thing. */
  readonly interim: string | null;
  readonly fault: string;
}

export interface CheckBounds {
  /** Earliest and latest plausible day, YYYY-MM-DD. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Plausible ranges where the manifest names none; money in fen. */
const ranges = {
  money: [-1e13, 1e13],
  count: [0, 1e8],
  number: [-1e15, 1e15],
  percent: [-1e5, 1e5],
} as const;
export const textBytes = 60_000;
export const codeBytes = 200;

/** Least and most plausible value of a column that holds numbers, in the stored unit. */
export function rangeOf(column: Column): readonly [number, number] {
  const kind =
    column.type === 'money' || column.type === 'count' || column.type === 'percent' ? column.type : 'number';
  return [column.min ?? ranges[kind][0], column.max ?? ranges[kind][1]];
}

const number = (code: FaultCode): string => String(faultNumber(code));
/** Signs that stand for "nothing" in a cell that should hold a number or date. */
const blanks = [
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '无',
  'N/A',
  'n/a',
  'NULL',
  'null',
  '\\N',
  '#N/A',
  '至今',
];

/** Times a unit, a decimal fraction leaves a binary residue, by which 8.29 ten thousands would not be whole. */
export const settled = (sql: string, factor: number): string => (factor === 1 ? sql : `round(${sql}, 6)`);

function numeric(column: Column, text: string, blank: string, whenBlank: string, factor: number): CellSql {
  const kind =
    column.type === 'money' || column.type === 'count' || column.type === 'percent' ? column.type : 'number';
  const whole = kind === 'money' || kind === 'count';
  // Whole numbers are checked before they are rounded, under a name of their own.
  const found = whole ? `x_${column.field}` : `v_${column.field}`;
  const [least, most] = rangeOf(column);
  const scaled = numberOf(text, factor, kind === 'money' ? 100 : 1);
  const parsed = `if(${blank}, NULL, ${kind === 'money' ? scaled : settled(scaled, factor)})`;
  // Adding up binary fractions leaves a residue far below one fen, so the nearest whole is the amount that was meant.
  const value = whole ? `accurateCastOrNull(round((${parsed} AS ${found})), 'Int64')` : parsed;
  const broken = kind === 'count' ? `${found} != round(${found}), ${number('not-whole')},` : '';
  return {
    type: whole ? 'Nullable(Int64)' : 'Nullable(Float64)',
    value,
    interim: whole ? found : null,
    fault: `multiIf(${blank}, ${whenBlank},
      isNull(${found}) OR isNaN(${found}), if(${isApproximate(text)}, ${number('approximate-amount')}, ${number('not-a-number')}),
      ${broken} NOT (${found} BETWEEN ${least} AND ${most}), ${number('out-of-range')}, 0)`,
  };
}

function dated(column: Column, text: string, blank: string, whenBlank: string, bounds: CheckBounds): CellSql {
  const found = `v_${column.field}`;
  const written = `w_${column.field}`;
  const instant = column.type === 'instant';
  const read =
    column.type === 'month'
      ? existingDay(monthText(text, `m_${column.field}`), written)
      : existingDay(dayText(text), written);
  const parsed = `if(${blank}, NULL, ${instant ? instantOf(text, written) : read})`;
  const wrong: FaultCode = instant ? 'not-an-instant' : column.type === 'month' ? 'bad-month' : 'not-a-day';
  const day = instant ? `toDate32(toTimeZone(${found}, 'Asia/Shanghai'))` : found;
  return {
    type: instant ? `Nullable(DateTime64(3, 'UTC'))` : 'Nullable(Date32)',
    value: parsed,
    interim: null,
    fault: `multiIf(${blank}, ${whenBlank}, isNull(${found}), ${number(wrong)},
      NOT (${day} BETWEEN toDate32(${quoted(bounds.firstDay)}) AND toDate32(${quoted(bounds.lastDay)})), ${number('day-out-of-range')}, 0)`,
  };
}

export const flagWords = {
  yes: ['是', '有', 'y', 'yes', 'true', '1', '√', '✓', '✔', '对'],
  no: ['否', '无', '没有', 'n', 'no', 'false', '0', '×', '✗', '✘', 'x', '错', '不是'],
} as const;

const plainWord = (text: string): string => `lower(trimBoth(normalizeUTF8NFKC(${text})))`;

function chosen(column: Column, text: string, whenEmpty: string): CellSql {
  if (column.type === 'flag') {
    const word = plainWord(text);
    return {
      type: 'Nullable(Bool)',
      value: `multiIf(${text} = '', NULL, ${word} IN (${flagWords.yes.map(quoted).join(', ')}), true, ${word} IN (${flagWords.no.map(quoted).join(', ')}), false, NULL)`,
      interim: null,
      fault: `multiIf(${text} = '', ${whenEmpty}, isNull(v_${column.field}), ${number('not-a-flag')}, 0)`,
    };
  }
  const found = `x_${column.field}`;
  const entries = Object.entries(column.choices ?? {});
  if (entries.length === 0) return textual(column, text, whenEmpty);
  const words = entries.map(([word]) => word.normalize('NFKC').trim().toLowerCase());
  const position = `indexOf(${quotedList(words)}, ${plainWord(text)})`;
  return {
    type: 'Nullable(String)',
    value: `if((${position} AS ${found}) = 0, NULL, ${quotedList(entries.map(([, meaning]) => meaning))}[${found}])`,
    interim: found,
    fault: `multiIf(${text} = '', ${whenEmpty}, ${found} = 0, ${number('unknown-choice')}, 0)`,
  };
}

function textual(column: Column, text: string, whenEmpty: string): CellSql {
  return {
    type: 'Nullable(String)',
    value: `nullIf(${text}, '')`,
    interim: null,
    fault: `multiIf(${text} = '', ${whenEmpty}, length(${text}) > ${textBytes}, ${number('too-long')}, 0)`,
  };
}

const scientific = '^\\d(\\.\\d+)?[Ee]\\+?\\d+$';
/** A code that a spreadsheet has turned into a number keeps only its first digits: `4.45224E+17`. */
const lostDigits = (text: string): string =>
  `((position(${text}, 'E') > 0 OR position(${text}, 'e') > 0) AND match(${text}, ${quoted(scientific)}))`;

function coded(text: string, whenEmpty: string, upper: boolean): CellSql {
  const tidy = `if(isValidASCII(${text}) AND position(${text}, ' ') = 0, ${text}, replaceRegexpAll(normalizeUTF8NFKC(${text}), ${quoted('[\\s\\p{Cf}]')}, ''))`;
  // O and I are not in the code's alphabet: where they stand, 0 and 1 were meant, and the check digit proves it later.
  const value = upper ? `translate(upper(replaceAll(${tidy}, '-', '')), 'OI', '01')` : tidy;
  return {
    type: 'Nullable(String)',
    value: `nullIf(${value}, '')`,
    interim: null,
    fault: `multiIf(${text} = '', ${whenEmpty}, ${lostDigits(text)}, ${number('scientific-identifier')}, length(${text}) > ${codeBytes}, ${number('too-long')}, 0)`,
  };
}

/**
 * Compiles the checks of one column. `text` is SQL for the trimmed text of the cell; `factor` turns the sheet's money
 * into fen. Canonical forms are tried first, so that a clean file pays for nothing else.
 */
export function compileCell(column: Column, text: string, factor: number, bounds: CheckBounds): CellSql {
  const whenEmpty = column.required ? number('empty') : '0';
  // A dropped cell never gets here, so nothing can be said of it.
  if (column.personal === 'drop')
    return { type: 'Nullable(String)', value: 'NULL', interim: null, fault: '0' };
  if (column.personal === 'hash') return coded(text, whenEmpty, false);
  if (column.personal === 'mask') return textual(column, text, whenEmpty);
  const blank = `(${text} IN (${blanks.map(quoted).join(', ')}))`;
  switch (column.type) {
    case 'text':
      return textual(column, text, whenEmpty);
    case 'code':
      return coded(text, whenEmpty, false);
    case 'uscc':
      return coded(text, whenEmpty, true);
    case 'money':
    case 'count':
    case 'number':
    case 'percent':
      return numeric(column, text, blank, whenEmpty, factor);
    case 'day':
    case 'month':
    case 'instant':
      return dated(column, text, blank, whenEmpty, bounds);
    case 'flag':
    case 'choice':
      return chosen(column, text, whenEmpty);
  }
}
