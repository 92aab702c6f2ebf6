const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };

/** A number as people write it, to be built into patterns: 12,000, 3.5, 3万, 两千, 1万2千. */
export const numberPattern = String.raw`(?:\d[\d,]{0,15}(?:\.\d{1,6})?[百千万亿]{0,3}(?:\d{1,4}[百千])?|[零〇一二两三四五六七八九十百千万亿]{1,12})`;

function fromHan(text: string): number | null {
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const character of text) {
    const own = digits[character];
    const unit = units[character];
    if (own !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = own;
    } else if (unit !== undefined && unit >= 10_000) {
      section += digit ?? 0;
      // 万 and 亿 count whatever stands before them.
      total = (total + (section === 0 ? 1 : section)) * unit;
      section = 0;
      digit = null;
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = null;
    } else return null;
  }
  return total + section + (digit ?? 0);
}

/**
 * The value of a number in digits, in Chinese, or in both: 12,000, 3.5万, 两千, 三十二, 1万2千. Null when it is none
 * (几, 一二: the writer did not say).
 */
export function parseNumber(text: string): number | null {
  const mixed = /^(\d[\d,]*(?:\.\d+)?)([百千万亿]*)(?:(\d+)([百千]))?$/u.exec(text);
  if (mixed === null) return /^[零〇一二两俩三四五六七八九十百千万亿]+$/u.test(text) ? fromHan(text) : null;
  const [, number = '', scale = '', rest, restScale = ''] = mixed;
  const factor = [...scale].reduce((product, unit) => product * (units[unit] ?? 1), 1);
  const value = Number(number.replaceAll(',', '')) * factor;
  return rest === undefined ? value : value + Number(rest) * (units[restScale] ?? 1);
}
