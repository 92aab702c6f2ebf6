import type { LedgerStore, RootExport } from '@miaotou/engine';
import { asc, desc, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { ledgerRootExports, ledgerRoots } from './schema.js';

const Way = z.enum(['folder', 'messages', 'download']);

/** Roots of the ledger and where they went. */
export const rootRecords: Pick<LedgerStore, 'lockRoots' | 'addRoot' | 'roots' | 'addExport' | 'exports'> = {
  async lockRoots(tx) {
    await drizzleOf(tx).execute(sql`select pg_advisory_xact_lock(hashtext('ledger-roots'))`);
    const [newest] = await drizzleOf(tx)
      .select()
      .from(ledgerRoots)
      .orderBy(desc(ledgerRoots.number))
      .limit(1);
    return newest ?? null;
  },
  async addRoot(tx, root) {
    await drizzleOf(tx).insert(ledgerRoots).values(root);
  },
  roots: (executor) => drizzleOf(executor).select().from(ledgerRoots).orderBy(asc(ledgerRoots.number)),
  async addExport(executor, made) {
    await drizzleOf(executor).insert(ledgerRootExports).values(made);
  },
  async exports(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(ledgerRootExports)
      .orderBy(asc(ledgerRootExports.id));
    return rows.map(({ id: _id, way, ...rest }): RootExport => ({ ...rest, way: Way.parse(way) }));
  },
};
