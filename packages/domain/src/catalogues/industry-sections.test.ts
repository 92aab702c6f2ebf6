import { describe, expect, it } from 'vitest';
import { industrySectionOf, industrySections } from './index.js';

describe('the section of an industry', () => {
  it.each([
    ['建筑业', 'E'],
    ['C17', 'C'],
    ['纺织服装', 'C'],
    ['水产加工', 'C'],
    ['鲍鱼养殖', 'A'],
    ['餐饮业', 'H'],
    ['互联网平台', 'I'],
    ['快递物流', 'G'],
    ['Manufacturing', 'C'],
    ['Services', 'O'],
    ['不详', null],
    ['', null],
  ])('%s: %s', (text, letter) => {
    expect(industrySectionOf(text)?.letter ?? null).toBe(letter);
  });

  it('of every section’s own name is that section', () => {
    expect(industrySections.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    for (const { letter, name } of industrySections) {
      expect([name.zh, industrySectionOf(name.zh)?.letter]).toEqual([name.zh, letter]);
    }
  });
});
