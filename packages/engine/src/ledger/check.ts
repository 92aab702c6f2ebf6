import type { ChainHead, LedgerRootBody } from '@miaotou/contracts';
import { entryFault } from './chain.js';
import type { KeptEntry, LedgerRecord } from './chain.js';

/** Where a ledger breaks: the first entry that does not hold, and why. */
export interface LedgerFault {
  readonly chain: string;
  readonly seq: number;
  readonly reason: string;
}

/** Goes through a ledger entry by entry, each chain in order of number, and holds it against roots. */
export class LedgerCheck {
  readonly #last = new Map<string, LedgerRecord>();
  readonly #wanted = new Map<string, Map<number, string>>();
  #entries = 0;

  constructor(roots: readonly Pick<LedgerRootBody, 'chains'>[]) {
    for (const { chains } of roots) {
      for (const { chain, seq, hash } of chains) {
        const wanted = this.#wanted.get(chain) ?? new Map<number, string>();
        // Two roots that say two things of one entry cannot both be met, and the entry is named.
        const before = wanted.get(seq);
        wanted.set(seq, before === undefined || before === hash ? hash : 'contradicted');
        this.#wanted.set(chain, wanted);
      }
    }
  }

  /** The fault of the next entry; null while it holds. */
  take(entry: KeptEntry): LedgerFault | null {
    const { chain, seq } = entry;
    const reason = entryFault(this.#last.get(chain) ?? null, entry);
    if (reason !== null) return { chain, seq, reason };
    const wanted = this.#wanted.get(chain)?.get(seq);
    if (wanted !== undefined && wanted !== entry.hash) return { chain, seq, reason: 'root-differs' };
    this.#last.set(chain, entry);
    this.#entries += 1;
    return null;
  }

  /** The fault of the end: entries that a root saw and that are no more. */
  end(): LedgerFault | null {
    for (const [chain, wanted] of this.#wanted) {
      const seq = this.#last.get(chain)?.seq ?? 0;
      const most = Math.max(...wanted.keys());
      if (most > seq) return { chain, seq: seq + 1, reason: `entries-gone: a root knows ${most}` };
    }
    return null;
  }

  get entries(): number {
    return this.#entries;
  }

  /** Where every chain stands, in order of chain. */
  get heads(): readonly ChainHead[] {
    return [...this.#last.values()]
      .map(({ chain, seq, hash }) => ({ chain, seq, hash }))
      .toSorted((a, b) => (a.chain < b.chain ? -1 : 1));
  }
}
