/** Spreadsheets keep fifteen digits of a number and write zeros for the rest. */
const keptDigits = 15;
const scientific = /^\d(?:\.\d+)?E\+?\d+$/;
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idCheckDigits = '10X98765432';

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();

/** Whether a text is an 18-character identity number 公民身份号码 whose check character holds (GB 11643). */
export function isIdentityNumber(text: string): boolean {
  const number = tidy(text);
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(number.charAt(at)), 0);
  return idCheckDigits.charAt(sum % 11) === number.charAt(17);
}

/**
 * Whether a spreadsheet took an identifier for a number and lost its last digits: 4.45224E+17, or 18 digits that end
 * in three zeros and are not `sound` by their check character. The lost digits cannot be found again: several values
 * have the same check character.
 */
export function hasLostDigits(text: string, sound: (number: string) => boolean): boolean {
  const number = tidy(text);
  if (scientific.test(number)) return true;
  const cut = number.length === 18 && /^\d+$/.test(number) && /^0+$/.test(number.slice(keptDigits));
  return cut && !sound(number);
}
