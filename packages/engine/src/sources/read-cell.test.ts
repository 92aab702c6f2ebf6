import { describe, expect, test } from 'vitest';
import { areYearLast, namedNumber, provenOrder, yearFirst } from './read-cell.js';

describe('a date that does not begin with its year', () => {
  test.each([
    ['dmy', '5/3/2026', '2026-3-5'],
    ['dmy', '05.03.26 08:30', '2026-03-05 08:30'],
    ['dmy', '０５－０３－２０２６', '2026-03-05'],
    ['dmy', '1/2/98', '1998-2-1'],
    ['mdy', '5/3/2026', '2026-5-3'],
    ['mdy', '31/12/2026', '2026-31-12'],
    ['dmy', '03/2026', '2026-03'],
    ['ymd', '26-03-05', '2026-03-05'],
    ['dmy', '2026-03-05', '2026-03-05'],
    ['dmy', '2026年3月5日', '2026年3月5日'],
    ['dmy', '45139', '45139'],
    ['dmy', '5/3', '5/3'],
    ['dmy', '至今', '至今'],
  ] as const)('in the order %s: %s is %s', (order, text, read) => {
    expect(yearFirst(text, order)).toBe(read);
  });

  test.each([
    [['5/3/2026', '13/3/2026'], 'dmy'],
    [['5/3/2026', '5/13/2026'], 'mdy'],
    [['5/3/2026', '6/4/2026'], null],
    [['13/3/2026', '3/13/2026'], null],
    [['2026-05-13'], null],
  ] as const)('%j prove the order %s', (texts, order) => {
    expect(provenOrder(texts)).toBe(order);
  });

  test('is what most of the filled cells of a column are', () => {
    expect(areYearLast(['', '5/3/2026', '6/3/2026', '不详'])).toBe(true);
    expect(areYearLast(['2026-03-05', '5/3/2026'])).toBe(false);
    expect(areYearLast(['', ''])).toBe(false);
  });
});

describe('a rough number', () => {
  test.each([
    ['30余人', '30人'],
    ['约3万', '3万'],
    ['近 1,200 元', '1,200元'],
    ['３０多人', '30人'],
    ['3万余元', '3万元'],
    ['30余万', '30万'],
    ['100人左右', '100人'],
    ['至少50人以上', '50人'],
  ])('%s names %s', (text, named) => {
    expect(namedNumber(text)).toBe(named);
  });

  test.each(['30', '30人', '30-50人', '3~5万', '数十人', '不足30人', '30人以下', '近百人', '1多2', '', '约'])(
    '%s names none',
    (text) => {
      expect(namedNumber(text)).toBeNull();
    },
  );
});
