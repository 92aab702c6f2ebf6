import { ManifestSchema } from '@miaotou/contracts';
import type { LayoutVersions, VersionRecord } from '@miaotou/engine';
import { and, asc, count, eq, isNull } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { batches } from '../sources/schema.js';
import { layoutVersions } from './schema.js';

const versionOf = (row: typeof layoutVersions.$inferSelect): VersionRecord => ({
  ...row,
  manifest: ManifestSchema.parse(row.manifest),
});

/** Versions of layouts in PostgreSQL. */
export const layoutVersionRecords: LayoutVersions = {
  async all(executor) {
    const rows = await drizzleOf(executor).select().from(layoutVersions).orderBy(asc(layoutVersions.id));
    return rows.map(versionOf);
  },

  async add(executor, version) {
    const [row] = await drizzleOf(executor).insert(layoutVersions).values(version).returning();
    if (row === undefined) throw new Error('an inserted version came back without its row');
    return versionOf(row);
  },

  async uses(executor) {
    const rows = await drizzleOf(executor)
      .select({ layout: batches.layout, version: batches.layoutVersion, count: count() })
      .from(batches)
      .innerJoin(
        layoutVersions,
        and(eq(batches.layout, layoutVersions.layout), eq(batches.layoutVersion, layoutVersions.version)),
      )
      .where(isNull(batches.corrects))
      .groupBy(batches.layout, batches.layoutVersion);
    return new Map(rows.map(({ layout, version, count: read }) => [`${layout}:${version}`, read]));
  },

  async end(executor, id, { at, by, reason }) {
    const ended = await drizzleOf(executor)
      .update(layoutVersions)
      .set({ until: at, endedBy: by, endedReason: reason })
      .where(and(eq(layoutVersions.id, id), isNull(layoutVersions.until)))
      .returning({ id: layoutVersions.id });
    return ended.length > 0;
  },
};
