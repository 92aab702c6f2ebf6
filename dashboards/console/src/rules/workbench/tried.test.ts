import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertTiers } from '@miaotou/domain';
import { outOfOrder, readTried, triedText, typedNumber, withNumber } from './tried.js';

const inForce = { items: { blue: 2, yellow: 3, orange: 5, red: 10 }, people: { red: 30 } };

describe('numbers in the address', () => {
  it('come back as they went', () => {
    const cell = fc.tuple(
      fc.constantFrom('items' as const),
      fc.constantFrom(...alertTiers),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
    );
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        let tried = {};
        for (const [name, tier, value] of cells)
          tried = withNumber(tried, inForce, { name, tier }, value === 0 ? 0 : value);
        expect(readTried(triedText(tried), inForce)).toEqual(tried);
      }),
    );
  });
  it.each([
    ['nothing', ''],
    ['of an unknown name', 'nonsense.blue=1'],
    ['of a tier without a number', 'people.blue=1'],
    ['no number', 'items.blue=x'],
    ['markup', 'items.blue=<b>'],
    ['as in force', 'items.blue=2'],
  ])('%s is nothing tried', (_says, text) => {
    expect(readTried(text, inForce)).toEqual({});
  });
});

describe('order', () => {
  it.each([
    ['as in force', '', []],
    ['rising still', 'items.blue=1', []],
    ['all falling', 'items.blue=9,items.yellow=8,items.orange=7,items.red=6', []],
    ['equal steps', 'items.blue=3', []],
    ['turning back', 'items.blue=4', ['items']],
  ])('%s', (_says, text, faults) => {
    expect(outOfOrder(readTried(text, inForce), inForce)).toEqual(faults);
  });
});

describe('typed numbers', () => {
  it.each([
    ['3', 3],
    [' 1,200 ', 1_200],
    ['-0.5', -0.5],
    ['.25', 0.25],
    ['', null],
    ['3个', null],
    ['1e3', null],
    ['Infinity', null],
  ])('%j is %j', (text, value) => {
    expect(typedNumber(text)).toBe(value);
  });
});
