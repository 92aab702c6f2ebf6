/** A word that the editor offers. */
export interface Offered {
  readonly label: string;
  readonly type: 'variable' | 'constant' | 'function' | 'keyword' | 'property';
}

const keys =
  'id slug version name description subject families disputeTypes keyGroups industries event features derive thresholds when also sentence plan legalBasis effective indicator take window against where optional label words field rules'.split(
    ' ',
  );
const operators = ['has(f.', 'in', 'true', 'false'];

/** Names that stand directly below a heading of a rule's text. */
function namesBelow(text: string, heading: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${heading}:`));
  if (start < 0) return [];
  const found: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\S/u.test(line)) break;
    const name = /^ {2}([A-Za-z]\w*):/u.exec(line)?.[1];
    if (name !== undefined) found.push(name);
  }
  return found;
}

/** What may be written in a rule: its features, derived values and thresholds, then the words of the language. */
export function wordsFor(text: string): readonly Offered[] {
  const values = [...namesBelow(text, 'features'), ...namesBelow(text, 'derive')];
  const own: Offered[] = [
    ...values.map((label) => ({ label, type: 'variable' as const })),
    ...namesBelow(text, 'thresholds').map((name) => ({ label: `t.${name}`, type: 'constant' as const })),
    ...values.map((name) => ({ label: `has(f.${name})`, type: 'function' as const })),
    ...operators.map((label) => ({ label, type: 'keyword' as const })),
    ...keys.map((label) => ({ label, type: 'property' as const })),
  ];
  return [...new Map(own.map((one) => [one.label, one])).values()];
}
