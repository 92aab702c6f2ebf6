import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCounty, realData, type County } from './county.js';
import { splitCsv } from './independent/claims.js';

/**
 * How often the register links by itself, and how often it is right to. A link is a row that comes to stand under an
 * employer that was known before; a question to a person is no link.
 */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county?.close());

interface Written {
  readonly uscc?: string;
  readonly name: string;
  readonly place?: string;
}
/** Subjects of written employers, in their order, as one delivery settles them. */
async function settle(written: readonly Written[], context: { layoutRegion: string; ask: boolean }) {
  const settled = await county.product.employers.resolve(
    written.map(({ uscc, name, place }, index) => ({
      ident: String(index),
      uscc: uscc === undefined || uscc === '' ? null : uscc,
      name,
      place: place ?? null,
    })),
    { batchId: 1, ...context },
  );
  const subjects = new Map(settled.map(({ ident, subject }) => [ident, subject]));
  return written.map((_, index) => subjects.get(String(index)) ?? '');
}

describe('the dirty names of a made-up county, labelled as they were made', () => {
  const lines = readFileSync(join(import.meta.dirname, 'labelled/employer-names.tsv'), 'utf8')
    .trim()
    .split('\n');
  const pairs = lines.slice(1).map((line) => {
    const [label = '', defect = '', uscc = '', name = '', town = '', code = '', as = '', place = ''] =
      line.split('\t');
    return {
      same: label === 'same',
      defect,
      known: { uscc, name, place: town },
      written: { uscc: code, name: as, place },
    };
  });

  it('are linked rightly at least 99 times of a hundred, and as often as ever', async () => {
    expect(pairs.length).toBeGreaterThanOrEqual(400);
    const context = { layoutRegion: '', ask: true };
    const known = await settle(
      pairs.map((pair) => pair.known),
      context,
    );
    const found = await settle(
      pairs.map(({ written }) => written),
      context,
    );
    const earlier = new Set(known);
    const linked = pairs.flatMap((pair, index) => {
      const subject = found[index] ?? '';
      return earlier.has(subject) ? { ...pair, right: pair.same && subject === known[index] } : [];
    });
    const right = linked.filter((one) => one.right).length;
    const meant = pairs.filter(({ same }) => same).length;
    const missed = pairs.filter(({ same }, index) => same && found[index] !== known[index]);
    console.info(
      `made-up names: ${pairs.length} pairs, ${linked.length} linked, precision ${(right / linked.length).toFixed(4)}, recall ${(right / meant).toFixed(4)}, ${missed.length} left to people`,
    );
    expect(linked.filter((one) => !one.right)).toEqual([]);
    expect(right / linked.length).toBeGreaterThanOrEqual(0.99);
    expect(right / meant).toBeGreaterThanOrEqual(0.8);
    // What is not linked by itself is a question, with the right one among its candidates wherever the core is the same.
    expect(
      missed.every(({ defect }) =>
        ['place left out', 'form left out', 'character mistyped'].includes(defect),
      ),
    ).toBe(true);
  });
});

/** Words of English names that say nothing of who it is. */
const formWords = new Set(
  'LLC LLP LP PLLC LTD LIMITED INC INCORPORATED CORP CORPORATION CO COMPANY PC PLC THE AND LIABILITY'.split(
    ' ',
  ),
);
/** Legal forms that tell two entities of one name apart. */
const entity: Readonly<Record<string, string>> = {
  LLC: 'llc',
  PLLC: 'llc',
  INC: 'corp',
  INCORPORATED: 'corp',
  CORP: 'corp',
  CORPORATION: 'corp',
  LLP: 'llp',
  LP: 'lp',
};

/**
 * A key of its own, blind to the product: letters and digits of the name before any DBA without form words, and the
 * legal form where one is written. No column of the files holds an address or number of the employer, so this is the
 * strictest label that they allow.
 */
function strictKey(name: string): { letters: string; form: string } {
  const [firm = ''] = name.toUpperCase().split(/\bD\s?[./]?\s?B\s?[./]?\s?A\b|\bDOING BUSINESS AS\b/u);
  const words = firm
    .replaceAll(/\bL\W?L\W?C\b/gu, 'LLC')
    .replaceAll(/['’.]/gu, '')
    .split(/[^A-Z0-9+]+/u)
    .filter((word) => word !== '');
  const forms = new Set(words.flatMap((word) => entity[word] ?? []));
  return {
    letters: words.filter((word) => !formWords.has(word)).join(''),
    form: [...forms].toSorted().join('/'),
  };
}

describe.each([
  ['ohio', 'US-OH', 0.5],
  ['wisconsin', 'US-WI', 0.23],
  ['kentucky', 'US-KY', 1],
])('the employers of the wage claims of %s', (state, region, recallAtLeast) => {
  it('are linked rightly at least 99 times of a hundred, and as often as ever', async () => {
    const [header = [], ...rows] = splitCsv(
      gunzipSync(readFileSync(join(realData, `wage_claims/${state}.csv.gz`))).toString('utf8'),
    );
    const column = header.indexOf('employer_name');
    const names = [...new Set(rows.map((row) => (row[column] ?? '').trim()))].filter((name) => name !== '');
    const subjects = await settle(
      names.map((name) => ({ name })),
      { layoutRegion: region, ask: false },
    );
    const key = names.map(strictKey);
    const pairsIn = (groups: ReadonlyMap<string, readonly number[]>) =>
      [...groups.values()].flatMap((group) =>
        group.flatMap((a, at) => group.slice(at + 1).map((b) => [a, b] as const)),
      );
    const groupBy = (of: (index: number) => string) => {
      const groups = new Map<string, number[]>();
      for (const index of names.keys()) groups.set(of(index), [...(groups.get(of(index)) ?? []), index]);
      return groups;
    };
    const linked = pairsIn(groupBy((index) => subjects[index] ?? ''));
    const agrees = ([a, b]: readonly [number, number]) => {
      const [one, other] = [key[a], key[b]];
      if (one === undefined || other === undefined || one.letters !== other.letters) return false;
      return one.form === other.form || one.form === '' || other.form === '';
    };
    const meant = pairsIn(groupBy((index) => key[index]?.letters ?? '')).filter(agrees);
    const right = linked.filter(agrees).length;
    const wrong = linked.filter((pair) => !agrees(pair)).map(([a, b]) => [names[a], names[b]]);
    console.info(
      `${state}: ${names.length} written names, ${linked.length} pairs linked, precision ${(right / linked.length).toFixed(4)}, recall ${(right / meant.length).toFixed(4)} of ${meant.length}`,
    );
    expect(linked.length, 'pairs of different spellings').toBeGreaterThan(0);
    expect(right / linked.length, JSON.stringify(wrong.slice(0, 10))).toBeGreaterThanOrEqual(0.99);
    expect(right / meant.length).toBeGreaterThanOrEqual(recallAtLeast);
  });
});
