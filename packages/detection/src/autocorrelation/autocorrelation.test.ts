import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localG, localMoran, moran } from './index.js';
import type { LocalStatistic, WeightStyle } from './index.js';

interface OfStyle {
  readonly localG: readonly number[];
  readonly localG_internals: readonly (readonly number[])[];
  readonly localGstar: readonly number[];
  readonly localGstar_internals: readonly (readonly number[])[];
  readonly localmoran_conditional: readonly (readonly number[])[];
  readonly localmoran_total: readonly (readonly number[])[];
  readonly quadr: readonly string[];
  readonly moranTest: readonly number[];
}

interface ReferenceMap {
  readonly id: string;
  readonly x: readonly number[];
  readonly neighbours: readonly (readonly number[])[];
  readonly style_W: OfStyle;
  readonly style_B: OfStyle;
}

const file = new URL('../../../../../shared/reference/detection/spdep_local.json', import.meta.url);
const maps = JSON.parse(readFileSync(file, 'utf8')) as readonly ReferenceMap[];

const row = (found: LocalStatistic | null): readonly number[] =>
  found === null ? [] : [found.value, found.expectation, found.variance, found.z, found.pValue];

function differences(
  found: readonly (LocalStatistic | null)[],
  wanted: readonly (readonly number[])[],
): unknown[] {
  return wanted.flatMap((numbers, place) => {
    const ours = row(found[place] ?? null);
    const same = numbers.every((number, at) => Math.abs((ours[at] ?? Number.NaN) - number) <= 1e-9);
    return same ? [] : [{ place, ours, numbers }];
  });
}

describe('local and global autocorrelation equal the R package spdep', () => {
  const cases = maps.flatMap((map) =>
    (['W', 'B'] as const).map((style): [string, WeightStyle, ReferenceMap] => [map.id, style, map]),
  );
  it.each(cases)('%s, weights %s: every place', (_, style, map) => {
    const wanted = style === 'W' ? map.style_W : map.style_B;
    // The list of a place without neighbours is a single 0 in the reference.
    const neighbours = map.neighbours.map((list) => list.filter((each) => each > 0).map((each) => each - 1));
    const g = localG(map.x, neighbours, { style });
    const star = localG(map.x, neighbours, { style, self: true });
    const conditional = localMoran(map.x, neighbours, { style });
    const total = localMoran(map.x, neighbours, { style, variance: 'total' });
    expect(wanted.localG).toHaveLength(map.x.length);
    expect(differences(g, wanted.localG_internals)).toEqual([]);
    expect(differences(star, wanted.localGstar_internals)).toEqual([]);
    expect(differences(conditional, wanted.localmoran_conditional)).toEqual([]);
    expect(differences(total, wanted.localmoran_total)).toEqual([]);
    expect(conditional.map((each) => each?.quadrant)).toEqual(wanted.quadr);
    expect(differences([moran(map.x, neighbours, { style })], [wanted.moranTest])).toEqual([]);
  });
});

/** Five places in a ring. */
const ring = [
  [1, 4],
  [0, 2],
  [1, 3],
  [2, 4],
  [3, 0],
];

describe('local statistics', () => {
  it('says nothing of places alone or without a value, and weighs the others without them', () => {
    const values = [3, 1, null, 5, 2];
    const without = localG([3, 1, 5, 2], [[1, 3], [0], [3], [2, 0]]);
    expect(localG(values, ring).map((each) => each?.z ?? null)).toEqual(
      [without[0], without[1], null, without[2], without[3]].map((each) => each?.z ?? null),
    );
    expect(localMoran([3, 1, 2, 5, null], [[], [2], [1, 3], [2], []])[0]).toBeNull();
  });

  it('says nothing where all values are alike', () => {
    const alike = [2, 2, 2, 2, 2];
    expect([...localG(alike, ring), ...localMoran(alike, ring), moran(alike, ring)]).toEqual(
      Array(11).fill(null),
    );
  });

  it.each<[string, (number | null)[], number[][]]>([
    ['a value that is no number', [1, Number.NaN, 1, 1, 1], ring],
    ['a neighbour that is no place', [1, 2, 3, 4, 5], [[5], ...ring.slice(1)]],
    ['a place beside itself', [1, 2, 3, 4, 5], [[0], ...ring.slice(1)]],
    ['a neighbour twice', [1, 2, 3, 4, 5], [[1, 1], ...ring.slice(1)]],
    ['a list too few', [1, 2, 3, 4, 5], ring.slice(1)],
  ])('refuses %s', (_, values, neighbours) => {
    expect(() => localG(values, neighbours)).toThrow(RangeError);
    expect(() => localMoran(values, neighbours)).toThrow(RangeError);
  });

  it('does not change when values are moved and stretched', () => {
    const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 50 }),
        (counts, by, plus) => {
          const zs = (of: readonly number[]) =>
            [...localG(of, ring, { self: true }), ...localMoran(of, ring), moran(of, ring)].map(
              (each) => each?.z ?? null,
            );
          fc.pre(new Set(counts).size > 1 && counts.some((count) => count > 0));
          const before = zs(counts);
          const after = zs(counts.map((count) => by * count + plus));
          expect(after.map((z) => z === null)).toEqual(before.map((z) => z === null));
          const moved = after.map((z, at) => Math.abs((z ?? 0) - (before[at] ?? 0)));
          expect(Math.max(...moved)).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });
});
