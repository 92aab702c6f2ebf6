import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCells } from './csv-line.js';

test.each([
  ['plain cells', 'a,b,c', ['a', 'b', 'c']],
  ['empty cells at every place', ',,', ['', '', '']],
  ['nothing', '', ['']],
  ['a comma in quotes', '"a,b",c', ['a,b', 'c']],
  ['doubled quotes', '"a""b""",c', ['a"b"', 'c']],
  ['a quote within a cell is a sign like any other', 'a"b,c', ['a"b', 'c']],
  ['spaces stay', ' a , b', [' a ', ' b']],
  ['a quoted cell at the end', 'a,""', ['a', '']],
])('%s', (_name, line, cells) => {
  expect(csvCells(line)).toEqual(cells);
});

test('whatever was written in quotes is read back', () => {
  const cell = fc.string().map((text) => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
      const line = cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
      expect(csvCells(line)).toEqual(cells);
    }),
  );
});
