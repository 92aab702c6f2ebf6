import type { LandingStore, Stage, StagePlan, TrialStage } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { quarantineRuns } from '../quarantine/index.js';
import { newestWatermarks, rowsOfSubjects } from './queries.js';
import { rawRowsPage } from './raw-rows.js';
import type { Originals } from './raw-rows.js';
import { batchesOf, moveEvents, moveObservations } from './rekey-sql.js';
import { WarehouseStage } from './stage.js';
import { openTrial } from './trial.js';

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

/** Landing over the warehouse. */
export function createSourcesWarehouse(warehouse: Warehouse, originals: Originals): LandingStore {
  return {
    ...quarantineRuns(warehouse),

    async clear(batchId) {
      for (const table of tables) {
        await warehouse.command(`DELETE FROM miaotou.${table} WHERE batch_id = {batchId:UInt64}`, {
          batchId,
        });
      }
      // A correction's versions of rows lie with the delivery that brought them.
      await warehouse.command('DELETE FROM miaotou.quarantine WHERE correction_id = {batchId:UInt64}', {
        batchId,
      });
    },

    stage<T>(plan: StagePlan, work: (stage: Stage) => Promise<T>): Promise<T> {
      return warehouse.exclusive(async (own) => work(await WarehouseStage.open(own, plan)));
    },

    trial<T>(plan: StagePlan, work: (stage: TrialStage) => Promise<T>): Promise<T> {
      return warehouse.exclusive(async (own) => work(await openTrial(own, plan)));
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
