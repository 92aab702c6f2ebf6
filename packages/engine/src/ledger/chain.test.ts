import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, entryFault, linkEntries } from './index.js';
import type { LedgerDraft, LedgerRecord } from './index.js';

const draft = (n: number): LedgerDraft => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
  kind: n % 3 === 0 ? 'opened' : 'raised',
  alertId: n,
  ruleId: 'R15',
  ruleVersion: 1,
  tier: 'blue',
  state: 'open',
  reason: 'threshold-reached',
  by: 'system',
  note: null,
  subjectKind: 'employer',
  subjectId: String(n),
  subjectName: `惠来县第${n}厂`,
  region: '445224101',
  disputeTypes: ['D11'],
  keyGroups: [],
  sentence: { zh: '30日内投诉2件', en: '2 complaints within 30 days' },
});
const entries = linkEntries(
  'county',
  null,
  Array.from({ length: 200 }, (_, n) => draft(n)),
);

/** Number of the first entry that does not hold. */
function firstBroken(chain: readonly LedgerRecord[]): number | null {
  let before: LedgerRecord | null = null;
  for (const entry of chain) {
    if (entryFault(before, entry) !== null) return entry.seq;
    before = entry;
  }
  return null;
}

const flip = (text: string, at: number): string => {
  const place = at % text.length;
  const other = text[place] === '0' ? '1' : '0';
  return text.slice(0, place) + other + text.slice(place + 1);
};
const mutations: Readonly<Record<string, (entry: LedgerRecord, at: number) => LedgerRecord>> = {
  body: (entry, at) => ({ ...entry, body: flip(entry.body, at) }),
  hash: (entry, at) => ({ ...entry, hash: flip(entry.hash, at) }),
  'previous hash': (entry, at) => ({ ...entry, previousHash: flip(entry.previousHash, at) }),
  time: (entry, at) => ({ ...entry, at: new Date(entry.at.getTime() + 1 + at) }),
  kind: (entry) => ({ ...entry, kind: `${entry.kind}x` }),
  alert: (entry, at) => ({ ...entry, alertId: (entry.alertId ?? 0) + 1 + at }),
};

describe('the chain of the ledger', () => {
  test('holds as it was written', () => {
    expect(firstBroken(entries)).toBeNull();
  });

  test.each(Object.entries(mutations))('names the entry whose %s was changed', (_name, mutate) => {
    fc.assert(
      fc.property(fc.nat(199), fc.nat(5_000), (index, at) => {
        const changed = entries.map((entry, n) => (n === index ? mutate(entry, at) : entry));
        expect(firstBroken(changed)).toBe(index + 1);
      }),
      { numRuns: 200 },
    );
  });

  test('names the place of an entry taken out', () => {
    expect(firstBroken(entries.toSpliced(99, 1))).toBe(101);
  });

  test('canonical JSON orders members by code unit and leaves out what is absent', () => {
    expect(canonicalJson({ b: 1, a: [1e21, '€"\n'], é: null, A: undefined })).toBe(
      '{"a":[1e+21,"€\\"\\n"],"b":1,"é":null}',
    );
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });
});
