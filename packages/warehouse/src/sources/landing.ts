import type { LandingStore, QuarantineEntry, RowPlace, Stage, StagePlan } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import {
  newestWatermarks,
  quarantineReasons,
  quarantinedAt,
  quarantinedRows,
  rowsOfSubjects,
} from './queries.js';
import { rawRowsPage } from './raw-rows.js';
import type { Originals } from './raw-rows.js';
import { batchesOf, moveEvents, moveObservations } from './rekey-sql.js';
import { WarehouseStage } from './stage.js';

/** Every table in which a batch leaves rows. */
const tables = [
  'originals',
  'deliveries',
  'watermarks',
  'events',
  'observations',
  'row_versions',
  'quarantine',
  'raw_rows',
] as const;

const entryOf = ({ sheet, row, cells, faults, state }: QuarantineEntry): QuarantineEntry => ({
  sheet,
  row,
  cells,
  faults,
  state,
});

/** Landing over the warehouse. */
export function createSourcesWarehouse(warehouse: Warehouse, originals: Originals): LandingStore {
  return {
    async clear(batchId) {
      for (const table of tables) {
        await warehouse.command(`DELETE FROM miaotou.${table} WHERE batch_id = {batchId:UInt64}`, {
          batchId,
        });
      }
    },

    stage<T>(plan: StagePlan, work: (stage: Stage) => Promise<T>): Promise<T> {
      return warehouse.exclusive(async (own) => work(await WarehouseStage.open(own, plan)));
    },

    async quarantined(batchId, { reason = '', state = '', page, pageSize }) {
      const skip = (page - 1) * pageSize;
      const found = await warehouse.query(quarantinedRows, { batchId, reason, state, size: pageSize, skip });
      return { items: found.map(entryOf), total: found[0]?.total ?? 0 };
    },

    reasons: (batchId) => warehouse.query(quarantineReasons, { batchId }),

    quarantinedAt: (batchId, places: readonly RowPlace[]) =>
      places.length === 0
        ? Promise.resolve([])
        : warehouse.query(quarantinedAt, {
            batchId,
            sheets: places.map(({ sheet }) => sheet),
            rows: places.map(({ row }) => row),
          }),

    async changeQuarantine(batchId, rows, { at, by, reason, layout }) {
      await warehouse.insert(
        'miaotou.quarantine',
        rows.map(({ sheet, row, cells, faults, state }) => ({
          batch_id: batchId,
          layout,
          sheet,
          row,
          cells,
          faults,
          state,
          changed_at: at,
          changed_by: by,
          reason,
        })),
      );
    },

    rawRows: (batchId, page, pageSize) => rawRowsPage(warehouse, originals, batchId, page, pageSize),

    async watermarks(knownAt) {
      const found = await warehouse.query(newestWatermarks, { knownAt });
      return new Map(found.map(({ layout, completeThrough }) => [layout, completeThrough]));
    },

    async rekey(from, to, at) {
      const moved = { from, to: to.subject, name: to.name, region: to.region, at };
      const batches = await warehouse.run(batchesOf, { from }, z.object({ batchId: z.coerce.number() }));
      await warehouse.command(moveObservations('new'), moved);
      await warehouse.command(moveEvents('new'), moved);
      await warehouse.command(moveObservations('old'), moved);
      await warehouse.command(moveEvents('old'), moved);
      return batches.map(({ batchId }) => batchId);
    },

    async rowsOf(subjects) {
      if (subjects.length === 0) return new Map();
      const found = await warehouse.query(rowsOfSubjects, { subjects: [...subjects] });
      return new Map(found.map(({ subject, rows }) => [subject, rows]));
    },
  };
}
