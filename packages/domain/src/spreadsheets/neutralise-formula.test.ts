import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asWritten, neutraliseFormula } from './index.js';

describe('a text in an export starts no formula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd|x', "'+cmd|x"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', "'\t=1"],
    ['\tplain', "'\tplain"],
    ['\r=1', "'\r=1"],
    ['\n+1', "'\n+1"],
    ['－2', "'－2"],
    ['＋cmd', "'＋cmd"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['\uFEFF=1', "'\uFEFF=1"],
    ['\u200B=1', "'\u200B=1"],
    ['\u202E=1', "'\u202E=1"],
    ['−1+1', "'−1+1"],
    ['+86', '+86'],
    ['＝1', "'＝1"],
    ['-12.50', '-12.50'],
    ['-1,200', '-1,200'],
    ['惠来县', '惠来县'],
    ['', ''],
  ])('%j → %j', (given, expected) => {
    expect(neutraliseFormula(given)).toBe(expected);
  });
});

it('a text that went out and came back is the text that was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '＝', '-', '1', ',', '甲', '\t', ' ', '@') }),
      (text) => {
        expect(asWritten(neutraliseFormula(text))).toBe(text);
      },
    ),
  );
});
