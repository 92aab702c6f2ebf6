import { createReplays } from '@miaotou/engine';
import type { Replays, ReplaysDeps } from '@miaotou/engine';
import { replayRecords } from '@miaotou/records';
import { newId } from '@miaotou/runtime';
import { createReplayWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import type { Jobs } from '@miaotou/queue';

/** Replays of history, and the job that does a requested one. */
export interface ReplayDesk {
  readonly replays: Replays;
}

export interface ReplayDeskOptions {
  readonly judging: ReplaysDeps['judging'];
  readonly warehouse: Warehouse;
  readonly jobs: Pick<Jobs, 'add' | 'cancel'>;
}

const keyOf = (replayId: string): string => `replay-${replayId}`;

/** Composes replays over open stores: they judge with what production judges with, and write nothing of it. */
export function createReplayDesk({ judging, warehouse, jobs }: ReplayDeskOptions): ReplayDesk {
  const replays = createReplays({
    judging,
    store: replayRecords,
    warehouse: createReplayWarehouse(warehouse),
    newId,
    enqueue: async (replayId) => {
      await jobs.add('replay', { replayId }, { key: keyOf(replayId), attempts: 3 });
    },
    withdraw: async (replayId) => {
      await jobs.cancel('replay', { key: keyOf(replayId) });
    },
  });
  return { replays };
}
