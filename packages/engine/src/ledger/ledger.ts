import type {
  LedgerCorrection,
  LedgerCounts,
  LedgerEntry,
  LedgerFilter,
  LedgerPlace,
  LedgerQuery,
  LedgerRootFile,
  LedgerVerification,
} from '@miaotou/contracts';
import { regionWithin, regions } from '@miaotou/domain';
import { visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { linkEntries } from './chain.js';
import type { LedgerDraft, LedgerRecord } from './chain.js';
import { LedgerCheck } from './check.js';
import type { LedgerFault } from './check.js';
import { correctedDraft } from './correct.js';
import { countsView } from './counts.js';
import { chainName, chainOfRegion, officeChain } from './offices.js';
import type { LedgerScope, LedgerStore } from './ports.js';
import { headsHash, rootFault, rootOf } from './root.js';
import { bodyOf, entryView } from './views.js';

export interface LedgerDeps {
  readonly records: Records;
  readonly store: LedgerStore;
  readonly clock: Clock;
}

/** The risk ledger: append-only, one chain for each office, each entry bound to all before it. */
export interface Ledger {
  /**
   * Enters drafts within a transaction, each in the chain of the office that answers for its place, or all in that of the
   * office whose code is named; the chains stay taken until the transaction ends.
   */
  append(tx: Executor, drafts: readonly LedgerDraft[], office?: string): Promise<void>;
  list(
    query: LedgerQuery,
    viewer: Pick<Viewer, 'scope'>,
  ): Promise<{ items: LedgerEntry[]; total: number; page: number; pageSize: number }>;
  counts(filter: LedgerFilter, viewer: Pick<Viewer, 'scope'>): Promise<LedgerCounts>;
  /** Everything that matches, newest first, a bounded number at a time. */
  matching(filter: LedgerFilter, viewer: Pick<Viewer, 'scope'>): AsyncIterable<readonly LedgerEntry[]>;
  /** An entry and everything that corrects it. */
  place(chain: string, seq: number, viewer: Pick<Viewer, 'scope'>): Promise<LedgerPlace>;
  /** Enters what should stand instead of what an entry says; the entry itself stays as it is. */
  correct(chain: string, seq: number, correction: LedgerCorrection, viewer: Viewer): Promise<LedgerPlace>;
  /** Recomputes every chain, holds it against every kept root and what was taken away, and names the first entry that does not hold. */
  verify(against?: TakenAway): Promise<LedgerVerification>;
}

/** What somebody kept off the machine: the file of a root, or its hash alone. */
export interface TakenAway {
  readonly file?: LedgerRootFile;
  readonly hash?: string;
}

const unknown = () => refuse('not-found', 'entry-unknown', '没有这条台账记录。', 'There is no such entry.');

function scopeOf(filter: Pick<LedgerFilter, 'region'>, viewer: Pick<Viewer, 'scope'>): LedgerScope {
  const { region } = filter;
  const below = regions.map(({ code }) => code).filter((code) => regionWithin(code, [region ?? '']));
  return {
    regions: visibleRegions(viewer),
    within: region === undefined ? null : [...new Set([region, ...below])],
  };
}

export function createLedger({ records, store, clock }: LedgerDeps): Ledger {
  const shown = async (at: Executor, found: readonly LedgerRecord[]): Promise<LedgerEntry[]> => {
    const offices = await store.offices(at);
    const correcting = await store.correcting(at, found);
    return found.map((record) => entryView(record, offices, correcting));
  };

  /** Entries of a place, if the person may see them: what lies outside their regions does not exist for them. */
  const placeOf = async (at: Executor, chain: string, seq: number, viewer: Pick<Viewer, 'scope'>) => {
    // A number from outside: the store counts in whole numbers of 32 bits.
    const found = Number.isInteger(seq) && seq > 0 && seq < 2 ** 31 ? await store.place(at, chain, seq) : [];
    const [first] = found;
    if (first === undefined || first.seq !== seq || first.correctsSeq !== null) throw unknown();
    if (!regionWithin(bodyOf(first).region, viewer.scope)) throw unknown();
    return found;
  };

  const append: Ledger['append'] = async (tx, drafts, office) => {
    const byChain = new Map<string, LedgerDraft[]>();
    for (const draft of drafts) {
      const own = office === undefined ? chainOfRegion(draft.region) : officeChain(office);
      const chain = draft.corrects?.chain ?? own;
      byChain.set(chain, [...(byChain.get(chain) ?? []), draft]);
    }
    // Always in the same order: two writers that need the same chains never wait for each other in a ring.
    for (const [chain, own] of [...byChain].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const end = await store.lockEnd(tx, chain);
      await store.append(tx, linkEntries(chain, end, own));
    }
  };

  return {
    append,
    async list(query, viewer) {
      const { total, records: found } = await store.page(records.read, query, scopeOf(query, viewer));
      return {
        items: await shown(records.read, found),
        total,
        page: query.page,
        pageSize: query.pageSize,
      };
    },
    async counts(filter, viewer) {
      const counted = await store.counts(records.read, filter, scopeOf(filter, viewer));
      return countsView(counted, await store.offices(records.read));
    },
    async *matching(filter, viewer) {
      for await (const found of store.matching(records.read, filter, scopeOf(filter, viewer))) {
        yield shown(records.read, found);
      }
    },
    async place(chain, seq, viewer) {
      return { entries: await shown(records.read, await placeOf(records.read, chain, seq, viewer)) };
    },
    async correct(chain, seq, correction, viewer) {
      return records.transaction(async (tx) => {
        // Held from here on, so that two who correct the same entry come one after the other.
        await store.lockEnd(tx, chain);
        const found = await placeOf(tx, chain, seq, viewer);
        const newest = found.at(-1);
        if (newest === undefined || newest.seq !== correction.newest) {
          throw refuse(
            'conflict',
            'entry-corrected-since',
            '这条记录在您打开之后已被更正，请刷新后再改。',
            'The entry was corrected since you opened it; look at it again first.',
          );
        }
        const draft = correctedDraft(bodyOf(newest), { chain, seq }, correction, viewer, clock.now());
        if (!regionWithin(draft.region, viewer.scope)) {
          throw refuse(
            'forbidden',
            'region-outside',
            '更正后的地区不在您的辖区内。',
            'The corrected place lies outside your regions.',
          );
        }
        await append(tx, [draft]);
        return { entries: await shown(tx, await store.place(tx, chain, seq)) };
      });
    },
    async verify({ file, hash: rootHash } = {}) {
      const checkedAt = clock.now().toISOString();
      const kept = await store.roots(records.read);
      const fault = kept.reduce<LedgerFault | null>(
        (found, root, index) => found ?? rootFault(kept[index - 1] ?? null, root),
        null,
      );
      const wanted = rootHash ?? file?.root;
      // A root that was taken away must still be there: roots are never made anew.
      const gone: LedgerFault | null =
        wanted === undefined || kept.some((one) => one.hash === wanted)
          ? null
          : { chain: 'roots', seq: file?.number ?? kept.length + 1, reason: 'root-gone' };
      const held = [...(fault === null ? kept.map(rootOf) : []), ...(file === undefined ? [] : [file])];
      const check = new LedgerCheck(held);
      let broken: LedgerFault | null = null;
      for await (const entry of store.all(records.read)) {
        broken = check.take(entry);
        if (broken !== null) break;
      }
      broken ??= check.end() ?? fault ?? gone;
      const offices = await store.offices(records.read);
      return {
        holds: broken === null,
        entries: check.entries,
        broken: broken === null ? null : { ...broken },
        root: headsHash(check.heads),
        chains: check.heads.map(({ chain, seq, hash }) => ({
          chain,
          office: chainName(chain, offices),
          entries: seq,
          hash,
        })),
        roots: held.length,
        checkedAt,
      };
    },
  };
}
