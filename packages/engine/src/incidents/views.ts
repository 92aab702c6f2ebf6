import type { IncidentClock, IncidentDetail, IncidentRow, Person } from '@miaotou/contracts';
import { findRegion, findResponsePlan } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { runs, stepsFor } from '../response/index.js';
import { isTechnical } from './incident.js';
import type { Decision, Incident, IncidentEntry, IncidentMove, KeptClock, Verdict } from './incident.js';
import type { Call, Membership, Responder, SentMessage } from './ports.js';

export type PeopleById = ReadonlyMap<string, Responder>;

export function personOf(id: string | null, people: PeopleById): Person | null {
  const found = id === null ? undefined : people.get(id);
  return found === undefined
    ? null
    : { id: found.id, username: found.username, displayName: found.displayName };
}

export function clockView(clock: KeptClock): IncidentClock {
  return {
    kind: clock.kind,
    startedAt: clock.startedAt.toISOString(),
    dueAt: clock.dueAt.toISOString(),
    provisional: clock.provisional,
    basis: clock.basis,
    state: clock.state,
    metAt: clock.state === 'met' || clock.state === 'missed' ? (clock.endedAt?.toISOString() ?? null) : null,
    nextAt: clock.nextAt?.toISOString() ?? null,
  };
}

const asked = (clock: KeptClock): boolean => runs(clock) && clock.kind !== 'recheck';

/** An incident as a line of the inbox. */
export function incidentRow(
  incident: Incident,
  alerts: number,
  clocks: readonly KeptClock[],
  people: PeopleById,
  now: Date,
): IncidentRow {
  const running = clocks.filter(asked).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const [first] = running;
  return {
    id: String(incident.id),
    title: incident.title,
    employerId: incident.employerId,
    region: incident.region,
    regionName: findRegion(incident.region)?.name ?? {
      zh: incident.region || '未定',
      en: incident.region || 'Unknown',
    },
    tier: incident.tier,
    peakTier: incident.peakTier,
    state: incident.state,
    level: incident.level,
    openedAt: incident.openedAt.toISOString(),
    startedAt: incident.startedAt?.toISOString() ?? null,
    closedAt: incident.closedAt?.toISOString() ?? null,
    holder: personOf(incident.holderId, people),
    office: incident.holderId === null ? null : (people.get(incident.holderId)?.office ?? null),
    alerts,
    sentence: incident.sentence,
    clock: first === undefined ? null : clockView(first),
    overdue: running.some(({ dueAt }) => dueAt < now),
    version: incident.version,
  };
}

export interface DetailParts {
  readonly incident: Incident;
  readonly members: readonly Membership[];
  readonly alerts: readonly Alert[];
  readonly ruleNames: ReadonlyMap<string, { readonly name: Bilingual }>;
  readonly clocks: readonly KeptClock[];
  readonly entries: readonly IncidentEntry[];
  readonly decisions: readonly (Decision & { readonly at: Date })[];
  readonly calls: readonly Call[];
  readonly messages: readonly SentMessage[];
  readonly moves: readonly IncidentMove[];
  readonly titles: ReadonlyMap<number, string>;
  readonly verdict: Pick<Verdict, 'kind' | 'reason' | 'byId'> | null;
  readonly people: PeopleById;
  readonly now: Date;
}

/** Largest number of people that the evidence of any alert names. */
function peopleIn(alerts: readonly Alert[]): number | null {
  const counts = alerts.flatMap(({ evidence }) =>
    Object.entries(evidence.features).flatMap(([name, value]) =>
      /people|persons|workers|headcount/iu.test(name) && typeof value === 'number' ? [value] : [],
    ),
  );
  return counts.length === 0 ? null : Math.round(Math.max(...counts));
}

/** An incident in full, for one viewer. */
export function incidentDetail(parts: DetailParts, viewer: Viewer): IncidentDetail {
  const { incident, members, alerts, ruleNames, clocks, people, verdict, now } = parts;
  const visible = alerts.filter((alert) => maySee(viewer, alert.region));
  const plan = findResponsePlan(incident.plan);
  const offerTo = personOf(incident.offerTo, people);
  const offerBy = personOf(incident.offerBy, people);
  const verdictBy = personOf(verdict?.byId ?? null, people);
  return {
    ...incidentRow(incident, members.length, clocks, people, now),
    plan: {
      code: incident.plan,
      name: plan?.name ?? { zh: incident.plan, en: incident.plan },
      steps: (plan?.steps ?? []).map(({ text }) => text),
    },
    members: visible
      .toSorted((a, b) => Number(a.closedAt !== null) - Number(b.closedAt !== null) || b.id - a.id)
      .map((alert) => ({
        alertId: String(alert.id),
        ruleId: alert.ruleId,
        ruleName: ruleNames.get(alert.ruleId)?.name ?? { zh: alert.ruleId, en: alert.ruleId },
        subjectKind: alert.subjectKind,
        subjectName: alert.subjectName,
        tier: alert.tier,
        state: alert.state,
        sentence: alert.sentence,
        reason: members.find(({ alertId }) => alertId === alert.id)?.reason ?? '',
      })),
    hidden: alerts.length - visible.length,
    people: peopleIn(visible),
    clocks: clocks.map(clockView),
    entries: parts.entries.map((entry) => ({
      id: String(entry.id),
      at: entry.at.toISOString(),
      kind: entry.kind,
      reason: entry.reason,
      text: entry.text,
      by: personOf(entry.byId, people),
      note: entry.note,
      fromState: entry.fromState,
      toState: entry.toState,
      device: entry.device,
      deviceAt: entry.deviceAt?.toISOString() ?? null,
      place: entry.place,
    })),
    decisions: parts.decisions.map(({ at, stage, reason, text }) => ({
      at: at.toISOString(),
      stage,
      reason,
      text,
    })),
    messages: parts.messages.map((one) => ({
      person: personOf(one.personId, people),
      channel: one.channel,
      text: one.text,
      state: one.state,
      createdAt: one.createdAt.toISOString(),
      sentAt: one.sentAt?.toISOString() ?? null,
    })),
    called: parts.calls.flatMap(({ personId, level, at }) => {
      const person = personOf(personId, people);
      return person === null ? [] : [{ level, person, at: at.toISOString() }];
    }),
    offer:
      offerTo === null || offerBy === null || incident.offerAt === null
        ? null
        : { to: offerTo, by: offerBy, at: incident.offerAt.toISOString(), note: incident.offerNote ?? '' },
    // Closing is offered where only the five ones are missing: who taps it is told which.
    steps: stepsFor({ ...incident, technical: isTechnical(incident), lacks: [] }, viewer),
    moves: parts.moves.map((move) => {
      const other = move.fromId === incident.id ? move.toId : move.fromId;
      return {
        id: String(move.id),
        kind: move.kind,
        other: String(other),
        otherTitle: parts.titles.get(other) ?? String(other),
        alerts: move.detail.alertIds.length,
        by: people.get(move.byId)?.displayName ?? '',
        at: move.at.toISOString(),
        reason: move.reason,
        undone: move.undoneAt !== null,
      };
    }),
    verdict:
      verdict === null || verdictBy === null
        ? null
        : { kind: verdict.kind, reason: verdict.reason, by: verdictBy },
  };
}
