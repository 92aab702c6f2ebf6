import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateReasonTexts, candidateReasons, nameSimilarity, scoreCandidate } from './candidate.js';
import { nearUsccs, parseUscc, usccCheckDigit } from './uscc.js';

const code = '91350100M000100Y43';
const known = { name: '惠来县甲乙制衣有限公司', uscc: code, region: '445224110', aliases: ['甲乙制衣厂'] };
const written = { name: '甲乙制衣股份有限公司', uscc: null, region: '445224110' };

describe('a candidate is scored', () => {
  it.each([
    ['by its core and town', {}, 60, ['same-core', 'same-town']],
    ['lower in another town', { region: '445224107' }, 25, ['same-core', 'other-town']],
    ['without a town by the rest', { region: '' }, 45, ['same-core']],
    ['known in the county only by the rest', { region: '445224' }, 45, ['same-core']],
    ['by a similar core', { name: '惠来县甲乙制依有限公司' }, 50, ['similar-core', 'same-town']],
    ['by a name met before', { name: '甲乙制衣厂' }, 100, ['similar-core', 'alias-before', 'same-town']],
    [
      'by the code but for a slip',
      { name: '', uscc: '91350100M000100Y44' },
      50,
      ['code-one-away', 'same-town'],
    ],
    [
      'lower as a branch',
      { name: '惠来县甲乙制衣有限公司葵潭分公司' },
      25,
      ['similar-core', 'other-kind', 'same-town'],
    ],
    ['by nothing at all', { name: '丙丁饭店', region: '' }, 0, []],
  ])('%s', (_, patch, score, reasons) => {
    expect(scoreCandidate({ ...written, ...patch }, known)).toEqual({ score, reasons });
  });

  it('higher where one person complained of both', () => {
    const { score, reasons } = scoreCandidate(written, { ...known, samePerson: true });
    expect({ score, reasons }).toEqual({ score: 80, reasons: ['same-core', 'same-person', 'same-town'] });
  });

  it('with every reason in both languages', () => {
    for (const reason of candidateReasons)
      expect(candidateReasonTexts[reason]).toMatchObject({ zh: /./u, en: /./u });
  });
});

describe('the similarity of two names', () => {
  it('is one for the same, the same both ways, and never beyond its bounds', () => {
    const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁AB'.split('')), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(nameSimilarity(a, a)).toBe(1);
        expect(nameSimilarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(nameSimilarity(a, b)).toBeLessThanOrEqual(1);
        if (a !== b) expect(nameSimilarity(a, b)).toBeLessThan(1);
      }),
    );
  });

  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
  ])('of %s and %s is %d', (a, b, expected) => {
    expect(nameSimilarity(a, b)).toBeCloseTo(expected, 3);
  });
});

describe('the codes near a written one', () => {
  it('hold the right one after any single slip', () => {
    const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
    const body = fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...characters), (first, at, char) => {
        const right = first.join('') + usccCheckDigit(first.join(''));
        fc.pre(right.charAt(at) !== char);
        const near = nearUsccs(right.slice(0, at) + char + right.slice(at + 1));
        expect(near).toContain(right);
        expect(near.length).toBeLessThanOrEqual(35);
        expect(near.every((one) => parseUscc(one).ok)).toBe(true);
      }),
    );
  });

  it.each(['', '445224000012345', '惠来县某某公司统一社会信用代码无法识'])('of %j are none', (text) => {
    expect(nearUsccs(text)).toEqual([]);
  });
});
