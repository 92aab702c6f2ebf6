import { greatCircleDistance, spaceTimeScan } from '@miaotou/detection';
import { describe, expect, it } from 'vitest';
import { newMexico } from './scan-new-mexico.js';

describe('New Mexico, adjusted for age and sex, as SaTScan 10.3.2 gives it', () => {
  const { names, points, counts, baseline, from, share, longest, replicates } = newMexico();
  const { total, clusters } = spaceTimeScan(
    { points, distance: greatCircleDistance(), counts, baseline },
    { share, longest, time: 'retrospective', replicates, seed: 1 },
  );
  const [first] = clusters;

  it('nine counties, 1985 to 1989: 236 cases for 176.22 expected, ratio 10.979758', () => {
    expect(total).toBe(1175);
    expect(first?.places.map((place) => names[place])).toEqual([
      'Bernalillo',
      'Guadelupe',
      'LosAlamos',
      'Sandoval',
      'SanMiguel',
      'SantaFe',
      'Socorro',
      'Torrance',
      'Valencia',
    ]);
    expect([from + (first?.from ?? 0), from + (first?.to ?? 0)]).toEqual([1985, 1989]);
    expect(first?.cases).toBe(236);
    expect(first?.expected.toFixed(2)).toBe('176.22');
    expect(first?.llr.toFixed(6)).toBe('10.979758');
  });

  it('chance does as well about as often: .014 there, each of 999 replicates', () => {
    const error = Math.sqrt((0.01 * 0.99 * 2) / 999);
    expect(Math.abs((first?.p ?? 1) - 0.014)).toBeLessThan(3 * error);
  });
});
