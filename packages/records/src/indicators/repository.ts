import type { IndicatorRecords } from '@miaotou/engine';
import { inArray } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { batches, employers } from '../schema.js';

const numbersOf = (ids: readonly string[]): number[] => ids.filter((id) => /^\d{1,15}$/.test(id)).map(Number);

/** Names that stand beside the indicators' numbers. */
export const indicatorRecords: IndicatorRecords = {
  async employers(executor, ids) {
    const wanted = numbersOf(ids);
    if (wanted.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select({ id: employers.id, name: employers.name, region: employers.region })
      .from(employers)
      .where(inArray(employers.id, wanted));
    return rows.map(({ id, ...rest }) => ({ id: String(id), ...rest }));
  },

  async fileNames(executor, batchIds) {
    const wanted = numbersOf(batchIds);
    if (wanted.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select({ id: batches.id, fileName: batches.fileName })
      .from(batches)
      .where(inArray(batches.id, wanted));
    return rows.map(({ id, fileName }) => ({ batchId: String(id), fileName }));
  },
};
