import { setImmediate as nextTurn } from 'node:timers/promises';
import { tierNames, unsignedStates } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { isClosedByRules } from '../alerts/index.js';
import type { Alert, AlertHappening } from '../alerts/index.js';
import { groupOf, groupStage, newDraft, runPipeline, settledIncident } from '../incidents/index.js';
import type { Draft, Incident, PipelineContext } from '../incidents/index.js';
import { climb, freezeLevels, startClock } from '../response/index.js';
import type { ResponseClock } from '../response/index.js';
import type { Replayed } from './replayed.js';
import type { ResponseSetting } from './response-setting.js';

/** What was told of one incident at one moment. */
export interface Telling {
  readonly at: Date;
  readonly region: string;
  readonly tier: AlertTier;
  /** The tier whose work was reckoned already; null at the first telling, the same one where no work is added. */
  readonly before: AlertTier | null;
  readonly messages: number;
  /** People that it reached, some of them by one sum of many. */
  readonly people: number;
  readonly climbed: boolean;
}

/** What alerts set going. */
export interface Chain {
  readonly incidents: readonly Incident[];
  readonly tellings: readonly Telling[];
  /** When something was held back by a silence or a wider alert. */
  readonly held: readonly Date[];
}

interface Live {
  incident: Incident;
  readonly alerts: Map<number, Alert>;
  sign: ResponseClock | null;
  recheckAt: Date | null;
}

interface Step {
  readonly at: Date;
  readonly alert: Alert;
  readonly happening: AlertHappening;
}

const shut = new Set(['resolved', 'dismissed']);
const wideKeys = /^(town|county|industry):/u;
const causes: Readonly<Record<string, 'opened' | 'raised'>> = {
  opened: 'opened',
  raised: 'raised',
  reopened: 'opened',
};
const isUnsigned = ({ state }: Incident): boolean => unsignedStates.some((one) => one === state);

/** An alert after each thing that happened to it, oldest first. */
function stepsOf({ alert, history }: Replayed): Step[] {
  let now: Alert = { ...alert, closedAt: null, closeReason: null };
  return history.map((happening) => {
    const { at, toTier, toState, reason } = happening;
    const closes = toState !== null && shut.has(toState);
    now = {
      ...now,
      tier: toTier ?? now.tier,
      state: toState ?? now.state,
      closedAt: closes ? at : toState === null ? now.closedAt : null,
      closeReason: closes ? reason : null,
    };
    return { at, alert: now, happening };
  });
}

/** Everything that happened, by moment. */
function momentsOf(alerts: readonly Replayed[]): (readonly Step[])[] {
  const byTime = new Map<number, Step[]>();
  for (const step of alerts.flatMap(stepsOf)) {
    const own = byTime.get(step.at.getTime());
    if (own === undefined) byTime.set(step.at.getTime(), [step]);
    else own.push(step);
  }
  return [...byTime].toSorted(([a], [b]) => a - b).map(([, steps]) => steps);
}

/**
 * The chain after alerts, by production's own stages: incidents, silences and wider alerts, times, the roster, messages
 * and the ladder. A signature is where people signed; where nobody did, for want of the same alert in production, it is
 * taken to come in time.
 */
