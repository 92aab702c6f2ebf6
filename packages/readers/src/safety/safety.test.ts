import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from './index.js';

describe('a name from outside becomes a bare file name', () => {
  it.each([
    ['欠税公告.xlsx', '欠税公告.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\表.csv', '表.csv'],
    ['a/b\\..\\c.csv', 'c.csv'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\u202Exslx.exe', 'abxslx.exe'],
    ['a:b|c?.csv', 'a_b_c_.csv'],
    ['folder/', 'file'],
  ])('%j → %j', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  it('is always one name that fits a file system', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = safeFileName(given);
        expect(name).not.toMatch(/[/\\\p{Cc}]/u);
        expect(['', '.', '..']).not.toContain(name);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });
});
