import { tierNames, tierRank, unsignedStates } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';
import type { Executor } from '../shared/index.js';
import { begin, endUnsigned, keepTold, raise, readContext, tellScreens } from './desk.js';
import type { IncidentsDeps } from './desk.js';
import { byKey } from './by-key.js';
import { groupOf } from './group.js';
import type { Incident } from './incident.js';
import { systemEntry } from './incident.js';
import { recheckClock, runs } from '../response/index.js';
import { groupStage, newDraft, runPipeline } from './pipeline/index.js';
import type { Cause, Draft } from './pipeline/index.js';
import type { AlertChange } from './ports.js';

/** Changes taken at once. */
const block = 500;
/** What happened longer ago than this is history: kept, but nobody is called for it. */
const historyMs = 3_600_000;

const causes: Readonly<Record<string, Cause>> = { opened: 'opened', raised: 'raised', reopened: 'opened' };

function causeOf(changes: readonly AlertChange[]): Cause {
  const told = changes.map(({ kind }) => causes[kind] ?? 'eased');
  return told.find((cause) => cause !== 'eased') ?? 'eased';
}

const isUnsigned = ({ state }: Incident): boolean => unsignedStates.some((one) => one === state);
const lastEnd = (alerts: readonly Alert[]): Date =>
  new Date(Math.max(...alerts.map(({ closedAt, openedAt }) => (closedAt ?? openedAt).getTime())));

/** The incident as its alerts now say: the tier of the gravest that stands. */
export function settled(incident: Incident, alerts: readonly Alert[]): Incident {
  const standing = alerts.filter(({ closedAt }) => closedAt === null);
  const [gravest] = standing.toSorted((a, b) => tierRank(b.tier) - tierRank(a.tier) || a.id - b.id);
  if (gravest === undefined) return incident;
  const { tier, sentence, plan } = gravest;
  const peakTier = tierRank(tier) > tierRank(incident.peakTier) ? tier : incident.peakTier;
  return { ...incident, tier, peakTier, sentence, plan };
}

/**
 * Whether somebody who looks at the incident would now read something else. Only then is his page an old one:
 * the echo of his own signature in the alerts must not refuse his next step.
 */
const readsOtherwise = (before: Incident, after: Incident): boolean =>
  before.tier !== after.tier || before.sentence.zh !== after.sentence.zh || before.plan !== after.plan;

const openedText = { zh: '事件产生。', en: 'The incident began.' };

