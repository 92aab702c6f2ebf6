import { describe, expect, it } from 'vitest';
import type { TierScheme } from '@miaotou/domain';
import { askedSlots, folded, looksOf, shippedScheme, slotsInUse } from './in-force.js';

const three: TierScheme = {
  tiers: [
    { slot: 'blue', name: { zh: '三级', en: 'Level 3' }, light: '#2a6fd6', dark: '#6aa5ff', symbol: '3' },
    { slot: 'orange', name: { zh: '二级', en: 'Level 2' }, light: '#e2700a', dark: '#ff9a4a', symbol: '2' },
    { slot: 'red', name: { zh: '一级', en: 'Level 1' }, light: '#b3141d', dark: '#f2545b', symbol: '1' },
  ],
  folds: 'weaker',
};
const counts = { blue: 5, yellow: 3, orange: 2, red: 1 };

describe('a scheme of three tiers', () => {
  it('shows the slot that is not in use as the next weaker one', () => {
    expect(slotsInUse(three)).toEqual(['blue', 'orange', 'red']);
    expect(looksOf(three).yellow.name.zh).toBe('三级');
    expect(looksOf({ ...three, folds: 'stronger' }).yellow.name.en).toBe('Level 2');
  });

  it('adds what folds into a tier to it, and loses nothing', () => {
    expect(folded(counts, three)).toEqual({ blue: 8, yellow: 0, orange: 2, red: 1 });
    expect(folded(counts, { ...three, folds: 'stronger' })).toEqual({
      blue: 5,
      yellow: 0,
      orange: 5,
      red: 1,
    });
  });

  it('asks for every slot behind what was chosen', () => {
    expect(askedSlots('blue', three)).toBe('blue,yellow');
    expect(askedSlots('blue,red', three)).toBe('blue,yellow,red');
    expect(askedSlots('', three)).toBe('');
  });
});

it('changes nothing while the four colours are in force', () => {
  expect(folded(counts, shippedScheme)).toEqual(counts);
  expect(askedSlots('yellow,red', shippedScheme)).toBe('yellow,red');
});
