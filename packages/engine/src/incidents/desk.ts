import type { AlertTier, Bilingual, FiveOne } from '@miaotou/domain';
import type { Alert, AlertStep } from '../alerts/index.js';
import type { Outbox } from '../messages/index.js';
import { freezeLevels, runs, startClock, stopClock, tightenClock } from '../response/index.js';
import type { LevelTable } from '../response/index.js';
import type { Clock, Executor, LivePush, Records } from '../shared/index.js';
import type { Incident } from './incident.js';
import { systemEntry } from './incident.js';
import type { Draft, PipelineContext } from './pipeline/index.js';
import type { IncidentStore } from './ports.js';

/** Response plans as incidents need them. */
export interface IncidentPlans {
  /** Freezes the plan of an incident under its present tier. */
  freeze(tx: Executor, incident: Incident, now: Date): Promise<void>;
  /** Those of the five ones without which it cannot be closed. */
  lacks(tx: Executor, incident: Incident): Promise<readonly FiveOne[]>;
}

export interface IncidentsDeps {
  readonly records: Records;
  readonly store: IncidentStore;
  /** Changes alerts as a step of their incident says, with their history and ledger rows. */
  readonly alerts: {
    lock(tx: Executor): Promise<void>;
    advance(tx: Executor, alertIds: readonly number[], step: AlertStep): Promise<readonly Alert[]>;
  };
  readonly outbox: Outbox;
  readonly plans: IncidentPlans;
  readonly live: LivePush;
  readonly clock: Clock;
  /** What the office calls the tiers at a moment. */
  readonly tierNameAt: (at: Executor, moment: Date) => Promise<PipelineContext['tierName']>;
  /** Service levels of a tier as the dated table has them on a day. */
  readonly levelsAt: (at: Executor, tier: AlertTier, moment: Date) => Promise<LevelTable>;
  /** Times with round-the-clock duty that a moment lies in. */
  readonly nodesAt: (at: Executor, moment: Date) => Promise<readonly Bilingual[]>;
  /** Whether a load of past data runs, during which nothing is told and no clock begins. */
  readonly loading: () => Promise<boolean>;
}

/** Everything that the stages look at, read once for a run. */
export async function readContext(
  { store, nodesAt, tierNameAt }: IncidentsDeps,
  tx: Executor,
  now: Date,
  incidents: readonly Incident[],
  more: Partial<Pick<PipelineContext, 'ties' | 'open' | 'memberOf' | 'newIds'>> = {},
): Promise<PipelineContext> {
  const employers = [...new Set(incidents.flatMap(({ employerId }) => employerId ?? []))];
  const rules = await store.rules(tx);
  const industries = await store.industries(tx, employers);
  return {
    now,
    ties: [],
    newIds: [],
    open: new Map(),
    memberOf: new Map(),
    wide: await store.wide(tx),
    silences: await store.silencesInForce(tx, now),
    roster: await store.roster(tx),
    people: await store.people(tx),
    tierName: await tierNameAt(tx, now),
    nodes: await nodesAt(tx, now),
    told: await store.told(
      tx,
      incidents.map(({ id }) => id),
    ),
    disputeTypesOf: ({ ruleId }) => rules.get(ruleId)?.disputeTypes ?? [],
    industryOf: (employerId) => (employerId === null ? null : (industries.get(employerId) ?? null)),
    ...more,
  };
}

/** Writes down what was told of an incident: messages, calls and reasons. */
export async function keepTold(
  { store, outbox }: IncidentsDeps,
  tx: Executor,
  now: Date,
  drafts: readonly Draft[],
): Promise<void> {
  const notices = drafts.flatMap((draft) => (draft.stopped ? [] : draft.notices));
  if (notices.length > 0) await outbox.put(tx, notices);
  await store.call(
    tx,
    drafts.flatMap(({ incident, recipients, stopped }) =>
      incident === null || stopped
        ? []
        : recipients.map(({ personId, level }) => ({ incidentId: incident.id, personId, level, at: now })),
    ),
  );
  for (const { incident, decisions } of drafts) {
    if (incident !== null) await store.decide(tx, incident.id, now, decisions);
  }
}

/** An incident whose clocks begin, under the levels of its tier as they stand now. */
export async function begin(
  { store, levelsAt, plans }: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  now: Date,
  backlog: boolean,
): Promise<Incident> {
  const levels = freezeLevels(incident.tier, await levelsAt(tx, incident.tier, now), backlog);
  const sign = startClock('sign', now, levels);
  if (sign !== null) await store.addClocks(tx, [{ ...sign, incidentId: incident.id }]);
  await plans.freeze(tx, incident, now);
  return { ...incident, levels, startedAt: now, round: incident.round + 1 };
}

/** A started incident under a higher tier: its clocks end earlier where the new levels say so. */
export async function raise(
  { store, levelsAt, plans }: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  now: Date,
): Promise<Incident> {
  if (incident.levels === null) return incident;
  const levels = freezeLevels(incident.tier, await levelsAt(tx, incident.tier, now), false);
  const clocks = await store.clocks(tx, [incident.id]);
  await store.updateClocks(
    tx,
    clocks.filter(runs).map((clock) => ({ ...clock, ...tightenClock(clock, now, levels) })),
  );
  await plans.freeze(tx, incident, now);
  return { ...incident, levels, round: incident.round + 1 };
}

/** Ends an incident that nobody has signed, because nothing of it stands any more. */
export async function endUnsigned(
  { store, outbox }: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  at: Date,
): Promise<Incident> {
  const clocks = await store.clocks(tx, [incident.id]);
  await store.updateClocks(
    tx,
    clocks.filter(runs).map((clock) => ({ ...clock, ...stopClock(clock, at) })),
  );
  await outbox.withdraw(tx, String(incident.id));
  await store.tell(tx, [
    systemEntry(
      incident.id,
      at,
      'closed',
      'alerts-ended',
      {
        zh: '事件内的预警均已解除，无人签收，系统结束事件。',
        en: 'Every alert in it ended before anybody signed: closed by the system.',
      },
      { fromState: incident.state, toState: 'closed' },
    ),
  ]);
  return { ...incident, state: 'closed', closedAt: at, version: incident.version + 1 };
}

/** Tells open screens that lists of incidents are old. */
export function tellScreens({ live }: IncidentsDeps, regions: readonly string[]): void {
  const own = [...new Set(regions)];
  if (own.length > 0) {
    const everybody = own.includes('');
    live.publish({ regions: everybody ? [] : own, message: { type: 'system', change: 'incidents' } });
  }
}
