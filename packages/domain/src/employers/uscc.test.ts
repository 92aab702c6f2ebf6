import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearUsccs, parseUscc, repairUscc, usccCheckDigit, type UsccFault } from './uscc.js';

/** The example that GB 32100 itself prints. */
const EXAMPLE = '91350100M000100Y43';
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
const body = fc
  .array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 })
  .map((all) => all.join(''));
const code = body.map((first17) => first17 + usccCheckDigit(first17));

describe('parseUscc reads', () => {
  it.each([
    ['the example of the standard', EXAMPLE],
    ['lower case', '91350100m000100y43'],
    ['full width', '９１３５０１００Ｍ０００１００Ｙ４３'],
    ['spaces around and inside', ' 9135 0100 M000 100Y 43\n'],
    ['dashes of several kinds', '91350100-M000–100Y—43'],
    ['invisible characters', '\uFEFF91350100\u200BM000100Y43'],
  ])('%s', (_, text) => {
    expect(parseUscc(text)).toEqual({ ok: true, uscc: EXAMPLE });
  });
});

describe('parseUscc refuses', () => {
  it.each<[string, string, UsccFault]>([
    ['nothing', '', 'length'],
    ['an old 15-digit licence', '445224000012345', 'length'],
    ['a 9-digit organisation code', 'M000100Y4', 'length'],
    ['a number that a spreadsheet shortened', '4.45224E+17', 'length'],
    ['one character too many', `${EXAMPLE}0`, 'length'],
    ['letter O for 0', '9135O100M000100Y43', 'alphabet'],
    ['Chinese characters', '惠来县某某公司统一社会信用代码无法识', 'alphabet'],
    ['two digits swapped', '91350100M000100Y34', 'check-digit'],
    ['a last digit lost and filled with 0', '91350100M000100Y40', 'check-digit'],
  ])('%s', (_, text, reason) => {
    expect(parseUscc(text)).toEqual({ ok: false, reason });
  });
});

describe('repairUscc', () => {
  it.each([
    ['reads letter O as 0', '9135O1OOMOOO1OOY43'],
    ['reads letter I as 1', '9I350I00M000I00Y43'],
    ['keeps a sound code', EXAMPLE],
  ])('%s', (_, text) => {
    expect(repairUscc(text)).toEqual({ ok: true, uscc: EXAMPLE });
  });

  it.each<[string, string, UsccFault]>([
    ['a repair that the check digit does not prove', '9135O100M000100Y44', 'alphabet'],
    ['another letter', 'S1350100M000100Y43', 'alphabet'],
    ['a wrong check digit', '91350100M000100Y44', 'check-digit'],
  ])('refuses %s', (_, text, reason) => {
    expect(repairUscc(text)).toEqual({ ok: false, reason });
  });
});

describe('a code with its check digit', () => {
  it('always parses to itself', () => {
    fc.assert(
      fc.property(code, (uscc) => {
        expect(parseUscc(uscc)).toEqual({ ok: true, uscc });
      }),
    );
  });

  it('never parses after one character is changed', () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(...characters), (uscc, at, char) => {
        fc.pre(uscc.charAt(at) !== char);
        const changed = uscc.slice(0, at) + char + uscc.slice(at + 1);
        expect(parseUscc(changed)).toEqual({ ok: false, reason: 'check-digit' });
      }),
    );
  });

  it('survives its zeros and ones being typed as letters', () => {
    fc.assert(
      fc.property(code, (uscc) => {
        const typed = uscc.replaceAll('0', 'O').replaceAll('1', 'I');
        expect(repairUscc(typed)).toEqual({ ok: true, uscc });
      }),
    );
  });
});

describe('parseUscc', () => {
  it('never throws and never accepts what is not 18 characters of the alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = parseUscc(text);
        expect(!result.ok || /^[0-9A-HJ-NPQRTUWXY]{18}$/u.test(result.uscc)).toBe(true);
      }),
    );
  });
});

describe('usccCheckDigit', () => {
  it.each(['', '9135', '91350100M000100YO', EXAMPLE])('refuses %j', (text) => {
    expect(() => usccCheckDigit(text)).toThrow(RangeError);
  });
});

describe('nearUsccs gives', () => {
  it('every right code that is one changed character or one swap of neighbours away, and no other', () => {
    const written = fc
      .tuple(code, fc.nat(17), fc.constantFrom(...characters, '?', '某'))
      .map(([right, at, char]) => right.slice(0, at) + char + right.slice(at + 1));
    fc.assert(
      fc.property(written, (text) => {
        const slips = Array.from(text, (char, at) => [
          ...characters.map((other) => text.slice(0, at) + other + text.slice(at + 1)),
          text.slice(0, at) + text.charAt(at + 1) + char + text.slice(at + 2),
        ]).flat();
        const right = slips.filter((slip) => slip !== text && parseUscc(slip).ok);
        expect([...nearUsccs(text)].toSorted()).toEqual([...new Set(right)].toSorted());
      }),
      { numRuns: 50 },
    );
  });
});