export async function respondTo(alerts: readonly Replayed[], setting: ResponseSetting): Promise<Chain> {
  const incidents = new Map<number, Live>();
  const open = new Map<string, Live>();
  const memberOf = new Map<number, Live>();
  const tellings: Telling[] = [];
  const held: Date[] = [];
  const told = new Set<string>();
  const signed = new Map(
    alerts.map(({ alert, history }) => [
      alert.id,
      history
        .filter(({ toState, runId }) => runId === null && toState === 'acknowledged')
        .map(({ at }) => at),
    ]),
  );
  let numbers = 0;

  const contextAt = (now: Date, fresh: number): PipelineContext => ({
    now,
    ties: setting.ties,
    newIds: Array.from({ length: fresh }, () => (numbers += 1)),
    open: new Map([...open].map(([key, { incident }]) => [key, incident])),
    memberOf: new Map([...memberOf].map(([id, { incident }]) => [id, incident])),
    wide: [...open].flatMap(([key, { incident }]) => (wideKeys.test(key) ? [incident] : [])),
    silences: setting.silences.filter(({ decidedAt }) => decidedAt !== null && decidedAt <= now),
    roster: setting.roster,
    people: setting.people,
    tierName: (tier) => tierNames[tier],
    nodes: setting.nodesAt(now),
    told,
    disputeTypesOf: ({ ruleId }) => setting.disputeTypes.get(ruleId) ?? [],
    industryOf: (employerId) => (employerId === null ? null : (setting.industries.get(employerId) ?? null)),
  });

  const begin = (live: Live, now: Date): void => {
    const { tier } = live.incident;
    const levels = freezeLevels(tier, setting.levelOf(tier), false);
    const known = [...live.alerts.keys()].some((id) => (signed.get(id) ?? []).some((at) => at > now));
    live.sign = known ? startClock('sign', now, levels) : null;
    live.incident = { ...live.incident, levels, startedAt: now };
  };

  const tell = (drafts: readonly Draft[], now: Date): void => {
    for (const draft of drafts) {
      const live = draft.incident === null ? undefined : incidents.get(draft.incident.id);
      if (live === undefined) continue;
      if (draft.stopped) {
        if (draft.recheckAt === null) continue;
        held.push(now);
        if (live.incident.startedAt === null) live.recheckAt = draft.recheckAt;
        continue;
      }
      if (draft.reasonKey !== null) told.add(draft.reasonKey);
      const first = live.incident.startedAt === null;
      const before = first ? null : (live.incident.levels?.tier ?? live.incident.tier);
      const { tier, region } = live.incident;
      const climbed = draft.cause === 'climbed';
      tellings.push({
        at: now,
        region,
        tier,
        before,
        messages: draft.notices.length,
        people: draft.recipients.length,
        climbed,
      });
      live.recheckAt = null;
      if (first) begin(live, now);
      else if (draft.cause === 'raised') {
        live.incident = {
          ...live.incident,
          levels: freezeLevels(tier, setting.levelOf(tier), false),
        };
      }
      live.incident = { ...live.incident, round: live.incident.round + 1 };
    }
  };

  /** What clocks do before a moment: the ladder climbs when it is time; what was held back is looked at again. */
  const wait = (until: Date): void => {
    for (const live of open.values()) {
      for (let clock = live.sign; clock !== null; clock = live.sign) {
        const { levels } = live.incident;
        if (levels === null || clock.nextAt === null || clock.nextAt >= until) break;
        const now = clock.nextAt;
        const step = climb(live.incident, clock, levels, now);
        live.sign = step.clock;
        live.incident = { ...live.incident, level: step.level, round: live.incident.round + 1 };
        const draft = newDraft('climbed', now, { incident: live.incident, rungs: [step.level] });
        tell(runPipeline([draft], contextAt(now, 0), 'inhibit'), now);
      }
    }
    const due = [...open.values()].filter(({ recheckAt }) => recheckAt !== null && recheckAt < until);
    if (due.length === 0) return;
    const last = Math.max(...due.map(({ recheckAt }) => recheckAt?.getTime() ?? 0));
    const drafts = due.map(({ incident }) => newDraft('recheck', new Date(last), { incident }));
    for (const live of due) live.recheckAt = null;
    tell(runPipeline(drafts, contextAt(new Date(last), 0), 'inhibit'), new Date(last));
  };

  for (const steps of momentsOf(alerts)) {
    const [first] = steps;
    if (first === undefined) continue;
    const now = first.at;
    await nextTurn();
    wait(now);
    const changed = new Map<number, Step[]>();
    for (const step of steps) changed.set(step.alert.id, [...(changed.get(step.alert.id) ?? []), step]);
    const drafts = [...changed.values()].flatMap((own) => {
      const last = own.at(-1);
      if (last === undefined) return [];
      const cause = own.map(({ happening }) => causes[happening.kind]).find((one) => one !== undefined);
      return [newDraft(cause ?? 'eased', now, { alert: last.alert })];
    });
    const context = contextAt(now, drafts.length);
    const grouped = groupStage(drafts, context);
    const freshByKey = new Map(
      grouped.flatMap(({ incident }) =>
        incident === null ? [] : [[incident.groupKey, incident.id] as const],
      ),
    );
    const byAlert = new Map<number, Alert[]>();
    for (const { alert } of drafts) {
      if (alert === null) continue;
      const { key } = groupOf(alert, setting.ties);
      const id = memberOf.get(alert.id)?.incident.id ?? open.get(key)?.incident.id ?? freshByKey.get(key);
      if (id !== undefined) byAlert.set(id, [...(byAlert.get(id) ?? []), alert]);
    }
    const pending: Draft[] = [];
    for (const draft of grouped) {
      if (draft.incident === null) continue;
      const live: Live = incidents.get(draft.incident.id) ?? {
        incident: draft.incident,
        alerts: new Map(),
        sign: null,
        recheckAt: null,
      };
      incidents.set(draft.incident.id, live);
      for (const alert of byAlert.get(draft.incident.id) ?? []) {
        live.alerts.set(alert.id, alert);
        memberOf.set(alert.id, live);
      }
      const own = [...live.alerts.values()];
      live.incident = settledIncident(draft.incident, own);
      // As in production: what was closed stays so, though an alert of it comes back.
      if (live.incident.closedAt !== null) continue;
      const byPeople = own
        .flatMap(({ id }) => changed.get(id) ?? [])
        .filter(({ happening }) => happening.runId === null);
      if (byPeople.some(({ happening }) => happening.toState === 'acknowledged')) {
        live.incident = { ...live.incident, state: 'signed', signedAt: now };
        live.sign = null;
      }
      const over = own.every(({ closedAt }) => closedAt !== null);
      const ended = own.some(({ closeReason }) => closeReason !== null && !isClosedByRules(closeReason));
      if (over && (isUnsigned(live.incident) || ended)) {
        live.incident = { ...live.incident, state: 'closed', closedAt: now };
        live.sign = null;
        open.delete(live.incident.groupKey);
      } else {
        open.set(live.incident.groupKey, live);
        pending.push({ ...draft, incident: live.incident });
      }
    }
    tell(runPipeline(pending, contextAt(now, 0), 'inhibit'), now);
  }
  const alive = [...incidents.values()].map(({ incident }) => incident);
  return { incidents: alive, tellings, held };
}
