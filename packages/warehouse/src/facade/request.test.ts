import { describe, expect, test } from 'vitest';
import { insertFromFile, parseRequest, statusOf } from './request.js';

test('words of the protocol, parameters and settings are told apart', () => {
  const call = parseRequest(
    new URL(
      'http://x/?query=SELECT+1&database=d&session_id=s&close_session=1&default_format=CSV&param_a=1&max_threads=2&query_id=q',
    ),
  );
  expect(call).toEqual({
    query: 'SELECT 1',
    database: 'd',
    session: 's',
    closesSession: true,
    format: 'CSV',
    params: new Map([['param_a', '1']]),
    settings: new Map([['max_threads', '2']]),
  });
});

describe('an INSERT with its data in a file', () => {
  const cases: [string, string, string][] = [
    ['plain', 'INSERT INTO t (a) FORMAT TSV', "INSERT INTO t (a) FROM INFILE '/f' FORMAT TSV"],
    [
      'through input()',
      "INSERT INTO t SELECT a FROM input('a String, b Enum(\\'x\\' = 1)') SETTINGS s = 1 FORMAT CSV",
      "INSERT INTO t SELECT a FROM file('/f', CSV, 'a String, b Enum(\\'x\\' = 1)') SETTINGS s = 1",
    ],
  ];
  test.each(cases)('%s', (_name, query, expected) => {
    expect(insertFromFile(query, "'/f'")).toBe(expected);
  });

  test('without a format is refused', () => {
    expect(() => insertFromFile('INSERT INTO t', "'/f'")).toThrow('FORMAT');
  });
});

test.each([
  ['60', 404],
  ['62', 400],
  ['159', 408],
  ['241', 500],
])('engine error %s answers with status %i', (code, status) => {
  expect(statusOf(code)).toBe(status);
});
