import {
  createIncidents,
  createPlanFreezer,
  createPlans,
  createRosters,
  createScene,
  createSilences,
  createVerdicts,
  createWatchdog,
  seenIncident,
  shippedLevels,
} from '@miaotou/engine';
import type {
  Alerts,
  Clock,
  Executor,
  Incidents,
  LivePush,
  Outbox,
  Plans,
  Rosters,
  Scene,
  SceneDeps,
  Settings,
  Silences,
  Verdicts,
  Watchdog,
} from '@miaotou/engine';
import { dayOf, nodeWindows, tierLook } from '@miaotou/domain';
import { lunarDay } from '@miaotou/rules';
import {
  incidentStore,
  photoStore,
  planStore,
  rosterStore,
  silenceStore,
  verdictStore,
  watchdogStore,
} from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { secretBox } from '@miaotou/runtime';

export interface IncidentDeskOptions {
  readonly records: OpenRecords;
  readonly alerts: Pick<Alerts, 'lock' | 'advance'>;
  readonly outbox: Outbox;
  readonly settings: Pick<Settings, 'inForce' | 'versionInForce' | 'workdays'>;
  readonly live: LivePush;
  /** Phone numbers that people gave. */
  readonly phones: SceneDeps['phones'];
  /** Key of the installation; photos are sealed under one derived from it. */
  readonly secret: Buffer;
  readonly clock: Clock;
  /** Whether a load of past data runs. */
  readonly loading: () => Promise<boolean>;
}

/** From alerts to people who act: incidents, the duty roster, silences, and who watches over them. */
export interface IncidentDesk {
  readonly incidents: Incidents;
  readonly plans: Plans;
  readonly verdicts: Verdicts;
  readonly rosters: Rosters;
  readonly scene: Scene;
  readonly silences: Silences;
  readonly watchdog: Watchdog;
}

/** Composes the response over open stores. */
export function createIncidentDesk({
  records,
  alerts,
  outbox,
  settings,
  live,
  phones,
  secret,
  clock,
  loading,
}: IncidentDeskOptions): IncidentDesk {
  const freezing = {
    store: planStore,
    plansAt: (_: Executor, moment: Date) => settings.versionInForce('response-plans', moment),
  };
  const incidents = createIncidents({
    plans: createPlanFreezer(freezing),
    records,
    store: incidentStore,
    alerts,
    outbox,
    live,
    clock,
    loading,
    levelsAt: async (_, tier, moment) => {
      const { levels } = await settings.inForce('tier-table', moment);
      const level = levels.find((one) => one.tier === tier);
      if (level === undefined) return shippedLevels(tier);
      const day = dayOf(moment);
      return {
        level,
        table: { zh: `分级时限表（${day}有效）`, en: `tier table in force on ${day}` },
      };
    },
    tierNameAt: async (_, moment) => {
      const scheme = await settings.inForce('tier-scheme', moment);
      return (tier) => tierLook(tier, scheme).name;
    },
    nodesAt: async (_, moment) => {
      const day = dayOf(moment);
      const { nodes } = await settings.inForce('time-nodes', moment);
      return nodes
        .filter((node) => node.duty && nodeWindows(node, day, day, lunarDay).length > 0)
        .map(({ name }) => name);
    },
  });
  const seen: SceneDeps['seen'] = (at, id, viewer) => seenIncident({ store: incidentStore }, at, id, viewer);
  const people = (at: Executor) => incidentStore.people(at);
  return {
    incidents,
    plans: createPlans({
      ...freezing,
      records,
      incidents: incidentStore,
      seen,
      workdays: settings.workdays,
      live,
      clock,
    }),
    verdicts: createVerdicts({ records, store: verdictStore }),
    scene: createScene({
      records,
      store: photoStore,
      incidents: incidentStore,
      seen,
      phones,
      box: secretBox(secret, 'photos'),
      live,
      clock,
    }),
    rosters: createRosters({ records, store: rosterStore, people, clock }),
    silences: createSilences({ records, store: silenceStore, people, clock }),
    watchdog: createWatchdog({
      records,
      store: watchdogStore,
      outbox,
      incidents,
      people,
      live,
      clock,
      loading,
    }),
  };
}
