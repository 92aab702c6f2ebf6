/**
 * A text made harmless for a spreadsheet that opens an export: whatever would start a formula gets an apostrophe.
 * Plain numbers, negative ones too, stay numbers.
 */
export function neutraliseFormula(text: string): string {
  if (/^[+-]?\d+(,\d{3})*(\.\d+)?%?$/.test(text)) return text;
  return /^[\s\p{Cc}\p{Cf}]*[=+\-−@|＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** What was written before neutraliseFormula made it harmless: a workbook that comes back says the same as went out. */
export function asWritten(text: string): string {
  const bare = text.slice(1);
  return text.startsWith("'") && neutraliseFormula(bare) === text ? bare : text;
}
