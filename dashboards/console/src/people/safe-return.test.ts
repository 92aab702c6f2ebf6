import { expect, it } from 'vitest';
import { safeReturn } from './safe-return.js';

it.each([
  ['nothing given', null, '/'],
  ['a page with its filters', '/alerts?state=open&page=2', '/alerts?state=open&page=2'],
  ['another host', 'https://example.com/', '/'],
  ['another host without scheme', '//example.com/', '/'],
  ['another host by backslash', '/\\example.com', '/'],
  ['a script', 'javascript:alert(1)', '/'],
  ['the sign-in page itself', '/sign-in?back=/', '/'],
])('after signing in, %s', (_name, back, place) => {
  expect(safeReturn(back)).toBe(place);
});
