/** Fen in one unit of money, by the word that names the unit in a header. */
const fenPerUnit: Readonly<Record<string, number>> = {
  元: 100,
  人民币元: 100,
  千元: 100_000,
  万元: 1_000_000,
  百万元: 100_000_000,
  人民币万元: 1_000_000,
  亿元: 10_000_000_000,
  yuan: 100,
};

/** Ones in a unit of counted things. */
const onesPerUnit: Readonly<Record<string, number>> = { 百: 100, 千: 1_000, 万: 10_000 };
const multiples = /^([百千万])(人|人次|户|家|件|宗|起|次|笔|条|个)$/;

/** Other units, which a header may name without becoming another column. */
const countingUnits =
  /^(人|人次|户|家|件|宗|起|次|个|月|个月|天|日|小时|%|％|分|岁|笔|条|批次|项|必填|选填|可选)$/;

/** A header in the form in which headers are compared, and the unit of money that it names. */
export interface HeaderWords {
  readonly words: string;
  /** Fen per unit; null when the header names no unit of money. */
  readonly unit: number | null;
  /** Ones per unit of counted things: 万人; null when the header names no such unit. */
  readonly times: number | null;
}

/**
 * Full-width forms, spaces, letter case and required-marks do not matter; a unit in brackets or after a slash is taken
 * off. Other bracketed words stay: 人数（男） and 人数（女） are two columns.
 */
export function headerWords(header: string): HeaderWords {
  let words = plain(header);
  let unit: number | null = null;
  let times: number | null = null;
  words = words.replaceAll(/[([]([^()[\]]*)[)\]]/g, (whole, inside: string) => {
    const named = inside.replace(/^(单位|unit):?/, '');
    if (Object.hasOwn(fenPerUnit, named)) {
      unit = fenPerUnit[named] ?? null;
      return '';
    }
    const multiple = multiples.exec(named)?.[1];
    if (multiple !== undefined) {
      times = onesPerUnit[multiple] ?? null;
      return '';
    }
    return /^(单位|unit):/.test(inside) || countingUnits.test(named) ? '' : whole;
  });
  const slashed = /[/,:](?:单位:?)?([^/,:]+)$/.exec(words);
  const named = slashed?.[1];
  if (slashed !== null && named !== undefined && Object.hasOwn(fenPerUnit, named)) {
    unit = fenPerUnit[named] ?? null;
    words = words.slice(0, slashed.index);
  }
  return { words, unit, times };
}

/** Unit of money that a line above the table or a file name states: `单位：万元`, `欠税公告（万元）.xlsx`. */
export function statedUnit(text: string): number | null {
  const words = plain(text);
  const stated =
    /单位[:：]?\(?(人民币)?(千元|百万元|万元|亿元|元)/.exec(words)?.[2] ??
    /[([](百万元|万元|千元|亿元|元)[)\]]/.exec(words)?.[1];
  return stated === undefined ? null : (fenPerUnit[stated] ?? null);
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200B-\u200D\uFEFF*_]+/g, '')
    .replaceAll(/[【〔]/g, '[')
    .replaceAll(/[】〕]/g, ']')
    .replace(/:$/, '');

/** A cell as spreadsheets name it: column 2 (from 0) of row 5 is C5. */
export function cellName(column: number, row: number | undefined): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}${row ?? ''}`;
}
