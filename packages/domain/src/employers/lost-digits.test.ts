import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLostDigits, isIdentityNumber } from './lost-digits.js';
import { parseUscc, repairUscc, usccCheckDigit } from './uscc.js';

const digits = (count: number) =>
  fc
    .array(fc.nat(9), { minLength: count, maxLength: count })
    .map((all) => all.join(''))
    .filter((text) => !text.startsWith('0'));

/** Codes of digits only: the ones that a spreadsheet takes for numbers. */
const numericCode = digits(17)
  .map((first17) => first17 + usccCheckDigit(first17))
  .filter((code) => /^\d{18}$/.test(code));

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const identityNumber = digits(17).map((first17) => {
  const sum = [...first17].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0);
  // The check character makes the weighted sum, itself included, 1 modulo 11.
  const rest = (12 - (sum % 11)) % 11;
  return first17 + (rest === 10 ? 'X' : String(rest));
});

const numericIdentity = identityNumber.filter((number) => !number.endsWith('X'));

const isCode = (text: string): boolean => parseUscc(text).ok;

const asSpreadsheet = (code: string): string => `${code.slice(0, 15)}000`;

describe('an identifier of which digits are lost', () => {
  it.each<[string, string, boolean]>([
    ['scientific notation', '4.45224E+17', true],
    ['scientific notation in small letters', '4.45224e17', true],
    ['scientific notation in full width', '４．４５２２４Ｅ＋１７', true],
    ['eighteen digits of which three are gone', '914452240012345000', true],
    ['a code with letters', '91445224MA4W001234', false],
    ['a code that is wrong otherwise', '914452240012345678', false],
    ['fifteen digits of an old licence', '445224000012345', false],
    ['nothing', '', false],
  ])('%s', (_, text, lost) => {
    expect(hasLostDigits(text, isCode)).toBe(lost);
    expect(hasLostDigits(text, isIdentityNumber)).toBe(lost);
  });

  it('is told from every sound code and every sound identity number', () => {
    fc.assert(
      fc.property(numericCode, identityNumber, (code, number) => {
        expect(hasLostDigits(code, isCode)).toBe(false);
        expect(hasLostDigits(number, isIdentityNumber)).toBe(false);
      }),
    );
  });

  it('is seen whenever a spreadsheet made a number of a code, unless what is left is a code itself', () => {
    fc.assert(
      fc.property(fc.oneof(numericCode, numericIdentity), (code) => {
        const left = asSpreadsheet(code);
        for (const sound of [isCode, isIdentityNumber]) {
          expect(hasLostDigits(left, sound)).toBe(!sound(left));
          expect(hasLostDigits(Number(code).toExponential(5), sound)).toBe(true);
        }
      }),
    );
  });

  it('cannot be found again: the check character leaves more than one', () => {
    fc.assert(
      fc.property(numericCode, (code) => {
        const possible = Array.from({ length: 100 }, (_, lost) => {
          const first17 = code.slice(0, 15) + String(lost).padStart(2, '0');
          return first17 + usccCheckDigit(first17);
        }).filter((one) => /^\d{18}$/.test(one));
        expect(possible).toContain(code);
        expect(possible.length).toBeGreaterThan(1);
      }),
    );
  });
});

it('an identity number holds by its check character, and by no other', () => {
  fc.assert(
    fc.property(identityNumber, fc.nat(9), (number, digit) => {
      expect(isIdentityNumber(number)).toBe(true);
      expect(isIdentityNumber(number.toLowerCase())).toBe(true);
      const changed = number.slice(0, 17) + String(digit);
      expect(isIdentityNumber(changed)).toBe(changed === number);
    }),
  );
});

it('a code typed with letters for digits, in small or wide letters, is one value or none', () => {
  const wide = (text: string): string =>
    text.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
  const typed = fc.tuple(numericCode, fc.boolean(), fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(typed, ([code, letters, small, full]) => {
      let text = letters ? code.replaceAll('0', 'O').replaceAll('1', 'I') : code;
      if (small) text = text.toLowerCase();
      if (full) text = wide(text);
      expect(repairUscc(text)).toEqual({ ok: true, uscc: code });
    }),
  );
});
