/** Shown where an amount is missing. */
const MISSING = '—';

function groups(whole: bigint): string {
  return whole.toString().replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

function checked(fen: number | bigint): bigint {
  if (typeof fen === 'number' && !Number.isSafeInteger(fen)) {
    throw new RangeError(`${fen} is not a whole number of fen`);
  }
  return BigInt(fen);
}

/** An amount of fen as yuan with grouping and two decimals, e.g. ¥1,234.50; a dash for null. */
export function formatYuan(fen: number | bigint | null): string {
  if (fen === null) return MISSING;
  const amount = checked(fen);
  const size = amount < 0n ? -amount : amount;
  const cents = (size % 100n).toString().padStart(2, '0');
  return `${amount < 0n ? '-' : ''}¥${groups(size / 100n)}.${cents}`;
}

/** `size / unit` with at most two decimals, rounded half up. */
function scaled(size: bigint, unit: bigint): string {
  const hundredths = (size * 100n + unit / 2n) / unit;
  const decimals = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/u, '');
  return decimals === '' ? groups(hundredths / 100n) : `${groups(hundredths / 100n)}.${decimals}`;
}

interface Step {
  readonly fen: bigint;
  readonly name: string;
}

const steps: Readonly<Record<'zh' | 'en', readonly Step[]>> = {
  zh: [
    { fen: 10_000_000_000n, name: '亿元' },
    { fen: 1_000_000n, name: '万元' },
    { fen: 100n, name: '元' },
  ],
  en: [
    { fen: 100_000_000_000n, name: 'B' },
    { fen: 100_000_000n, name: 'M' },
    { fen: 100_000n, name: 'K' },
    { fen: 100n, name: '' },
  ],
};

function shorten(size: bigint, units: readonly Step[]): string {
  const [unit, ...smaller] = units;
  if (unit === undefined) return '';
  const [next] = smaller;
  // An amount that would round up to the larger unit is written in it: 9999.999万元 is 1亿元.
  return next === undefined || size + next.fen / 200n >= unit.fen
    ? `${scaled(size, unit.fen)}${unit.name}`
    : shorten(size, smaller);
}

/** A short amount for tiles and axes: 12.3万元, 1.05亿元 in Chinese; ¥123K, ¥105M in English; a dash for null. */
export function formatWan(fen: number | bigint | null, language: 'zh' | 'en' = 'zh'): string {
  if (fen === null) return MISSING;
  const amount = checked(fen);
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? '-' : ''}${language === 'en' ? '¥' : ''}${shorten(size, steps[language])}`;
}
