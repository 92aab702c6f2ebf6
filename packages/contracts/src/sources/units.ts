import type { Bilingual } from '@miaotou/domain';

/** Units in which offices write numbers, by what kind of column they are for. */
export const moneyUnits = ['fen', 'yuan', 'thousand-yuan', 'wan-yuan', 'million-yuan', 'yi-yuan'] as const;
export const countUnits = ['ones', 'hundreds', 'thousands', 'wan'] as const;
export const shareUnits = ['percent', 'fraction'] as const;
export const columnUnits = [...moneyUnits, ...countUnits, ...shareUnits] as const;
export type ColumnUnit = (typeof columnUnits)[number];

/** What one of a unit is worth in the stored unit: fen of money, ones of counted things, percent of shares. */
export const unitWorth: Readonly<Record<ColumnUnit, number>> = {
  fen: 1,
  yuan: 100,
  'thousand-yuan': 100_000,
  'wan-yuan': 1_000_000,
  'million-yuan': 100_000_000,
  'yi-yuan': 10_000_000_000,
  ones: 1,
  hundreds: 100,
  thousands: 1_000,
  wan: 10_000,
  percent: 1,
  fraction: 100,
};

export const unitNames: Readonly<Record<ColumnUnit, Bilingual>> = {
  fen: { zh: '分', en: 'fen' },
  yuan: { zh: '元', en: 'yuan' },
  'thousand-yuan': { zh: '千元', en: 'thousand yuan' },
  'wan-yuan': { zh: '万元', en: 'ten thousand yuan' },
  'million-yuan': { zh: '百万元', en: 'million yuan' },
  'yi-yuan': { zh: '亿元', en: 'hundred million yuan' },
  ones: { zh: '个（人、户、件）', en: 'ones' },
  hundreds: { zh: '百（百人、百户）', en: 'hundreds' },
  thousands: { zh: '千（千人、千户）', en: 'thousands' },
  wan: { zh: '万（万人、万户）', en: 'ten thousands' },
  percent: { zh: '百分数（35 即 35%）', en: 'percent (35 is 35 %)' },
  fraction: { zh: '小数（0.35 即 35%）', en: 'fraction (0.35 is 35 %)' },
};

/** Units in which a column of a type may be written; the first one is meant where nobody says. */
export function unitsOf(type: string): readonly ColumnUnit[] {
  if (type === 'money') return ['yuan', ...moneyUnits.filter((unit) => unit !== 'yuan')];
  if (type === 'count' || type === 'number') return countUnits;
  return type === 'percent' ? shareUnits : [];
}

/** Orders in which day, month and year are written. */
export const dateOrders = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];
