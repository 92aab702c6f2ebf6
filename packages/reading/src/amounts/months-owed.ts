import { arrearsMonths } from '@miaotou/domain';
import { numberPattern, parseNumber, sentencesOf } from '../words/index.js';

const pay = /工资|薪|工钱|劳务费|劳动报酬|血汗钱|生活费|社保|保险|奖金/u;
const unpaid =
  /欠|未(?:发|付|给|结|支付|发放|到账|缴|交)|没(?:有)?(?:发|付|给|结|拿|领|到账|见到|收到|缴|交)|不(?:发|给|付|支付|缴)|克扣|扣[除发了]|拖|停发|讨/u;
/** Whole spans that people name without a count of months. */
const spans: readonly (readonly [pattern: RegExp, months: number])[] = [
  [/一年半/u, 18],
  [/两年半/u, 30],
  [/半年/u, 6],
];
const years = new RegExp(
  String.raw`(?:欠|未|没|拖|讨).{0,12}?(${numberPattern})多?年(?!前|级|底|终|[\d月])|(${numberPattern})多?年(?!前|级|底|终|[\d月]).{0,8}(?:欠|未|没|拖|不|讨|差)`,
  'u',
);
const counted = new RegExp(
  String.raw`(?<![\d年第几数])(?!13个月工资|十三个月工资)(${numberPattern})(?:多|来)?个(半)?(?:多)?月(?!前|后|一[结付])`,
  'u',
);
/** How long somebody worked, waited or was told to wait is not how long wages are owed. */
const worked = /(?:工作|上班|干|做|打工|施工|入职|工期|试用|培训|签|产假|合同|做了|干了)[^,，、。]{0,6}$/u;
const namedMonths =
  /(?<![\d年]|发了|给了|付了)((?:(?:1[0-2]|[1-9])月[、和及与]?){1,12})[^,，。]{0,6}(?:工资|薪)|(?<![\d年])((?:(?:1[0-2]|[1-9])月[、和及与]){1,11}(?:1[0-2]|[1-9])月)/u;

/** 去年 and 今年 as years, months in digits, and a span without year given one: only its length matters. */
function spelledOut(sentence: string, asOf: string | null): string {
  const months: Readonly<Record<string, string>> = Object.fromEntries(
    ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((word, at) => [
      word,
      `${at + 1}`,
    ]),
  );
  const inDigits = sentence
    .replace(
      /(?<![个几\d])(十[一二]?|[一二三四五六七八九])月份?(?!个)/gu,
      (_, word: string) => `${months[word] ?? ''}月`,
    )
    .replaceAll('月份', '月');
  if (asOf === null) return inDigits;
  const year = Number(asOf.slice(0, 4));
  return inDigits
    .replaceAll('去年', `${year - 1}年`)
    .replaceAll('前年', `${year - 2}年`)
    .replaceAll(/今年|本年/gu, `${year}年`);
}

function spanOf(sentence: string, asOf: string | null): number | null {
  const match =
    /(?<from>(?:\d{4}年|\d{4}[./-])?\d{1,2}月?(?:\d{1,2}[日号])?)\s*(?:份)?\s*(?:至|到|-|—|–|~|～|起至?|开始至?到?)\s*(?<to>(?:\d{4}年|\d{4}[./-])?\d{1,2}月|\d{4}[./-]\d{1,2}(?!\d)|今|现在|目前|迄今)/u.exec(
      sentence,
    );
  const { from = '', to = '' } = match?.groups ?? {};
  if (match === null || !/月|[./-]/u.test(from + to)) return null;
  const open = /今|现在|目前/u.test(to);
  if (open && asOf === null) return null;
  const start = /^\d{4}/u.test(from) ? from : `${(asOf ?? '2020').slice(0, 4)}年${from}`;
  const months = arrearsMonths(
    `${/月|[./-]/u.test(start) ? start : `${start}月`}至${open ? '今' : to}`,
    asOf ?? '2100-01-01',
  );
  return months !== null && months <= 120 ? months : null;
}

/** Worked for so long and nothing came of it: then work and debt are equally long. */
const allOfIt = /^[^,，]{0,6}(?:没|未|一分)/u;

/** Whether a span is the time somebody worked or waited, rather than the time that pay is owed for. */
function isWork(sentence: string, from: number, to: number): boolean {
  return worked.test(sentence.slice(0, from)) && !allOfIt.test(sentence.slice(to));
}

function countedMonths(sentence: string): number | null {
  for (const [pattern, months] of spans) {
    const span = pattern.exec(sentence);
    if (span !== null && !isWork(sentence, span.index, span.index + span[0].length)) return months;
  }
  const match = counted.exec(sentence);
  const count = parseNumber(match?.[1] ?? '');
  if (
    match !== null &&
    count !== null &&
    count >= 1 &&
    count <= 120 &&
    !isWork(sentence, match.index, match.index + match[0].length)
  )
    return count + (match[2] === undefined ? 0 : 0.5);
  const long = years.exec(sentence);
  const length = parseNumber(long?.[1] ?? long?.[2] ?? '');
  if (
    long !== null &&
    length !== null &&
    length >= 1 &&
    length <= 10 &&
    !worked.test(sentence.slice(0, long.index))
  )
    return length * 12;
  return null;
}

/** 3月和4月的工资: months named one by one. */
function listedMonths(sentence: string): number | null {
  const [, paid, listed] = namedMonths.exec(sentence) ?? [];
  const list = paid ?? listed;
  const named = new Set(list?.match(/\d{1,2}(?=月)/gu));
  return named.size === 0 ? null : named.size;
}

/** A sentence, or failing that a pair of neighbours, tells both that pay is missing and for how long. */
function monthsIn(sentence: string, asOf: string | null): number | null {
  if (!unpaid.test(sentence) || !pay.test(sentence)) return null;
  const text = spelledOut(sentence, asOf);
  // Only what stands near the missing pay counts: letters tell the whole story of a job in one sentence.
  const parts = text.split(/[,，]/u);
  const about = (part: string) => unpaid.test(part) && pay.test(part);
  const near = parts.flatMap((part, at) =>
    about(part) ? [part, `${parts[at - 1] ?? ''},${part}`, `${part},${parts[at + 1] ?? ''}`] : [],
  );
  for (const part of [...near, text]) {
    const months = countedMonths(part) ?? spanOf(part, asOf) ?? listedMonths(part);
    if (months !== null) return months;
  }
  return null;
}

/**
 * For how many months a text says pay is owed. Spans that reach 至今 need the day of the text (`asOf`, YYYY-MM-DD).
 * Null when it does not say.
 */
export function monthsOwed(text: string, asOf: string | null): number | null {
  for (const sentence of sentencesOf(text)) {
    const months = monthsIn(sentence.replace(/\s+/gu, ''), asOf);
    if (months !== null) return months;
  }
  return null;
}
