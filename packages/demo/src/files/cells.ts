import type { Day } from '@miaotou/domain';
import type { Random } from '../ground/index.js';

/** A cell before a department's habits are put on it: plain text or number, a day, a clock time, a month, or money in fen. */
export type Cell =
  | string
  | number
  | { readonly day: Day }
  | { readonly time: string }
  | { readonly month: Day }
  | { readonly fen: number };

/** How one file writes dates and money. */
export interface Habits {
  readonly day: 'iso' | 'slash' | 'dot' | 'han' | 'compact' | 'serial';
  readonly month: 'iso' | 'han' | 'compact' | 'slash';
  readonly time: 'iso' | 'slash';
  readonly money: 'plain' | 'grouped' | 'wan';
}

/** Habits of a file; spreadsheet dates are for workbooks only. */
export function anyHabits(random: Random, format: 'csv' | 'xlsx'): Habits {
  const days = ['iso', 'slash', 'dot', 'han', 'compact'] as const;
  return {
    day: format === 'xlsx' && random.chance(0.4) ? 'serial' : random.pick(days),
    month: random.pick(['iso', 'han', 'compact', 'slash'] as const),
    time: random.pick(['iso', 'slash'] as const),
    money: random.pick(
      format === 'xlsx' ? (['plain', 'grouped', 'wan'] as const) : (['plain', 'grouped'] as const),
    ),
  };
}

const parts = (day: Day): readonly [year: string, month: number, date: number] => [
  day.slice(0, 4),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

export function dayText(day: Day, form: Habits['day']): string {
  const [year, month, date] = parts(day);
  switch (form) {
    case 'iso':
    case 'serial':
      return day;
    case 'slash':
      return `${year}/${month}/${date}`;
    case 'dot':
      return `${year}.${month}.${date}`;
    case 'han':
      return `${year}年${month}月${date}日`;
    case 'compact':
      return day.replaceAll('-', '');
  }
}

export function monthText(month: Day, form: Habits['month']): string {
  const [year, number] = parts(month);
  switch (form) {
    case 'iso':
      return month.slice(0, 7);
    case 'han':
      return `${year}年${number}月`;
    case 'compact':
      return month.slice(0, 7).replace('-', '');
    case 'slash':
      return `${year}/${number}`;
  }
}

export function moneyText(fen: number, form: Habits['money']): string {
  if (form === 'wan') return String(fen / 1_000_000);
  const yuan = (fen / 100).toFixed(2);
  if (form === 'plain') return yuan;
  const [whole = '0', cents = '00'] = yuan.split('.');
  return `${whole.replace(/\B(?=(?:\d{3})+$)/gu, ',')}.${cents}`;
}

/** The text that a file shows for a cell. */
export function cellText(cell: Cell, habits: Habits): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  if ('day' in cell) return dayText(cell.day, habits.day);
  if ('month' in cell) return monthText(cell.month, habits.month);
  if ('fen' in cell) return moneyText(cell.fen, habits.money);
  if (habits.time === 'iso') return cell.time;
  return `${dayText(cell.time.slice(0, 10), 'slash')} ${cell.time.slice(11)}`;
}
