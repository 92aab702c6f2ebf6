import { describe, expect, test } from 'vitest';
import { readyQuery } from './query.js';

const dialect = { placeholder: (at: number) => `$${at}`, quote: '"' };
const mark = { column: 'changed "at"' };

describe('a query', () => {
  test.each([
    ['an update', 'UPDATE a SET b = 1'],
    ['a deletion behind a comment', '/* SELECT */ DELETE FROM a'],
    ['a second statement', 'SELECT 1; DROP TABLE a'],
    ['a second statement behind a text with a quote', "SELECT 'it''s'; DROP TABLE a"],
    ['a file written', "SELECT 1 INTO OUTFILE '/tmp/a'"],
    ['a call', 'CALL remove_all()'],
    ['nothing', '-- SELECT'],
  ])('that is %s is refused', (_, query) => {
    expect(() => readyQuery(query, null, dialect)).toThrow('query-not-select');
  });

  test.each([
    ['SELECT a FROM b;'],
    ['SELECT \';\' AS a, "update; x", $$ ; $$ FROM b -- ; no statement'],
    ['WITH a AS (SELECT 1) SELECT * FROM a /* ; */'],
    ['select 1'],
  ])('%s is sent inside another, so that nothing but a query can stand there', (query) => {
    const { sql, marks } = readyQuery(query, null, dialect);
    expect(sql).toBe(`SELECT * FROM (\n${query.replace(/;$/u, '')}\n) AS delivered`);
    expect(marks).toBe(0);
  });

  test('has its mark bound, never written into it, and rows in the mark’s order', () => {
    const query = "SELECT ':mark' AS a, b::mark FROM c WHERE d >= :mark OR e > :mark -- :mark";
    expect(readyQuery(query, mark, dialect)).toEqual({
      sql: 'SELECT * FROM (\nSELECT \':mark\' AS a, b::mark FROM c WHERE d >= $1 OR e > $2 -- :mark\n) AS delivered ORDER BY delivered."changed ""at"""',
      marks: 2,
    });
  });

  test.each([
    ['without a column for its mark', 'SELECT 1 WHERE 1 > :mark', null],
    ['with a column and no mark', 'SELECT 1', mark],
  ])('%s is refused', (_, query, column) => {
    expect(() => readyQuery(query, column, dialect)).toThrow('query-mark');
  });
});
