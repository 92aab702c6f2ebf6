import type { Column } from '@miaotou/contracts';
import { compileCell, codeBytes, flagWords, rangeOf, settled, textBytes } from './check-sql.js';
import type { CheckBounds } from './check-sql.js';
import { clockForm } from './date-sql.js';
import { quoted, quotedList } from './sql-text.js';

/**
 * The check of a cell that is written as it should be: its value, and the condition under which it is not plain and
 * must be read closely (`unless`). What is plain has the same value under the close reading, and no fault.
 */
export interface PlainSql {
  readonly value: string;
  readonly unless: string;
}

const emptyOr = (text: string, required: boolean, refused: string): string =>
  required ? `(${text} = '' OR ${refused})` : `(${text} != '' AND ${refused})`;

function numeric(column: Column, text: string, factor: number, required: boolean): PlainSql {
  const whole = column.type === 'money' || column.type === 'count';
  const found = whole ? `x_${column.field}` : `v_${column.field}`;
  const scaled = factor === 1 ? `toFloat64OrNull(${text})` : `toFloat64OrNull(${text}) * ${factor}`;
  const read = column.type === 'money' ? scaled : settled(scaled, factor);
  const [least, most] = rangeOf(column);
  const broken = column.type === 'count' ? ` AND ${found} = round(${found})` : '';
  return {
    value: whole ? `accurateCastOrNull(round((${read} AS ${found})), 'Int64')` : read,
    unless: emptyOr(text, required, `NOT ifNull(${found} BETWEEN ${least} AND ${most}${broken}, 0)`),
  };
}

/** Whether the day that `written` was parsed to prints as `written` again, and lies within the bounds. */
const sound = (day: string, written: string, { firstDay, lastDay }: CheckBounds): string =>
  `ifNull(toString(${day}) = ${written} AND ${day} BETWEEN toDate32(${quoted(firstDay)}) AND toDate32(${quoted(lastDay)}), 0)`;

function dated(column: Column, text: string, required: boolean, bounds: CheckBounds): PlainSql {
  const { field } = column;
  const value = `v_${field}`;
  const written = `w_${field}`;
  switch (column.type) {
    case 'month': {
      // A spreadsheet's month is a whole day; its first day is taken once that day is proven.
      const parsed = `toDate32OrNull((if(length(${text}) = 10, ${text}, concat(${text}, '-01')) AS ${written})) AS d_${field}`;
      return {
        value: `if(length(${text}) = 10, toDate32(toStartOfMonth((${parsed}))), d_${field})`,
        unless: emptyOr(text, required, `NOT ${sound(`d_${field}`, written, bounds)}`),
      };
    }
    case 'instant': {
      const clock = `c_${field}`;
      const day = `toDate32OrNull(substring(${text}, 1, 10) AS ${written}) AS d_${field}`;
      const told = `(multiIf(length(${text}) = 10, '00:00:00', length(${text}) = 16, concat(substring(${text}, 12, 5), ':00'), substring(${text}, 12)) AS ${clock})`;
      // A day more on either side: the bounds are days of the county, and the close reading knows them exactly.
      return {
        value: `toTimeZone(toDateTime64OrNull(concat(${written}, ' ', ${told}), 3, 'Asia/Shanghai'), 'UTC')`,
        unless: emptyOr(
          text,
          required,
          `NOT (${sound(`(${day})`, written, bounds)} AND match(${clock}, ${quoted(clockForm)}) AND substring(${text}, 11, 1) IN ('', ' ', 'T') AND isNotNull(${value}))`,
        ),
      };
    }
    default:
      return {
        value: `toDate32OrNull(${text})`,
        unless: emptyOr(text, required, `NOT ${sound(value, text, bounds)}`),
      };
  }
}

function chosen(column: Column, text: string, required: boolean): PlainSql {
  const entries = Object.entries(column.choices ?? {});
  const place = `i_${column.field}`;
  if (column.type === 'flag') {
    return {
      value: `multiIf(${text} IN (${flagWords.yes.map(quoted).join(', ')}), true, ${text} IN (${flagWords.no.map(quoted).join(', ')}), false, NULL)`,
      unless: emptyOr(text, required, `isNull(v_${column.field})`),
    };
  }
  // A word that says the same as an earlier one, but for its width or case, means what the earlier one means.
  const plain = (word: string) => word.normalize('NFKC').trim().toLowerCase();
  const meanings = entries.map(
    ([word, meaning]) => entries.find(([other]) => plain(other) === plain(word))?.[1] ?? meaning,
  );
  const words = entries.map(([word]) => word.trim());
  if (words.every((word, index) => word === meanings[index])) {
    const known = words.map(quoted).join(', ');
    return { value: `nullIf(${text}, '')`, unless: emptyOr(text, required, `${text} NOT IN (${known})`) };
  }
  return {
    value: `if((indexOf(${quotedList(words)}, ${text}) AS ${place}) = 0, NULL, ${quotedList(meanings)}[${place}])`,
    unless: emptyOr(text, required, `${place} = 0`),
  };
}

const usccForm = '^[0-9A-HJ-NPQRTUWXY][0-9A-DF-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]{16}$';

/** Compiles the quick check of one column; `text` is SQL for its cell, of which nothing is trimmed yet. */
export function compilePlain(column: Column, text: string, factor: number, bounds: CheckBounds): PlainSql {
  const required = column.required;
  if (column.personal !== undefined) {
    const { value, fault } = compileCell(column, text, factor, bounds);
    return { value, unless: fault === '0' ? '0' : `((${fault}) != 0)` };
  }
  const itself = `nullIf(${text}, '')`;
  switch (column.type) {
    case 'text':
      return {
        value: itself,
        unless: emptyOr(
          text,
          required,
          `(startsWith(${text}, ' ') OR endsWith(${text}, ' ') OR length(${text}) > ${textBytes})`,
        ),
      };
    case 'code':
      return {
        value: itself,
        unless: emptyOr(
          text,
          required,
          `NOT (isValidASCII(${text}) AND position(${text}, ' ') = 0 AND length(${text}) <= ${codeBytes} AND NOT match(${text}, ${quoted('^\\d(\\.\\d+)?[Ee]')}))`,
        ),
      };
    case 'uscc':
      return { value: itself, unless: emptyOr(text, required, `NOT match(${text}, ${quoted(usccForm)})`) };
    case 'money':
    case 'count':
    case 'number':
    case 'percent':
      return numeric(column, text, factor, required);
    case 'day':
    case 'month':
    case 'instant':
      return dated(column, text, required, bounds);
    case 'flag':
      return chosen(column, text, required);
    case 'choice':
      return Object.keys(column.choices ?? {}).length === 0
        ? compilePlain({ ...column, type: 'text' }, text, factor, bounds)
        : chosen(column, text, required);
  }
}
