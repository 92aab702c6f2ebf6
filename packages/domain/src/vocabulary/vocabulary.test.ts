import { describe, expect, it } from 'vitest';
import { alertTiers, tierOfRank, tierRank } from './vocabulary.js';

describe('tier ranks', () => {
  it('run from 0 for no alert to 4 for red and back', () => {
    expect([null, ...alertTiers].map(tierRank)).toEqual([0, 1, 2, 3, 4]);
    expect([0, 1, 2, 3, 4].map(tierOfRank)).toEqual([null, ...alertTiers]);
  });

  it.each([-1, 5, 1.5])('%d is no rank', (rank) => {
    expect(() => tierOfRank(rank)).toThrow(RangeError);
  });
});
