import { describe, expect, it } from 'vitest';
import { wordsFor } from './rule-words.js';

const text = `id: R90
features:
  months: { indicator: SI01, take: latest }
  items:
    event: complaint
derive:
  both: months + items
thresholds:
  months: { blue: 1 }
when: months >= t.months
`;

describe('the words that the editor offers', () => {
  const labels = wordsFor(text).map(({ label }) => label);

  it.each(['months', 'items', 'both', 't.months', 'has(f.items)', 'in', 'effective'])('hold %s', (word) => {
    expect(labels).toContain(word);
  });

  it.each(['event:', 't.items', 'blue'])('do not hold %s', (word) => {
    expect(labels).not.toContain(word);
  });
});
