/**
 * A text made harmless for a spreadsheet that opens an export: whatever would start a formula gets an apostrophe.
 * Plain numbers, negative ones too, stay numbers.
 */
export function neutraliseFormula(text: string): string {
  if (/^[+-]?\d+(,\d{3})*(\.\d+)?%?$/.test(text)) return text;
  return /^[\s\p{Cc}\p{Cf}]*[=+\-−@|＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
