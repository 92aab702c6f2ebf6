import { describe, expect, it } from 'vitest';
import { statedPeriod } from './stated-period.js';

describe('a sheet states its month', () => {
  it.each<[string, string[], string | null]>([
    ['its name in full', ['2026年3月'], '2026-03'],
    ['its name in digits', ['202603'], '2026-03'],
    ['its name with a dash', ['2026-3'], '2026-03'],
    ['its name with a point', ['2026.03'], '2026-03'],
    ['full-width digits and spaces', ['２０２６ 年 ３ 月 份'], '2026-03'],
    ['a month, the year from the title', ['3月', '惠来县2026年参保情况表'], '2026-03'],
    ['a month in Chinese numerals', ['十二月', '2025年'], '2025-12'],
    ['a month, the year from the file', ['11月', '参保情况', '2025参保.xlsx'], '2025-11'],
    ['a month that had begun when it came', ['3月'], '2026-03'],
    ['a month that had not begun: that of the year before', ['9月'], '2025-09'],
    ['a title', ['Sheet1', '惠来县2026年3月社会保险参保情况表'], '2026-03'],
    ['a quarter', ['2026年第一季度'], '2026Q1'],
    ['a quarter in short', ['2026Q3'], '2026Q3'],
    ['the name before the title', ['2026年2月', '惠来县2026年3月'], '2026-02'],
    ['a range of months: none', ['2026年1-3月'], null],
    ['months with a comma: none', ['2026年1、2月'], null],
    ['a day: none', ['2026年3月5日'], null],
    ['the day of printing: none', ['Sheet1', '打印日期：2026年3月'], null],
    ['a thirteenth month: none', ['202613'], null],
    ['a number that is no month: none', ['第2期', '电话0663-6682026'], null],
    ['nothing', ['Sheet1', ''], null],
  ])('%s', (_, texts, period) => {
    expect(statedPeriod(texts, '2026-05-20')?.period ?? null).toBe(period);
  });

  it('a month without any year and without a day of arrival is no period', () => {
    expect(statedPeriod(['3月'])).toBeNull();
  });
});
