import type { Column, DateOrder, Note } from '@miaotou/contracts';

const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?=$|[\sT])(.*)$/su;
const shortYear = /^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[\sT])(.*)$/su;
const monthAndYear = /^(\d{1,2})[-/.](\d{4})$/u;

/** Two digits of a year stand for the years from 1970 to 2069. */
const fullYear = (year: string): string => {
  if (year.length === 4) return year;
  return `${Number(year) < 70 ? '20' : '19'}${year}`;
};

/** A date that does not begin with its year, as one that does; any other text as it is. */
export function yearFirst(text: string, order: DateOrder): string {
  const plain = text.normalize('NFKC').trim();
  if (order === 'ymd') {
    const [, year = '', month = '', day = '', rest = ''] = shortYear.exec(plain) ?? [];
    return year === '' ? text : `${fullYear(year)}-${month}-${day}${rest}`;
  }
  const [, early = '', late = ''] = monthAndYear.exec(plain) ?? [];
  if (late !== '') return `${late}-${early}`;
  const [, first = '', second = '', year = '', rest = ''] = yearLast.exec(plain) ?? [];
  if (year === '') return text;
  const [month, day] = order === 'dmy' ? [second, first] : [first, second];
  return `${fullYear(year)}-${month}-${day}${rest}`;
}

/** The order that dates prove by a day beyond the twelfth; null where each may be read in two ways, or none is such a date. */
export function provenOrder(texts: readonly string[]): DateOrder | null {
  const parts = texts.flatMap((text) => {
    const [, first, second] = yearLast.exec(text.normalize('NFKC').trim()) ?? [];
    return first === undefined ? [] : [[Number(first), Number(second)] as const];
  });
  const dayFirst = parts.some(([first]) => first > 12);
  const monthFirst = parts.some(([, second]) => second > 12);
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'dmy' : 'mdy';
}

/** Whether most of the texts are dates that do not begin with their year. */
export function areYearLast(texts: readonly string[]): boolean {
  const filled = texts.map((text) => text.normalize('NFKC').trim()).filter((text) => text !== '');
  return filled.length > 0 && filled.filter((text) => yearLast.test(text)).length * 2 > filled.length;
}

const rough =
  /^(约|大约|大概|近|将近|超|超过|逾|至少)?([-+]?\d[\d,]*(?:\.\d+)?)(余|多|来)?([万亿]?)(余|多)?(元|人次|人|名|个|件|户|条|次)?(余|多)?(左右|上下|以上)?$/u;

/** The number that a rough one names: 约3万, 30余人; null for one that is not rough, for a range and for any other text. */
export function namedNumber(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/gu, '');
  const [, before, digits = '', over, magnitude = '', more, unit = '', most, after] = rough.exec(plain) ?? [];
  if (digits === '') return null;
  return [before, over, more, most, after].some((word) => word !== undefined)
    ? `${digits}${magnitude}${unit}`
    : null;
}

/** Reads the cells of columns that say how they are written, and counts the rough numbers that it took. */
export class CellReader {
  readonly #rough = new Map<string, number>();

  read({ field, header, dateOrder, approximate }: Column, text: string): string {
    if (dateOrder !== undefined) return yearFirst(text, dateOrder);
    if (approximate !== 'accept') return text;
    const named = namedNumber(text);
    if (named === null) return text;
    const name = header === '' ? field : header;
    this.#rough.set(name, (this.#rough.get(name) ?? 0) + 1);
    return named;
  }

  /** Tells of rough numbers that were taken for the ones that they name. */
  get notes(): Note[] {
    return [...this.#rough].map(([header, count]) => ({
      code: 'approximate-taken',
      message: {
        zh: `“${header}”有 ${count} 个约数（如“30余人”），按所写的数读取。`,
        en: `${count} rough numbers in column ${header} were taken for the number that they name.`,
      },
    }));
  }
}

/** Whether a column says how its cells are written, so that the engine cannot read them by itself. */
export const isWrittenOwnWay = ({ dateOrder, approximate }: Column): boolean =>
  dateOrder !== undefined || approximate === 'accept';
