import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrearsMonths } from './arrears-months.js';

/** The month n months after January 1990. */
const monthText = (n: number) => `${1990 + Math.floor(n / 12)}年${(n % 12) + 1}月`;

describe('months of wages owed', () => {
  it.each([
    ['2026年3月至2026年5月', 3],
    ['2026年3月-5月', 3],
    ['2026年3月1日至5月31日', 3],
    ['2026.3-2026.5', 3],
    ['2026.3-5', 3],
    ['2026-03 至 2026-05', 3],
    ['2026/03/01～2026/05/31', 3],
    ['202603-202605', 3],
    ['20260301-20260531', 3],
    ['２０２６年３月至５月', 3],
    ['2025年11月至2月', 4],
    ['2026年5月', 1],
    ['2026年6月至今', 4],
    ['3个月', 3],
    ['近两个月工资', 2],
    ['三个多月', 3],
    ['十一个月', 11],
    ['1个半月', 1.5],
    ['半个月', 0.5],
    ['2026年3月至5月共3个月', 3],
    ['2026年5月至2026年3月', null],
    ['2027年1月至今', null],
    ['很久了', null],
    ['', null],
  ])('%s', (text, months) => {
    expect(arrearsMonths(text, '2026-09-18')).toBe(months);
  });

  it('counts any span from its first to its last month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }), (start, length) => {
        expect(arrearsMonths(`${monthText(start)}至${monthText(start + length - 1)}`, '2026-09-18')).toBe(
          length,
        );
      }),
    );
  });

  it('answers any text with a sensible number or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const months = arrearsMonths(text, '2026-09-18');
        expect(months === null || (months > 0 && months <= 600)).toBe(true);
      }),
    );
  });
});
