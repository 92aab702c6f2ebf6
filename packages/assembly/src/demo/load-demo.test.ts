import { describe, expect, it } from 'vitest';
import { judgedDays } from './load-demo.js';

describe('the moments at which the demonstration is judged', () => {
  it('are the last months and weeks in order, each once, and none that is still to come', () => {
    expect(judgedDays('2026-06-03')).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
      '2026-04-27',
      '2026-05-01',
      '2026-05-04',
      '2026-05-11',
      '2026-05-18',
      '2026-05-25',
      '2026-06-01',
    ]);
  });

  it('leave out the day itself', () => {
    expect(judgedDays('2026-06-01').at(-1)).toBe('2026-05-25');
  });
});
