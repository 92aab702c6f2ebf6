import { expect, it } from 'vitest';
import { spanParts } from './span.js';

const minute = 60_000;

it.each([
  ['less than a minute is none', 59_000, '0 minutes'],
  ['an hour and a half', 90 * minute, '1 hours 30 minutes'],
  ['whole hours say nothing of minutes', 120 * minute, '2 hours'],
  ['days leave minutes out', (1_440 + 61) * minute, '1 days 1 hours'],
  ['what is late counts the same', -45 * minute, '45 minutes'],
])('%s', (_, ms, expected) => {
  expect(
    spanParts(ms)
      .map(({ unit, n }) => `${n} ${unit}`)
      .join(' '),
  ).toBe(expected);
});
