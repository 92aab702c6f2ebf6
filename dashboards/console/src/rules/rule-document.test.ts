import { describe, expect, it } from 'vitest';
import { documentOf, faultsAt, namesAt, textAt, withValue } from './rule-document.js';

const text = `# kept
id: R90
features:
  items: { event: complaint, take: count } # also kept
thresholds:
  items: { blue: 2 }
when: 'items >= item'
`;
const fault = { file: 'x', code: 'unknown-feature', message: { zh: '无', en: 'no' } };

describe('a rule as a tree', () => {
  it('changes one value and keeps the rest, comments too', () => {
    expect(withValue(text, ['thresholds', 'items', 'blue'], 3)).toBe(text.replace('blue: 2', 'blue: 3'));
  });
  it('takes a value away', () => {
    expect(withValue(text, ['when'], undefined)).toBe(text.replace("when: 'items >= item'\n", ''));
  });
  it('leaves a text alone that it cannot read', () => {
    expect(withValue('id: [', ['when'], 'x')).toBe('id: [');
  });
  it('gives values and names', () => {
    const document = documentOf(text);
    if (document === null) throw new Error('not read');
    expect(textAt(document, ['when'])).toBe('items >= item');
    expect(namesAt(document, ['features'])).toEqual(['items']);
    expect(namesAt(document, ['derive'])).toEqual([]);
  });
  it('tells a fault from the beginning of its expression', () => {
    const document = documentOf(text);
    if (document === null) throw new Error('not read');
    const found = faultsAt(
      document,
      text,
      [
        { ...fault, line: 7, column: 17 },
        { ...fault, line: 2, column: 1 },
      ],
      ['when'],
    );
    expect(found.map(({ line, column }) => [line, column])).toEqual([[1, 10]]);
  });
});
