import { quoted } from './sql-text.js';

const folded = (text: string): string => `replaceAll(normalizeUTF8NFKC(${text}), '−', '-')`;

/** Spaces, currency signs and counting words around a number say nothing more than its column does. */
const dressing = '\\s|^(¥|\\$|人民币|RMB|CNY)|(元|圆|人次|人|名|个月|个|月|件|次|户|条|%)$';
const groups = '^[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?$';
const approximate =
  '约|近|余|多|左右|以上|以下|上下|超|大概|至少|不足|几|数[十百千万]|\\d\\s*[~～至到–—]\\s*\\d|\\d-\\d';

/** Number without its dressing; a bracketed number is negative, as bookkeepers write it. */
function stripped(text: string): string {
  const plain = `replaceRegexpAll(${folded(text)}, ${quoted(dressing)}, '')`;
  const signed = `replaceRegexpOne(${plain}, ${quoted('^\\((.+)\\)$')}, ${quoted('-\\1')})`;
  return signed;
}

function ungrouped(text: string): string {
  return `if(match(${text}, ${quoted(groups)}), replaceAll(${text}, ',', ''), ${text})`;
}

/**
 * The number of a text, times `factor`, as Nullable(Float64). A text that says 万 or 亿 itself is taken at its word, in
 * units of `one`, whatever the column's unit is. `toFloat64OrNull` refuses trailing characters and grouping, so what
 * it takes is canonical; the decimal readers of the engine would read `1.5.2` as a number.
 */
export function numberOf(text: string, factor: number, one: number): string {
  const body = stripped(text);
  const magnitude = `multiIf(endsWith(${body}, '万'), 1e4, endsWith(${body}, '亿'), 1e8, 0)`;
  const bare = `replaceRegexpOne(${body}, ${quoted('[万亿]$')}, '')`;
  const tolerant = `(toFloat64OrNull(${ungrouped(bare)}) * if(${magnitude} = 0, ${factor}, ${magnitude} * ${one}))`;
  return `if(isNull(toFloat64OrNull(${text})), ${tolerant}, toFloat64OrNull(${text}) * ${factor})`;
}

/** Whether a text that is no number is a rough one or a range. */
export function isApproximate(text: string): string {
  return `(match(${folded(text)}, ${quoted('\\d|[一二三四五六七八九十百千万]')}) AND match(${folded(text)}, ${quoted(approximate)}))`;
}