/** One block of changes of alerts, gathered within a transaction; gives the regions concerned, null when there are none. */
async function gatherBlock(deps: IncidentsDeps, tx: Executor, loading: boolean): Promise<string[] | null> {
  const { store, clock } = deps;
  // Whoever changes alerts holds this lock: afterwards no change with an earlier number can still appear.
  await deps.alerts.lock(tx);
  await store.lock(tx);
  const now = clock.now();
  const changes = await store.changesAfter(tx, await store.through(tx), block);
  const last = changes.at(-1);
  if (last === undefined) return null;
  const byAlert = byKey(changes, ({ alertId }) => alertId);
  const alerts = await store.alerts(tx, [...byAlert.keys()]);
  const ties = await store.ties(tx, [...new Set(alerts.flatMap(({ employerId }) => employerId ?? []))]);
  const membership = await store.membersByAlert(tx, [...byAlert.keys()]);
  const keys = new Map(alerts.map((alert) => [alert.id, groupOf(alert, ties).key]));
  const openNow = await store.openByKeys(tx, [...new Set(keys.values())]);
  const known = new Map(
    (
      await store.take(tx, [
        ...new Set([...membership.map(({ incidentId }) => incidentId), ...openNow.map(({ id }) => id)]),
      ])
    ).map((one) => [one.id, one]),
  );
  const memberOf = new Map(
    membership.flatMap(({ alertId, incidentId }) => {
      const incident = known.get(incidentId);
      return incident === undefined ? [] : [[alertId, incident] as const];
    }),
  );
  const open = new Map(
    [...known.values()].filter(({ closedAt }) => closedAt === null).map((one) => [one.groupKey, one]),
  );
  const orphans = alerts.filter(({ id }) => !memberOf.has(id) && !open.has(keys.get(id) ?? ''));
  const newIds = await store.nextIds(tx, new Set(orphans.map(({ id }) => keys.get(id))).size);
  const context = await readContext(deps, tx, now, [...known.values()], { ties, open, memberOf, newIds });
  const drafts = alerts.map((alert) =>
    newDraft(causeOf(byAlert.get(alert.id) ?? []), now, { alert, rungs: ['duty'] }),
  );
  const grouped = groupStage(drafts, context);
  const byIncident = new Map(
    grouped.flatMap((draft) => (draft.incident === null ? [] : [[draft.incident.id, draft]])),
  );

  // Incidents and who belongs to them, before anything that refers to them.
  const fresh = [...byIncident.values()].flatMap(({ incident }) =>
    incident === null || known.has(incident.id) ? [] : [incident],
  );
  await store.insert(tx, fresh);
  const freshByKey = new Map(fresh.map((one) => [one.groupKey, one.id]));
  const joining = alerts.flatMap((alert) => {
    if (memberOf.has(alert.id)) return [];
    const grouping = groupOf(alert, ties);
    const incidentId = open.get(grouping.key)?.id ?? freshByKey.get(grouping.key);
    return incidentId === undefined ? [] : [{ alertId: alert.id, incidentId, reason: grouping.reason }];
  });
  await store.join(tx, joining, now);
  const joined = new Set(joining.map(({ incidentId }) => incidentId));

  const members = await store.members(tx, [...byIncident.keys()]);
  const all = new Map(
    (
      await store.alerts(
        tx,
        members.map(({ alertId }) => alertId),
      )
    ).map((one) => [one.id, one]),
  );
  const alertsOf = (id: number): Alert[] =>
    members.flatMap(({ incidentId, alertId }) => (incidentId === id ? (all.get(alertId) ?? []) : []));
  const isHistory = (draft: Draft): boolean => {
    const newest = alertsOf(draft.incident?.id ?? 0)
      .flatMap(({ id }) => byAlert.get(id) ?? [])
      .reduce((at, change) => Math.max(at, change.at.getTime()), 0);
    return loading || now.getTime() - newest > historyMs;
  };
  const pending: Draft[] = [];
  for (const draft of byIncident.values()) {
    const { incident } = draft;
    if (incident === null) continue;
    const before = known.get(incident.id) ?? null;
    const own = alertsOf(incident.id);
    let after = settled(incident, own);
    if (joined.has(incident.id) || readsOtherwise(incident, after)) {
      after = { ...after, version: incident.version + 1 };
    }
    if (before === null) {
      await store.tell(tx, [
        systemEntry(incident.id, incident.openedAt, 'opened', 'alert', openedText, { toState: 'created' }),
      ]);
    } else if (after.tier !== before.tier) {
      const up = tierRank(after.tier) > tierRank(before.tier);
      const [from, to] = [tierNames[before.tier], tierNames[after.tier]];
      await store.tell(tx, [
        systemEntry(incident.id, now, up ? 'raised' : 'lowered', 'alerts', {
          zh: `等级由${from.zh}变为${to.zh}。`,
          en: `The tier went from ${from.en.toLowerCase()} to ${to.en.toLowerCase()}.`,
        }),
      ]);
    }
    if (after.closedAt === null && own.every(({ closedAt }) => closedAt !== null) && isUnsigned(after)) {
      after = await endUnsigned(deps, tx, after, lastEnd(own));
    }
    await store.update(tx, [after]);
    if (after.closedAt === null && !isHistory(draft)) pending.push({ ...draft, incident: after });
    else if (before === null) await store.decide(tx, incident.id, now, draft.decisions);
  }
  await tellLive(deps, tx, pending, context, known);
  await store.setThrough(tx, last.id);
  return [...byIncident.values()].map(({ incident }) => incident?.region ?? '');
}

/** Takes what happens now through the rest of the pipeline, and begins clocks. */
async function tellLive(
  deps: IncidentsDeps,
  tx: Executor,
  pending: readonly Draft[],
  context: Parameters<typeof runPipeline>[1],
  known: ReadonlyMap<number, Incident>,
): Promise<void> {
  const { store } = deps;
  const { now } = context;
  const done = runPipeline(
    pending.map((draft) => ({ ...draft, alert: draft.alert })),
    context,
    'inhibit',
  );
  for (const { incident, stopped, recheckAt, cause } of done) {
    if (incident === null) continue;
    if (stopped) {
      if (recheckAt === null || incident.startedAt !== null) continue;
      const running = (await store.clocks(tx, [incident.id])).filter(runs);
      const basis = { zh: '静默或抑制期满后复核', en: 'looked at again when it is no longer held back' };
      if (running.length === 0) {
        await store.addClocks(tx, [{ ...recheckClock(now, recheckAt, basis), incidentId: incident.id }]);
      }
      continue;
    }
    if (incident.startedAt === null) await store.update(tx, [await begin(deps, tx, incident, now, false)]);
    else if (cause === 'raised' && known.has(incident.id)) {
      await store.update(tx, [await raise(deps, tx, incident, now)]);
    } else await store.update(tx, [{ ...incident, round: incident.round + 1 }]);
  }
  await keepTold(deps, tx, now, done);
}

/** Gathers what happened to alerts since the last time into incidents; gives the number of blocks. */
export async function gather(deps: IncidentsDeps): Promise<number> {
  for (let blocks = 0; ; blocks += 1) {
    const loading = await deps.loading();
    const regions = await deps.records.transaction((tx) => gatherBlock(deps, tx, loading));
    if (regions === null) return blocks;
    tellScreens(deps, regions);
  }
}
