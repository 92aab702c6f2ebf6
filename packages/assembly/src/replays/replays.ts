import { dayOf, nodeWindows } from '@miaotou/domain';
import { createReplays, createShadows, shippedLevels } from '@miaotou/engine';
import type { ReadResponse, Replays, ReplaysDeps, Settings, Shadows } from '@miaotou/engine';
import { incidentStore, replayRecords, rulesRecords, shadowRecords, silenceStore } from '@miaotou/records';
import { lunarDay } from '@miaotou/rules';
import { newId } from '@miaotou/runtime';
import { createReplayWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import type { Jobs } from '@miaotou/queue';

/** Replays of history with the job that does a requested one, and drafts judged beside production. */
export interface ReplayDesk {
  readonly replays: Replays;
  readonly shadows: Shadows;
}

export interface ReplayDeskOptions {
  readonly judging: ReplaysDeps['judging'];
  readonly warehouse: Warehouse;
  readonly jobs: Pick<Jobs, 'add' | 'cancel'>;
  readonly settings: Pick<Settings, 'inForce'>;
}

/** The response as it stands now: its tier table, time nodes, roster, people and silences. */
const responseNow =
  (settings: ReplayDeskOptions['settings']): ReadResponse =>
  async (at, employerIds, now) => {
    const { levels } = await settings.inForce('tier-table', now);
    const { nodes } = await settings.inForce('time-nodes', now);
    const duty = nodes.filter((node) => node.duty);
    const rules = await incidentStore.rules(at);
    const byDay = new Map<string, ReturnType<Awaited<ReturnType<ReadResponse>>['nodesAt']>>();
    return {
      ties: await incidentStore.ties(at, employerIds),
      industries: await incidentStore.industries(at, employerIds),
      disputeTypes: new Map([...rules].map(([id, { disputeTypes }]) => [id, disputeTypes])),
      silences: await silenceStore.list(at),
      roster: await incidentStore.roster(at),
      people: await incidentStore.people(at),
      levelOf: (tier) => {
        const level = levels.find((one) => one.tier === tier);
        const table = { zh: '分级时限表', en: 'tier table in force' };
        return level === undefined ? shippedLevels(tier) : { level, table };
      },
      nodesAt: (moment) => {
        const day = dayOf(moment);
        const known =
          byDay.get(day) ??
          duty.filter((node) => nodeWindows(node, day, day, lunarDay).length > 0).map(({ name }) => name);
        byDay.set(day, known);
        return known;
      },
    };
  };

const keyOf = (replayId: string): string => `replay-${replayId}`;

/** Composes replays over open stores: they judge with what production judges with, and write nothing of it. */
export function createReplayDesk({ judging, warehouse, jobs, settings }: ReplayDeskOptions): ReplayDesk {
  const replays = createReplays({
    judging,
    store: replayRecords,
    warehouse: createReplayWarehouse(warehouse),
    response: responseNow(settings),
    newId,
    enqueue: async (replayId) => {
      await jobs.add('replay', { replayId }, { key: keyOf(replayId), attempts: 3 });
    },
    withdraw: async (replayId) => {
      await jobs.cancel('replay', { key: keyOf(replayId) });
    },
  });
  const shadows = createShadows({ judging, store: shadowRecords, drafts: rulesRecords, newId });
  return { replays, shadows };
}
