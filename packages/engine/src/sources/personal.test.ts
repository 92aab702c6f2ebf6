import { describe, expect, it } from 'vitest';
import { namesNobody, protect } from './personal.js';

const secret = Buffer.alloc(32, 7);

describe('a number that should name a person', () => {
  it.each([
    ['138****1234', true],
    ['445224********1234', true],
    ['00000000000', true],
    ['1111111', true],
    ['无', true],
    [' 不详 ', true],
    ['/', true],
    ['——', true],
    ['N/A', true],
    ['13800001234', false],
    ['0663-6688888', false],
    ['445224199001011234', false],
    ['用户***123', false],
  ])('%s names nobody: %s', (cell, expected) => {
    expect(namesNobody(cell)).toBe(expected);
    expect(protect(cell, 'hash', secret).checked === '').toBe(expected);
  });

  it('is one person however it is written', () => {
    const spellings = ['13800001234', ' 138-0000-1234', '１３８００００１２３４'];
    expect(new Set(spellings.map((cell) => protect(cell, 'hash', secret).checked)).size).toBe(1);
  });
});
