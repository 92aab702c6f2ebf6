import type { SeriesFault } from '@miaotou/detection';
import type { Bilingual } from '@miaotou/domain';

/** What is wrong with a series, in words. */
export const seriesFaultTexts: Readonly<Record<SeriesFault, Bilingual>> = {
  'count-not-a-number': { zh: '计数不是有限的数', en: 'a count is not a finite number' },
  'count-negative': { zh: '计数是负数', en: 'a count is negative' },
  'count-fractional': { zh: '计数不是整数', en: 'a count is not whole' },
  frequency: {
    zh: 'freq（一年的期数）须为大于 0 的整数',
    en: 'freq, the periods of a year, must be a whole number above 0',
  },
  start: {
    zh: 'start 须为年份和从 1 起的期号',
    en: 'start must be a year and a period counted from 1',
  },
  'dates-length': {
    zh: 'dates 的个数与 observed 不同',
    en: 'there are not as many dates as counts',
  },
  'date-unreadable': { zh: '日期不是日历上的 YYYY-MM-DD', en: 'a date is no YYYY-MM-DD of the calendar' },
  'dates-unordered': {
    zh: '日期重复或不是递增的',
    en: 'a date is doubled or does not follow the one before',
  },
  'population-length': {
    zh: 'population 的个数与 observed 不同',
    en: 'there are not as many populations as counts',
  },
  'population-not-positive': { zh: '人口数须大于 0', en: 'a population must be above 0' },
  range: {
    zh: 'range 须为序列之内、从 1 起的两个期号',
    en: 'range must be two periods within the series, counted from 1',
  },
};
