import { expect, it } from 'vitest';
import { reachedTier } from './reached-tier.js';

const months = { blue: 1, yellow: 2, orange: 3, red: 6 };
const sales = { blue: -30, yellow: -50, orange: -70, red: -90 };

it.each([
  ['below the first threshold', 0, months, null],
  ['exactly on a threshold', 2, months, 'yellow'],
  ['between two', 5, months, 'orange'],
  ['beyond the last', 40, months, 'red'],
  ['a falling measure on its threshold', -70, sales, 'orange'],
  ['a falling measure above all', -10, sales, null],
  ['only one tier given', 31, { red: 30 }, 'red'],
  ['no thresholds', 31, {}, null],
  ['not known', null, months, null],
  ['a word', 'city', months, null],
] as const)('%s', (_name, value, thresholds, tier) => {
  expect(reachedTier(value, thresholds)).toBe(tier);
});
