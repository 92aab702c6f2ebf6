import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.js';

describe('seeded chance', () => {
  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(8)).not.toEqual(draw(7));
  });

  it('forks do not depend on what was drawn before', () => {
    const random = seededRandom(7);
    const before = random.fork('a').next();
    random.next();
    expect(random.fork('a').next()).toBe(before);
  });

  it('keeps whole numbers within their bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, min, span) => {
        const drawn = seededRandom(seed).int(min, min + span);
        expect(drawn).toBeGreaterThanOrEqual(min);
        expect(drawn).toBeLessThanOrEqual(min + span);
      }),
    );
  });

  it.each([0.3, 2, 80])('counts happenings of mean %d', (mean) => {
    const random = seededRandom('poisson');
    const draws = Array.from({ length: 4000 }, () => random.poisson(mean));
    const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    expect(Math.abs(average - mean)).toBeLessThan(0.1 * mean + 0.05);
  });
});
