import { LedgerBodySchema } from '@miaotou/contracts';
import type { LedgerEntry, LedgerQuery, LedgerVerification } from '@miaotou/contracts';
import { findRegion } from '@miaotou/domain';
import type { Clock, Executor, Records } from '../shared/index.js';
import { visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { entryFault, linkEntries } from './chain.js';
import type { LedgerDraft, LedgerRecord } from './chain.js';

/** The one chain of a county bureau. */
export const countyChain = 'county';

/** The records as the ledger needs them. */
export interface LedgerStore {
  /** Takes the chain for this transaction and gives its end. */
  lockEnd(tx: Executor, chain: string): Promise<{ readonly seq: number; readonly hash: string } | null>;
  append(tx: Executor, records: readonly LedgerRecord[]): Promise<void>;
  page(
    at: Executor,
    query: LedgerQuery,
    regions: readonly string[] | null,
  ): Promise<{ readonly total: number; readonly records: readonly LedgerRecord[] }>;
  /** All entries in order of chain and number, a bounded number at a time. */
  all(at: Executor): AsyncIterable<LedgerRecord>;
}

export interface LedgerDeps {
  readonly records: Records;
  readonly store: LedgerStore;
  readonly clock: Clock;
}

function shown(record: LedgerRecord): LedgerEntry {
  const body = LedgerBodySchema.parse(JSON.parse(record.body));
  const { chain, seq, kind, hash, previousHash } = record;
  const { ruleId, tier, state, subjectName, region, disputeTypes, keyGroups, sentence } = body;
  return {
    chain,
    seq,
    at: record.at.toISOString(),
    kind,
    alertId: record.alertId === null ? null : String(record.alertId),
    ruleId,
    tier,
    state,
    subjectName,
    region,
    regionName: findRegion(region)?.name ?? { zh: region || '未定', en: region || 'Unknown' },
    disputeTypes,
    keyGroups,
    sentence,
    hash,
    previousHash,
  };
}

/** The risk ledger: append-only, each entry bound to all before it. */
export interface Ledger {
  /** Enters drafts within a transaction; the chain stays taken until it ends. */
  append(tx: Executor, drafts: readonly LedgerDraft[]): Promise<void>;
  list(
    query: LedgerQuery,
    viewer: Pick<Viewer, 'scope'>,
  ): Promise<{ items: LedgerEntry[]; total: number; page: number; pageSize: number }>;
  /** Recomputes every chain and names the first entry that does not hold. */
  verify(): Promise<LedgerVerification>;
}

export function createLedger({ records, store, clock }: LedgerDeps): Ledger {
  return {
    async append(tx, drafts) {
      if (drafts.length === 0) return;
      const end = await store.lockEnd(tx, countyChain);
      await store.append(tx, linkEntries(countyChain, end, drafts));
    },
    async list(query, viewer) {
      const { total, records: found } = await store.page(records.read, query, visibleRegions(viewer));
      return { items: found.map(shown), total, page: query.page, pageSize: query.pageSize };
    },
    async verify() {
      let entries = 0;
      let before: LedgerRecord | null = null;
      const checkedAt = clock.now().toISOString();
      for await (const entry of store.all(records.read)) {
        const reason = entryFault(before, entry);
        if (reason !== null) {
          const broken = { chain: entry.chain, seq: entry.seq, reason };
          return { holds: false, entries, broken, root: before?.hash ?? null, checkedAt };
        }
        entries += 1;
        before = entry;
      }
      return { holds: true, entries, broken: null, root: before?.hash ?? null, checkedAt };
    },
  };
}
