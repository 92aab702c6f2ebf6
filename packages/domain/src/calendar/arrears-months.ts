import { monthStart } from './days.js';

/** Beyond fifty years a text is misread rather than true. */
const longest = 600;

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const;

/** 2026年3月, 2026.3, 2026-03-05, 202603, and 5月 or a bare 5 after a dash, whose year is the one before. */
const monthPoint = new RegExp(
  [
    String.raw`(?<![\d])(?<y1>\d{4})年(?<m1>\d{1,2})(?!\d)`,
    String.raw`(?<![\d])(?<y2>\d{4})(?<sep>[./-])(?<m2>\d{1,2})(?!\d)(?:\k<sep>\d{1,2}(?!\d))?`,
    String.raw`(?<![\d])(?<y3>\d{4})(?<m3>0[1-9]|1[0-2])(?:\d{2})?(?!\d)`,
    String.raw`(?<![\d])(?<m4>\d{1,2})月`,
    String.raw`(?<=[至到~-])(?<m5>\d{1,2})(?![\d日号个])`,
  ].join('|'),
  'gu',
);

/** Months since year 0, so that two points can be subtracted. */
function monthNumber(year: number, month: number): number | null {
  return month >= 1 && month <= 12 && year >= 1980 && year <= 2100 ? year * 12 + month : null;
}

function pointsOf(text: string): number[] {
  const points: number[] = [];
  let year: number | null = null;
  for (const { groups = {} } of text.matchAll(monthPoint)) {
    const ownYear = groups['y1'] ?? groups['y2'] ?? groups['y3'];
    const month = Number(groups['m1'] ?? groups['m2'] ?? groups['m3'] ?? groups['m4'] ?? groups['m5']);
    if (ownYear !== undefined) year = Number(ownYear);
    if (year === null) continue;
    const point = monthNumber(year, month);
    const last = points.at(-1);
    // 2025年11月至2月: the second month lies in the next year.
    const rolled =
      ownYear === undefined && last !== undefined && point !== null && point < last ? point + 12 : point;
    if (rolled !== null) points.push(rolled);
  }
  return points;
}

function countedMonths(text: string): number | null {
  if (/半个?月/u.test(text) && !/\d|[一二两三四五六七八九十]个半/u.test(text)) return 0.5;
  const [, digits, words, half] =
    /(?:(\d+(?:\.\d+)?)|([一二两三四五六七八九十]{1,2}))个(半)?多?月/u.exec(text) ?? [];
  const whole = words === '两' ? 2 : numerals.findIndex((numeral) => numeral === words);
  const count = digits === undefined ? whole : Number(digits);
  return count > 0 ? count + (half === undefined ? 0 : 0.5) : null;
}

/**
 * Months of wages owed that a text tells, the first and the last month included: 2026年3月至5月 is 3, 3个月 is 3,
 * 2026年3月至今 reaches to the month of `asOf` (YYYY-MM-DD). Null when it tells none, or an impossible span.
 */
export function arrearsMonths(text: string, asOf: string): number | null {
  const tidy = text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[—–－〜～]+/gu, '-');
  const points = pointsOf(tidy);
  const [first] = points;
  if (first === undefined) {
    const counted = countedMonths(tidy);
    return counted === null || counted > longest ? null : counted;
  }
  const today = monthStart(asOf);
  const end = /至今|到现在|迄今/u.test(tidy)
    ? monthNumber(Number(today.slice(0, 4)), Number(today.slice(5, 7)))
    : points.at(-1);
  const months = end === null || end === undefined ? 0 : end - first + 1;
  return months >= 1 && months <= longest ? months : null;
}
