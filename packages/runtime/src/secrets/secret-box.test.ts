import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretBox } from './secret-box.js';

const box = secretBox(Buffer.alloc(32, 1), 'connections');

test('a sealed text comes back whole, and no box tells it or repeats itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 8 }), fc.string(), (text, context) => {
      const sealed = box.seal(text, context);
      expect(box.open(sealed, context)).toBe(Buffer.from(text).toString());
      expect(sealed).not.toContain(text);
      expect(box.seal(text, context)).not.toBe(sealed);
    }),
    { numRuns: 100 },
  );
});

const sealed = box.seal('密码', 'a');
test.each([
  ['at another place', 'unable to authenticate', () => box.open(sealed, 'b')],
  [
    'after it was changed',
    'unable to authenticate',
    () => box.open(`${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'B' : 'A'}`, 'a'),
  ],
  [
    'with its seal cut short',
    'Sealed under another key',
    () => box.open(sealed.replace(/\.[\w-]{22}\./u, '.AAAA.'), 'a'),
  ],
  [
    'under another purpose',
    'Sealed under another key',
    () => secretBox(Buffer.alloc(32, 1), 'other').open(sealed, 'a'),
  ],
  [
    'under another key',
    'Sealed under another key',
    () => secretBox(Buffer.alloc(32, 2), 'connections').open(sealed, 'a'),
  ],
])('a box cannot be opened %s', (_, words, open) => {
  expect(open).toThrow(words);
});
