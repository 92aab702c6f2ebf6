import { randomUUID } from 'node:crypto';
import { chinaCalendar } from '@miaotou/domain';
import type { IncidentDetail, IncidentStepRequest } from '@miaotou/contracts';
import {
  createIncidents,
  createPlanFreezer,
  createPlans,
  createSilences,
  seenIncident,
  shippedLevels,
  shippedSetting,
} from '@miaotou/engine';
import type { Incidents, Notice, Plans, Silences, Viewer } from '@miaotou/engine';
import { incidentStore, peopleStore, planStore, silenceStore } from '@miaotou/records';
import { testWarehouse } from '@miaotou/testkit';
import type { Warehouse } from '@miaotou/warehouse';
import { beforeAll, beforeEach } from 'vitest';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse } from './evaluation-house.js';

/** A Monday in office hours. */
export const now = new Date('2026-11-23T10:00:00+08:00');
export const minutes = (n: number): Date => new Date(now.getTime() + n * 60_000);
export const days = (n: number): Date => minutes(n * 1_440);
const roles = ['leader', 'analyst', 'responder', 'mediator', 'admin'] as const;

let warehouse: Warehouse;
export let house: EvaluationHouse;
export let incidents: Incidents;
export let silences: Silences;
export let plans: Plans;
export let sent: Notice[];
let loading: boolean;
const viewers = new Map<string, Viewer>();
export const as = (name: string): Viewer => {
  const viewer = viewers.get(name);
  if (viewer === undefined) throw new Error(`nobody is called ${name}`);
  return viewer;
};

async function addPerson(username: string, role: Viewer['role']): Promise<void> {
  const id = randomUUID();
  const person = { id, username, displayName: username, role, scope: ['*'] };
  await peopleStore.insertUser(
    house.records.read,
    { ...person, passwordHash: '', officeId: null, failedLogins: 0, lockedUntil: null, disabledAt: null },
    now,
  );
  viewers.set(username, person);
}

/** An office that has three levels and no colours. */
const officeNames = { blue: '三级', yellow: '三级', orange: '二级', red: '一级' } as const;

export const complaints = (employer: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'complaint',
    key: `${employer}-${from + n}`,
    employer,
    at: days(-1),
    knownAt: days(-1),
    batch: Number(employer),
    row: from + n + 1,
    attributes: { channel: 'inspection', disputeType: 'D12' },
  }));

export const evaluate = () => house.evaluation.evaluate({ reason: 'nightly' }, quietly);

export async function the(employer: string, viewer = 'leader'): Promise<IncidentDetail> {
  const query = { view: 'all', state: 'all', page: 1, pageSize: 200 } as const;
  const { items } = await incidents.list(query, as(viewer));
  const found = items.find(({ employerId }) => employerId === employer);
  return incidents.get(found?.id ?? 'none', as(viewer));
}

/** A step on the newest page of the incident. */
export async function step(
  employer: string,
  who: string,
  request: Omit<IncidentStepRequest, 'version' | 'key'>,
): Promise<IncidentDetail> {
  const { id, version } = await the(employer);
  return incidents.act(id, { ...request, version, key: randomUUID() }, as(who), 'desktop');
}

export const kinds = ({ entries }: IncidentDetail): string[] => entries.map(({ kind }) => kind);
export const running = ({ clocks }: IncidentDetail): string[] =>
  clocks
    .filter(({ nextAt }) => nextAt !== null)
    .map(({ kind }) => kind)
    .toSorted();
export const alertStates = ({ members }: IncidentDetail): string[] => [
  ...new Set(members.map(({ state }) => state)),
];

/** Opens a house for each test of the file that calls it, with 7 on its way to red and 8 below. */
export function openIncidentHouse(): void {
  beforeAll(async () => {
    warehouse = await testWarehouse();
    await insertWatermarks(
      warehouse,
      layouts.map(({ layout }) => layout),
      '2027-12-31',
      new Date(0),
      1,
    );
    // 7 becomes red, 8 stays below.
    await insertEvents(warehouse, [...complaints('7', 10), ...complaints('8', 3)]);
  }, 120_000);

  beforeEach(async () => {
    house = await openHouse(warehouse, now);
    sent = [];
    loading = false;
    viewers.clear();
    for (const role of roles) await addPerson(role, role);
    await addPerson('leader2', 'leader');
    await addPerson('responder2', 'responder');
    const clock = { now: () => house.now };
    const freezing = {
      store: planStore,
      plansAt: () => Promise.resolve({ version: null, body: shippedSetting('response-plans', '2026-11-23') }),
    };
    const live = { publish: () => undefined };
    plans = createPlans({
      ...freezing,
      records: house.records,
      incidents: incidentStore,
      seen: (at, id, viewer) => seenIncident({ store: incidentStore }, at, id, viewer),
      workdays: () => Promise.resolve(chinaCalendar),
      live,
      clock,
    });
    incidents = createIncidents({
      plans: createPlanFreezer(freezing),
      records: house.records,
      store: incidentStore,
      alerts: house.alerts,
      outbox: {
        put: async (_, notices) => {
          sent.push(...notices);
        },
        withdraw: () => Promise.resolve(),
      },
      live,
      clock,
      levelsAt: async (_, tier) => shippedLevels(tier),
      tierNameAt: () => Promise.resolve((tier) => ({ zh: officeNames[tier], en: tier })),
      nodesAt: () => Promise.resolve([]),
      loading: () => Promise.resolve(loading),
    });
    silences = createSilences({
      records: house.records,
      store: silenceStore,
      people: (at) => incidentStore.people(at),
      clock,
    });
    return () => house.records.close();
  });
}

/** Says whether a load of past data runs. */
export function setLoading(runs: boolean): void {
  loading = runs;
}
/** Forgets what was told so far. */
export function forgetSent(): void {
  sent = [];
}
