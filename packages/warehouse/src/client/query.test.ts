import { describe, expect, test } from 'vitest';
import { bindParams } from './query.js';

describe('parameters', () => {
  const asOf = new Date('2026-01-02T03:04:05.678Z');
  const iso = asOf.toISOString();
  const cases: [string, string, Record<string, unknown>, Record<string, unknown>][] = [
    ['an instant keeps its milliseconds', '{a:DateTime64(3)}', { a: asOf }, { a: '2026-01-02 03:04:05.678' }],
    ['ISO text is read as the instant', "{a:DateTime('UTC')}", { a: iso }, { a: '2026-01-02 03:04:05' }],
    ['a list of instants', '{a:Array(DateTime)}', { a: [asOf] }, { a: ['2026-01-02 03:04:05'] }],
    ['a text that looks like an instant stays text', '{a:String}', { a: iso }, { a: iso }],
    [
      'a plain instant text is left alone',
      '{a:DateTime}',
      { a: '2026-01-02 03:04:05' },
      { a: '2026-01-02 03:04:05' },
    ],
    ['what is absent is NULL', '{a:Nullable(String)}', {}, { a: null }],
    ['what the SQL does not name is not sent', 'SELECT 1', { a: 1 }, {}],
    [
      'numbers that are text go bare into a list of integers',
      '{a:Array(UInt64)}',
      { a: ['7', 8] },
      { a: [7n, 8] },
    ],
    ['numbers that are text stay text in a list of texts', '{a:Array(String)}', { a: ['7'] }, { a: ['7'] }],
    [
      'a big integer keeps its digits',
      '{a:UInt64}',
      { a: 18446744073709551615n },
      { a: '18446744073709551615' },
    ],
  ];
  test.each(cases)('%s', (_name, sql, given, expected) => {
    expect(bindParams(sql, given)).toEqual(expected);
  });
});
