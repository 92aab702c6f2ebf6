const range = /\d{1,2}月?[-~—至到、](第)?\d{1,2}(月|季)/u;
/** Lines about the paper and not about the table. */
const ofThePaper = /(打印|导出|填报|填表|制表|报送|生成|更新|下载)(日期|时间)|日期[:：]/u;
const chinese = '一二三四五六七八九十';

const inFull = [
  /(?<!\d)(20\d{2})年(0?[1-9]|1[0-2])月(?!\d{1,2}[日号])/u,
  /(?<!\d)(20\d{2})[-./](0?[1-9]|1[0-2])(?![\d./-])/u,
  /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)/u,
] as const;
const quarter = /(?<!\d)(20\d{2})年?(?:第?([1-4一二三四])季度?|Q([1-4]))/u;
const monthAlone = /(?<![\d年./-])(0?[1-9]|1[0-2])月(?!\d{1,2}[日号])/u;
const chineseMonth =
  /(?<![一二三四五六七八九十年])(十[一二]?|[一二三四五六七八九])月(?![一二三四五六七八九十]+[日号])/u;
const yearAlone = /(?<!\d)(20\d{2})(?:年|(?!\d))/u;

const digitOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : chinese.indexOf(text) + 1);
const chineseMonthOf = (text: string): number =>
  text.length === 2 ? 10 + digitOf(text.slice(1)) : digitOf(text);
const two = (month: number): string => String(month).padStart(2, '0');

interface Stated {
  /** `2026-03` or `2026Q1`, where the text says year and month or quarter. */
  readonly whole: string | null;
  readonly month: number | null;
  readonly year: number | null;
}

function statedBy(text: string): Stated {
  const words = text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
  const nothing = { whole: null, month: null, year: null };
  if (ofThePaper.test(words)) return nothing;
  const year = Number(yearAlone.exec(words)?.[1] ?? 0) || null;
  if (range.test(words)) return { ...nothing, year };
  for (const form of inFull) {
    const found = form.exec(words);
    if (found !== null) return { ...nothing, year, whole: `${found[1] ?? ''}-${two(Number(found[2]))}` };
  }
  const inQuarter = quarter.exec(words);
  if (inQuarter !== null)
    return {
      ...nothing,
      year,
      whole: `${inQuarter[1] ?? ''}Q${digitOf(inQuarter[2] ?? inQuarter[3] ?? '')}`,
    };
  const alone = monthAlone.exec(words)?.[1];
  const spelled = chineseMonth.exec(words)?.[1];
  const month = alone !== undefined ? Number(alone) : spelled !== undefined ? chineseMonthOf(spelled) : null;
  return { whole: null, month, year };
}

/** A month or quarter that no column holds, as a cell would say it, and the text that stated it. */
export interface StatedPeriod {
  readonly period: string;
  readonly text: string;
}

/**
 * The month or quarter that a sheet's name, the lines above its table or the file's name state, in this order:
 * 2026年3月, 202603, 2026年第一季度; 3月 with a year from another of them, or else the last such month that had begun
 * when the file came (`receivedOn`, YYYY-MM-DD). Null when nothing says one month; a range of months says none.
 */
export function statedPeriod(texts: readonly string[], receivedOn?: string): StatedPeriod | null {
  const all = texts.map((text) => ({ text: text.trim(), ...statedBy(text) }));
  const [first] = all.filter(({ whole, month }) => whole !== null || month !== null);
  if (first === undefined) return null;
  const { whole, month, text } = first;
  if (whole !== null) return { period: whole, text };
  if (month === null) return null;
  const year = all.find((one) => one.year !== null)?.year ?? lastYearWith(month, receivedOn);
  return year === null ? null : { period: `${year}-${two(month)}`, text };
}

function lastYearWith(month: number, receivedOn: string | undefined): number | null {
  if (receivedOn === undefined) return null;
  const year = Number(receivedOn.slice(0, 4));
  return month <= Number(receivedOn.slice(5, 7)) ? year : year - 1;
}
