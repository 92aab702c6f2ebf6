import type { LedgerRootFile, LedgerRootList } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import { refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { LedgerCheck } from './check.js';
import type { LedgerStore, RootExport, RootSink } from './ports.js';
import { nextRoot, rootFile, rootFileName, rootOf } from './root.js';
import type { LedgerRootRecord } from './root.js';

export interface LedgerRootsDeps {
  readonly records: Records;
  readonly store: LedgerStore;
  readonly sinks: readonly RootSink[];
  readonly clock: Clock;
}

/** Roots: where every chain stood, made daily and taken off the machine. */
export interface LedgerRoots {
  list(): Promise<LedgerRootList>;
  /** Makes today's root unless there is one, and takes every root off the machine that has not left it yet. */
  daily(): Promise<{ readonly made: boolean; readonly exported: number; readonly failed: number }>;
  /** Makes a root now and takes it off the machine. */
  make(): Promise<LedgerRootFile>;
  /** The file of a root, as somebody takes it along. */
  file(number: number, by: string): Promise<{ readonly name: string; readonly text: string }>;
}

/** A sink that fails is tried again with the next daily run, for so many of the newest roots. */
const retried = 30;

export function createLedgerRoots({ records, store, sinks, clock }: LedgerRootsDeps): LedgerRoots {
  /** The next root, made under the lock of roots; an entry that comes meanwhile belongs to the one after it. */
  const makeIn = async (tx: Executor, before: LedgerRootRecord | null): Promise<LedgerRootRecord> => {
    const check = new LedgerCheck([]);
    for await (const entry of store.all(tx)) {
      const fault = check.take(entry);
      if (fault !== null) {
        // A root over a broken ledger would bless it.
        throw refuse(
          'conflict',
          'ledger-broken',
          `台账在 ${fault.chain} 第 ${fault.seq} 条断开，不能生成台账根。`,
          `The ledger is broken at ${fault.chain} ${fault.seq}: no root is made of it.`,
        );
      }
    }
    const at = clock.now();
    const root = nextRoot(before, check.heads, dayOf(at), at);
    await store.addRoot(tx, root);
    return root;
  };

  const send = async (root: LedgerRootRecord, ways: readonly RootSink[]) => {
    const said = rootOf(root);
    const file = { name: rootFileName(said), text: rootFile(said), root: root.hash };
    let failed = 0;
    for (const sink of ways) {
      const told = { number: root.number, way: sink.way };
      try {
        const detail = await sink.take(file);
        await store.addExport(records.read, { ...told, at: clock.now(), done: true, detail });
      } catch (error) {
        failed += 1;
        const detail = error instanceof Error ? error.message : String(error);
        await store.addExport(records.read, { ...told, at: clock.now(), done: false, detail });
      }
    }
    return failed;
  };

  const left = (root: LedgerRootRecord, exports: readonly RootExport[]): readonly RootSink[] =>
    sinks.filter(
      ({ way }) => !exports.some((one) => one.number === root.number && one.way === way && one.done),
    );

  return {
    async list() {
      const exports = await store.exports(records.read);
      const items = (await store.roots(records.read)).toReversed().map((kept) => {
        const { number, day, chains, root } = rootOf(kept);
        return {
          number,
          day,
          at: kept.at.toISOString(),
          root,
          chains: chains.length,
          entries: chains.reduce((sum, { seq }) => sum + seq, 0),
          exports: exports
            .filter((one) => one.number === number)
            .map(({ way, at, done, detail }) => ({ way, at: at.toISOString(), done, detail })),
        };
      });
      return { items, folder: sinks.some(({ way }) => way === 'folder') };
    },
    async daily() {
      const made = await records.transaction(async (tx) => {
        const newest = await store.lockRoots(tx);
        if (newest?.day === dayOf(clock.now())) return false;
        await makeIn(tx, newest);
        return true;
      });
      const exports = await store.exports(records.read);
      let exported = 0;
      let failed = 0;
      for (const root of (await store.roots(records.read)).slice(-retried)) {
        const ways = left(root, exports);
        if (ways.length === 0) continue;
        const own = await send(root, ways);
        failed += own;
        exported += ways.length - own;
      }
      return { made, exported, failed };
    },
    async make() {
      const root = await records.transaction(async (tx) => makeIn(tx, await store.lockRoots(tx)));
      await send(root, sinks);
      return rootOf(root);
    },
    async file(number, by) {
      const kept = (await store.roots(records.read)).find((one) => one.number === number);
      if (kept === undefined) throw refuse('not-found', 'root-unknown', '没有这个台账根。', 'No such root.');
      const said = rootOf(kept);
      const made = { number, way: 'download' as const, at: clock.now(), done: true, detail: by };
      await store.addExport(records.read, made);
      return { name: rootFileName(said), text: rootFile(said) };
    },
  };
}
