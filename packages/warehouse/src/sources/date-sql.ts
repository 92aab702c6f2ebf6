import { quoted } from './sql-text.js';

/*
 * Each function gives SQL text. A date is first brought into the form YYYY-MM-DD and then parsed, and it counts only
 * when the parsed date prints the same text again: the engine's own readers roll 31 February over to March and the
 * 13th month to 1970.
 */

/** Half-width text in which dates are looked for. */
const folded = (text: string): string => `normalizeUTF8NFKC(${text})`;

/** `2023-8-1` to `2023-08-01`. */
const padded = (text: string): string =>
  `replaceRegexpAll(${text}, ${quoted('-(\\d)(-|$)')}, ${quoted('-0\\1\\2')})`;

/** 1970-01-01 as spreadsheets count days; the engine's dates do not reach back to where they begin. */
const serialOfEpoch = 25_569;
const serialDay = (text: string): string =>
  `toString(toDate32('1970-01-01') + (toInt32OrZero(extract(${text}, '^\\d+')) - ${serialOfEpoch}))`;

const datePart = '^(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?$';
const timePart = '[ T]?\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?$';

/** A date as people write it, as YYYY-MM-DD; '' when it is none. A time of day after it is left out. */
function tolerantDay(text: string): string {
  const bare = `replaceRegexpAll(replaceRegexpOne(${folded(text)}, ${quoted(timePart)}, ''), '\\\\s', '')`;
  return `multiIf(
    match(${bare}, ${quoted(datePart)}), ${padded(padded(`replaceRegexpOne(${bare}, ${quoted(datePart)}, ${quoted('\\1-\\2-\\3')})`))},
    match(${bare}, ${quoted('^\\d{8}$')}), replaceRegexpOne(${bare}, ${quoted('^(\\d{4})(\\d{2})(\\d{2})$')}, ${quoted('\\1-\\2-\\3')}),
    match(${bare}, ${quoted('^[2-7]\\d{4}(\\.\\d+)?$')}), ${serialDay(bare)},
    '')`;
}

const looksCanonical = (text: string): string =>
  `(length(${text}) = 10 AND substring(${text}, 5, 1) = '-' AND substring(${text}, 8, 1) = '-')`;

/** YYYY-MM-DD for whatever the text holds, '' for no date; not yet proven to exist. */
export function dayText(text: string): string {
  return `if(${looksCanonical(text)}, ${text}, ${tolerantDay(text)})`;
}

/** The date of a text in the form YYYY-MM-DD when it exists, else NULL. `name` is a free alias for the text. */
export function existingDay(canonical: string, name: string): string {
  return `if(ifNull(toString(toDate32OrNull((${canonical} AS ${name}))) = ${name}, 0), toDate32OrNull(${name}), NULL)`;
}

const monthForm = '^(\\d{4})[-/.年](\\d{1,2})月?份?$';
const quarterForm = '^(\\d{4})(?:年|-|/)?(?:第)?(?:[Qq]([1-4])|([1-4])季度?)$';

function tolerantMonth(text: string, name: string): string {
  const bare = `replaceRegexpAll(${folded(text)}, '\\\\s', '')`;
  const western = `translateUTF8(${bare}, '一二三四', '1234')`;
  const quarter = `extractGroups(${western}, ${quoted(quarterForm)})`;
  return `multiIf(
    match(${bare}, ${quoted('^\\d{6}$')}), concat(substring(${bare}, 1, 4), '-', substring(${bare}, 5, 2), '-01'),
    match(${bare}, ${quoted(monthForm)}), ${padded(`replaceRegexpOne(${bare}, ${quoted(monthForm)}, ${quoted('\\1-\\2-01')})`)},
    match(${western}, ${quoted(quarterForm)}), concat(${quarter}[1], '-', leftPad(toString(toUInt8OrZero(concat(${quarter}[2], ${quarter}[3])) * 3 - 2), 2, '0'), '-01'),
    concat(substring(ifNull(toString(${existingDay(tolerantDay(text), name)}), ''), 1, 7), '-01'))`;
}

/** First day of the month or quarter that a text names, as YYYY-MM-DD; not yet proven to exist. `name` is a free alias. */
export function monthText(text: string, name: string): string {
  return `multiIf(
    length(${text}) = 7 AND substring(${text}, 5, 1) = '-', concat(${text}, '-01'),
    ${looksCanonical(text)} AND ifNull(toString(toDate32OrNull(${text})) = ${text}, 0), concat(substring(${text}, 1, 8), '01'),
    ${looksCanonical(text)}, '',
    ${tolerantMonth(text, name)})`;
}

export const clockForm = '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$';

/** `8:05` to `08:05:00`, none to midnight. */
function clockText(text: string): string {
  const clock = `extract(${folded(text)}, ${quoted('\\d{1,2}:\\d{2}(?::\\d{2})?')})`;
  const long = `if(match(${clock}, ${quoted('^\\d{1,2}:\\d{2}$')}), concat(${clock}, ':00'), ${clock})`;
  return `multiIf(${clock} = '', '00:00:00', length(${long}) = 7, concat('0', ${long}), ${long})`;
}

/** The instant of a text, county time unless the text names a zone; NULL when it is none. `name` is a free alias. */
export function instantOf(text: string, name: string): string {
  const canonical = `(length(${text}) = 19 AND substring(${text}, 5, 1) = '-' AND substring(${text}, 14, 1) = ':')`;
  const day = `if(${canonical}, substring(${text}, 1, 10), ${dayText(text)})`;
  const clock = `if(${canonical}, substring(${text}, 12, 8), ${clockText(text)})`;
  const serial = `match(${folded(text)}, ${quoted('^[2-7]\\d{4}\\.\\d+$')})`;
  const zoned = `match(${text}, ${quoted(':\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})$')})`;
  const local = `toDateTime64OrNull(concat(${name}, ' ', ${clock}), 3, 'Asia/Shanghai')`;
  return `if(isNull(${existingDay(day, name)}) OR NOT match(${clock}, ${quoted(clockForm)}), NULL,
    toTimeZone(multiIf(
      ${serial}, addSeconds(toDateTime64OrNull(concat(${name}, ' 00:00:00'), 3, 'Asia/Shanghai'), toInt64(round((toFloat64OrZero(${folded(text)}) - floor(toFloat64OrZero(${folded(text)}))) * 86400))),
      ${zoned}, parseDateTime64BestEffortOrNull(${text}, 3, 'Asia/Shanghai'),
      ${local}), 'UTC'))`;
}
