/** A text with the digits of phones, cards and accounts as asterisks, all but the last four. */
export function maskedNumbers(text: string): string {
  return text.replace(
    /\d[\d -]{5,}[\dXx]/gu,
    (digits) => `${'*'.repeat(Math.max(3, digits.length - 4))}${digits.slice(-4)}`,
  );
}
