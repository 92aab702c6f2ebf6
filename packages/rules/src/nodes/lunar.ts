import { LunarMonth } from 'tyme4ts';
import type { LunarDay } from '@miaotou/domain';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The solar day of a lunar one, by the calendar library; leap months are never meant. */
export const lunarDay: LunarDay = (year, month, day) => {
  const lunarMonth = LunarMonth.fromYm(year, month);
  const first = lunarMonth.getFirstJulianDay().getSolarDay();
  const solar = first.next(Math.min(day, lunarMonth.getDayCount()) - 1);
  return `${pad(solar.getYear(), 4)}-${pad(solar.getMonth(), 2)}-${pad(solar.getDay(), 2)}`;
};
