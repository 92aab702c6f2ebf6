import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, entryFault, LedgerCheck, linkEntries, nextRoot, rootOf } from './index.js';
import type { KeptEntry, LedgerDraft, LedgerFault, LedgerRecord } from './index.js';

/** A draft as entries were made before people, money and industry were kept in them. */
const early = (n: number): LedgerDraft => ({
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
const graded = (n: number): LedgerDraft => ({
  ...early(n),
  headcount: n,
  amountFen: n % 2 === 0 ? n * 100 : null,
  industry: 'C18',
  ...(n % 7 === 0 ? { corrects: { chain: 'town:445224101', seq: 1 }, kind: 'corrected' } : {}),
});

const kept = (records: readonly LedgerRecord[]): KeptEntry[] =>
  records.map((record) => ({ ...record, beyondMs: 0 }));
const drafts = (count: number, make: (n: number) => LedgerDraft) =>
  Array.from({ length: count }, (_, n) => make(n));
/** Three chains: one of entries as they were made earlier, one that goes on from such, one of an office's own. */
const ledger: readonly KeptEntry[] = kept([
  ...linkEntries('county', null, drafts(20, early)),
  ...linkEntries('office:O20', null, drafts(5, graded)),
  ...linkEntries('town:445224101', null, [...drafts(15, early), ...drafts(20, graded)]),
]);
const heads = (() => {
  const check = new LedgerCheck([]);
  for (const entry of ledger) check.take(entry);
  return check.heads;
})();
const root = rootOf(nextRoot(null, heads, '2026-01-01', new Date('2026-01-01T16:10:00Z')));

/** Reads a ledger as the store gives it, held against a root that was taken away. */
function faultOf(entries: readonly KeptEntry[]): LedgerFault | null {
  const check = new LedgerCheck([root]);
  const inOrder = entries.toSorted((a, b) =>
    a.chain === b.chain ? a.seq - b.seq : a.chain < b.chain ? -1 : 1,
  );
  for (const entry of inOrder) {
    const fault = check.take(entry);
    if (fault !== null) return fault;
  }
  return check.end();
}

/** A text with one bit of one of its characters turned. */
const flipped = (text: string, place: number, bit: number): string => {
  const at = place % text.length;
  const changed = String.fromCodePoint(text.charCodeAt(at) ^ (1 << (bit % 7)) || 0x31);
  return text.slice(0, at) + changed + text.slice(at + 1);
};

interface Change {
  readonly at: number;
  readonly place: number;
  readonly bit: number;
}
type Mutation = (entries: readonly KeptEntry[], change: Change) => KeptEntry[];

const alter =
  (make: (entry: KeptEntry, change: Change) => Partial<KeptEntry>): Mutation =>
  (entries, change) =>
    entries.map((entry, index) => (index === change.at ? { ...entry, ...make(entry, change) } : entry));

const mutations: Readonly<Record<string, Mutation>> = {
  'a bit of the body': alter(({ body }, { place, bit }) => ({ body: flipped(body, place, bit) })),
  'a bit of the hash': alter(({ hash }, { place, bit }) => ({ hash: flipped(hash, place, bit) })),
  'a bit of the hash before': alter(({ previousHash }, { place, bit }) => ({
    previousHash: flipped(previousHash, place, bit),
  })),
  'a bit of the kind': alter(({ kind }, { place, bit }) => ({ kind: flipped(kind, place, bit) })),
  'a bit of the chain': alter(({ chain }, { place, bit }) => ({ chain: flipped(chain, place, bit) })),
  'the number': alter(({ seq }, { bit }) => ({ seq: seq ^ (1 << bit) })),
  'the alert': alter(({ alertId }, { bit }) => ({ alertId: bit === 7 ? null : (alertId ?? 0) ^ (1 << bit) })),
  'what it corrects': alter(({ correctsSeq }, { bit }) => ({
    correctsSeq: correctsSeq === null ? 1 << bit : null,
  })),
  'the time': alter(({ at }, { place, bit }) => ({
    at: new Date(at.getTime() + (bit % 2 === 0 ? 1 : -1) * (1 + place)),
  })),
  'the time within a millisecond': alter((_, { place }) => ({ beyondMs: 1 + (place % 999) })),
  'an entry taken out': (entries, { at }) => entries.toSpliced(at, 1),
  'an entry that comes twice': (entries, { at }) => {
    const entry = entries[at];
    return entry === undefined ? [...entries] : [...entries, { ...entry, seq: entry.seq + 1 }];
  },
  'two entries that change places': (entries, { at, place }) => {
    const other = (at + 1 + (place % (entries.length - 1))) % entries.length;
    const [a, b] = [entries[at], entries[other]];
    return entries.map((entry, index) => {
      const from = index === at ? b : index === other ? a : undefined;
      return from === undefined ? entry : { ...from, chain: entry.chain, seq: entry.seq };
    });
  },
  'a tail cut off': (entries, { at }) => {
    const cut = entries[at];
    return entries.filter((entry) => entry.chain !== cut?.chain || entry.seq < cut.seq);
  },
  'a chain written anew from here': (entries, { at }) => {
    const from = entries[at];
    const own = entries.filter(({ chain }) => chain === from?.chain);
    const anew = kept(
      linkEntries(
        from?.chain ?? '',
        null,
        own.map(({ seq }) => (seq >= (from?.seq ?? 0) ? graded(seq + 500) : early(seq))),
      ),
    );
    return [...entries.filter(({ chain }) => chain !== from?.chain), ...anew];
  },
};

describe('the ledger', () => {
  test('holds as it was written, entries of before and after grading side by side', () => {
    expect(faultOf(ledger)).toBeNull();
    expect(heads.map(({ chain, seq }) => [chain, seq])).toEqual([
      ['county', 20],
      ['office:O20', 5],
      ['town:445224101', 35],
    ]);
  });

  test('shows each of 1,000 random single changes, and names the entry or the first one after it that no longer follows', () => {
    const names = Object.keys(mutations);
    const change = fc.record({
      at: fc.nat(ledger.length - 1),
      place: fc.nat(5_000),
      bit: fc.nat(7),
      what: fc.constantFrom(...names),
    });
    const tried = new Set<string>();
    fc.assert(
      fc.property(change, ({ what, ...where }) => {
        const before = ledger[where.at];
        const changed = mutations[what]?.(ledger, where) ?? [];
        const same =
          canonicalJson(changed.map((one) => ({ ...one, at: one.at.getTime() }))) ===
          canonicalJson(ledger.map((one) => ({ ...one, at: one.at.getTime() })));
        fc.pre(!same);
        tried.add(what);
        const fault = faultOf(changed);
        expect(fault, what).not.toBeNull();
        if (what.startsWith('a bit of the') || what.startsWith('the time') || what === 'the alert') {
          const moved = what.endsWith('chain') || fault?.chain !== before?.chain;
          if (!moved) expect([fault?.chain, fault?.seq], what).toEqual([before?.chain, before?.seq]);
        }
      }),
      { numRuns: 1_000 },
    );
    expect([...tried].toSorted()).toEqual(names.toSorted());
  });

  test.each([
    ['taken out', 'an entry taken out', { chain: 'county', seq: 4 }],
    ['cut off', 'a tail cut off', { chain: 'county', seq: 3 }],
    ['written anew', 'a chain written anew from here', { chain: 'county', seq: 20 }],
  ])('names where an entry was %s', (_name, what, place) => {
    expect(faultOf(mutations[what]?.(ledger, { at: 2, place: 0, bit: 0 }) ?? [])).toMatchObject(place);
  });

  test('an entry that does not fit its columns is named for that', () => {
    const [first] = ledger;
    if (first === undefined) throw new Error('the ledger is empty');
    expect(entryFault(null, { ...first, correctsSeq: 3 })).toBe('columns-differ-from-body');
    expect(entryFault(null, { ...first, beyondMs: 1 })).toBe('columns-differ-from-body');
  });

  test('canonical JSON orders members by code unit and leaves out what is absent', () => {
    expect(canonicalJson({ b: 1, a: [1e21, '€"\n'], é: null, A: undefined })).toBe(
      '{"a":[1e+21,"€\\"\\n"],"b":1,"é":null}',
    );
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });
});
