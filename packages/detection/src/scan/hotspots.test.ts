import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { hotspots } from './hotspots.js';
import type { HotspotSearch } from './hotspots.js';

const DAYS = 180;
/** A grid of five by four towns, about ten kilometres apart. */
const places = Array.from({ length: 20 }, (_, at) => ({
  id: `town-${at}`,
  x: 116 + (at % 5) * 0.1,
  y: 23 + Math.floor(at / 5) * 0.1,
}));
const planted = [5, 6, 7];

/** Quiet towns of one case in three days; in the planted ones four times as many in the last ten days. */
function countsOf(rise: number): number[][] {
  const random = createRandom(41);
  return places.map((_, at) =>
    Array.from({ length: DAYS }, (__, day) =>
      random.poisson(0.33 * (day >= DAYS - 10 && planted.includes(at) ? rise : 1)),
    ),
  );
}

const search = (cases: HotspotSearch['cases'], more: Partial<HotspotSearch> = {}) =>
  hotspots({ places, cases, days: 28, replicates: 199, seed: 5, ...more });

describe('hotspots', () => {
  const risen = countsOf(5);
  const flatBaseline = risen.map((row) => row.map(() => 1));

  it.each<[string, Partial<HotspotSearch>, string]>([
    ['cases alone', {}, 'permutation'],
    ['a baseline', { baseline: flatBaseline }, 'poisson'],
    ['a population', { population: places.map(() => 30_000) }, 'poisson'],
  ])('finds planted neighbours with %s', (_, more, model) => {
    const found = search(risen, more);
    const [first] = found.hotspots;
    expect(found).toMatchObject({ model, longest: 28, abstained: null, leftOut: [] });
    expect(first?.members.map(({ id }) => id)).toEqual(planted.map((at) => `town-${at}`));
    expect(first?.p).toBeLessThanOrEqual(0.005);
    expect(Math.abs((first?.firstDay ?? 0) - (DAYS - 10))).toBeLessThanOrEqual(2);
    expect(first?.relativeRisk).toBeGreaterThan(2.5);
    const sumOf = (key: 'observed' | 'expected') =>
      first?.members.reduce((sum, member) => sum + member[key], 0) ?? 0;
    expect(sumOf('observed')).toBe(first?.observed);
    expect(sumOf('expected')).toBeCloseTo(first?.expected ?? 0, 9);
  });

  it('says of quiet towns that chance does as well', () => {
    expect(search(countsOf(1)).hotspots[0]?.p).toBeGreaterThan(0.05);
  });

  it('leaves out the days of which nobody told, and the place that told of fewer', () => {
    const gapped = risen.map((row, place) =>
      row.map((count, day) => (day === 90 || (place === 0 && day === 100) ? null : count)),
    );
    const found = search(gapped);
    expect(found.leftOut).toEqual(['town-0']);
    expect(found.hotspots[0]?.members.map(({ id }) => id)).toEqual(planted.map((at) => `town-${at}`));
    expect(found.hotspots[0]?.firstDay).toBe(search(risen).hotspots[0]?.firstDay);
  });

  it('looks at no more than half of a short history', () => {
    expect(search(risen.map((row) => row.slice(-40))).longest).toBe(20);
  });

  it.each<[string, HotspotSearch['cases'], string]>([
    ['four weeks are not there', risen.map((row) => row.slice(-27)), 'too-short'],
    ['nothing is told of today', risen.map((row) => [...row.slice(1), null]), 'source-behind'],
    [
      'one place alone tells',
      risen.map((row, at) => (at > 0 ? [...row.slice(1), null] : row)),
      'gaps-in-baseline',
    ],
    ['hardly anything happened', risen.map((row) => row.map(() => 0)), 'too-few-cases'],
    ['there are no places', [], 'too-short'],
  ])('abstains where %s', (_, cases, abstained) => {
    expect(search(cases)).toMatchObject({ hotspots: [], abstained });
  });

  it('refuses a broken count, naming the place', () => {
    const broken = risen.map((row, place) => (place === 3 ? row.with(20, -1) : row));
    expect(() => search(broken)).toThrow(/place 3 in period 20/);
  });
});
