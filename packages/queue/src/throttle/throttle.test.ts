import { expect, test } from 'vitest';
import { throttledErrors } from './throttle.js';

test('the first error of a kind is told, the rest are counted and told once the time is over', () => {
  let now = 0;
  const told: [string, number][] = [];
  const tell = throttledErrors(
    (error, heldBack) => told.push([error.message, heldBack]),
    () => now,
    30_000,
  );
  for (let i = 0; i < 10_000; i += 1) tell(new Error('down'));
  tell(new Error('other'));
  now = 30_000;
  tell(new Error('down'));
  tell(new Error('down'));
  expect(told).toEqual([
    ['down', 0],
    ['other', 0],
    ['down', 9_999],
  ]);
});
