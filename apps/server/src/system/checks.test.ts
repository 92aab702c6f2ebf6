import { describe, expect, it } from 'vitest';
import { check } from './checks.js';

describe('a health check', () => {
  it.each([
    ['a part that answers is there', () => Promise.resolve(), { ok: true }],
    ['a part that throws is not', () => Promise.reject(new Error('no')), { ok: false, reason: 'failed' }],
    [
      'a part that stays silent is not',
      () => new Promise(() => undefined),
      { ok: false, reason: 'no-answer' },
    ],
  ])('%s', async (_, ask, expected) => {
    expect(await check(ask, 20)).toMatchObject(expected);
  });
});
