import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWan, formatYuan } from './money.js';

describe('formatYuan', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [-5, '-¥0.05'],
    [100, '¥1.00'],
    [123_456_789, '¥1,234,567.89'],
    [90_071_992_547_409_930_001n, '¥900,719,925,474,099,300.01'],
    [null, '—'],
  ])('%s fen is %s', (fen, text) => {
    expect(formatYuan(fen)).toBe(text);
  });

  it('loses no fen', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(Number(formatYuan(fen).replace(/[¥,.]/gu, ''))).toBe(fen + 0);
      }),
    );
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 60])('refuses %d', (fen) => {
    expect(() => formatYuan(fen)).toThrow(RangeError);
  });
});

describe('formatWan', () => {
  it.each([
    ['nothing owed', 0, '0元', '¥0'],
    ['fen', 50, '0.5元', '¥0.5'],
    ['under ten thousand', 999_999, '9,999.99元', '¥10K'],
    ['ten thousand', 1_000_000, '1万元', '¥10K'],
    ['two decimals, rounded', 12_345_678, '12.35万元', '¥123.46K'],
    ['trailing zeros go', 12_300_000, '12.3万元', '¥123K'],
    ['just under a hundred million', 9_999_994_999, '9,999.99万元', '¥100M'],
    ['rounds up to the larger unit', 9_999_995_000, '1亿元', '¥100M'],
    ['a hundred million and more', 10_500_000_000, '1.05亿元', '¥105M'],
    ['negative', -12_300_000, '-12.3万元', '-¥123K'],
    ['missing', null, '—', '—'],
  ])('%s', (_, fen, zh, en) => {
    expect(formatWan(fen)).toBe(zh);
    expect(formatWan(fen, 'en')).toBe(en);
  });
});
