import type { IncidentStepRequest } from '@miaotou/contracts';
import type { AlertState, Bilingual, DeviceKind, IncidentStep } from '@miaotou/domain';
import { liveAlertStates, tierNames, tierRank } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { decideStep, meetClock, runs, startClock, stopClock } from '../response/index.js';
import type { StepEffect } from '../response/index.js';
import { isRecordId, PermanentError, refuse } from '../shared/index.js';
import type { Executor } from '../shared/index.js';
import { keepTold, readContext, tellScreens } from './desk.js';
import type { IncidentsDeps } from './desk.js';
import { isTechnical } from './incident.js';
import type { Incident } from './incident.js';
import { newDraft, runPipeline } from './pipeline/index.js';

export const unknownIncident = (): PermanentError =>
  refuse('not-found', 'incident-not-found', '没有这个事件。', 'There is no such incident.');

/** The incident with a number, where the person may see it; what lies outside their regions does not exist for them. */
export async function seen(
  deps: Pick<IncidentsDeps, 'store'>,
  at: Executor,
  id: string,
  viewer: Viewer,
): Promise<Incident> {
  const incident = isRecordId(id) ? await deps.store.find(at, Number(id)) : null;
  if (incident === null) throw unknownIncident();
  const own = incident.holderId === viewer.id || incident.offerTo === viewer.id;
  if (!own && !maySee(viewer, incident.region)) throw unknownIncident();
  return incident;
}

const stepTexts: Readonly<Record<IncidentStep, Bilingual>> = {
  sign: { zh: '签收。', en: 'Signed for it.' },
  verify: { zh: '核实。', en: 'Verified it.' },
  arrive: { zh: '到场。', en: 'Arrived on the scene.' },
  plan: { zh: '制定方案。', en: 'Made the plan.' },
  report: { zh: '报告进展。', en: 'Reported.' },
  note: { zh: '补充记录。', en: 'Noted.' },
  resolve: { zh: '办结：已化解。', en: 'Ended: resolved.' },
  'hand-to-matter': { zh: '办结：转入纠纷或案件。', en: 'Ended: goes on as a matter.' },
  dismiss: { zh: '认定误报。', en: 'Dismissed as false.' },
  close: { zh: '核销。', en: 'Closed.' },
  reopen: { zh: '重新打开。', en: 'Opened again.' },
  lower: { zh: '凭专班书面决定降级。', en: 'Lowered by the joint team’s written decision.' },
  offer: {
    zh: '请求他人接手，接手前仍由原负责人负责。',
    en: 'Asked somebody to take it over; it stays until taken.',
  },
  take: { zh: '接手。', en: 'Took it over.' },
  decline: { zh: '不接手。', en: 'Declined to take it over.' },
};

interface AlertMove {
  readonly from: readonly AlertState[];
  readonly to: AlertState;
  readonly kind: string;
}

/** What a step does to the alerts of the incident; null for nothing. */
function alertMove(step: IncidentStep, incident: Incident, request: IncidentStepRequest): AlertMove | null {
  switch (step) {
    case 'sign':
    case 'take':
      return { from: ['open'], to: 'acknowledged', kind: 'acknowledged' };
    case 'verify':
    case 'arrive':
    case 'plan':
    case 'report':
      return { from: ['open', 'acknowledged'], to: 'handling', kind: 'handled' };
    case 'close': {
      const dismissed = incident.state === 'dismissed' || request.verdict === 'false';
      return dismissed
        ? { from: liveAlertStates, to: 'dismissed', kind: 'dismissed' }
        : { from: liveAlertStates, to: 'resolved', kind: 'resolved' };
    }
    case 'reopen':
      return { from: ['resolved', 'dismissed'], to: 'open', kind: 'reopened' };
    case 'note':
    case 'resolve':
    case 'hand-to-matter':
    case 'dismiss':
    case 'lower':
    case 'offer':
    case 'decline':
      return null;
  }
}

/** A page that shows an older state: who was faster is told. */
async function refuseStale(
  deps: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  request: IncidentStepRequest,
): Promise<never> {
  const people = await deps.store.people(tx);
  const holder = people.find(({ id }) => id === incident.holderId);
  if (request.step === 'sign' && holder !== undefined) {
    throw refuse(
      'conflict',
      'incident-signed-already',
      `${holder.displayName}已先签收了这个事件。`,
      `${holder.displayName} signed for this incident first.`,
    );
  }
  throw refuse(
    'conflict',
    'incident-changed',
    '这个事件刚刚有了变动，请刷新后再操作。',
    'The incident was changed in the meantime. Load it again first.',
  );
}

async function turnClocks(
  deps: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  effect: StepEffect,
  now: Date,
): Promise<void> {
  const { store } = deps;
  const clocks = (await store.clocks(tx, [incident.id])).filter(runs);
  const met = clocks.filter(({ kind }) => effect.meets.includes(kind));
  const stopped = clocks.filter(({ kind }) => effect.stops.includes(kind) && !effect.meets.includes(kind));
  await store.updateClocks(tx, [
    ...met.map((clock) => ({ ...clock, ...meetClock(clock, now) })),
    ...stopped.map((clock) => ({ ...clock, ...stopClock(clock, now) })),
  ]);
  const { levels } = incident;
  if (levels === null) return;
  const left = new Set(
    clocks.filter((one) => !met.includes(one) && !stopped.includes(one)).map(({ kind }) => kind),
  );
  const fresh = effect.begins.flatMap((kind) => {
    const clock = left.has(kind) ? null : startClock(kind, now, levels);
    return clock === null ? [] : [{ ...clock, incidentId: incident.id }];
  });
  await store.addClocks(tx, fresh);
}

/** Lowers the red alerts of an incident: only those whose signal has eased, by written decision. */
async function lowerAlerts(
  deps: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  alerts: readonly Alert[],
  request: IncidentStepRequest,
  viewer: Viewer,
  now: Date,
): Promise<Incident> {
  const { tier } = request;
  if (tier === undefined) return incident;
  const high = alerts.filter((one) => one.closedAt === null && tierRank(one.tier) > tierRank(tier));
  if (high.some(({ easedSince }) => easedSince === null)) {
    throw refuse(
      'conflict',
      'signal-stands',
      '仍有红色信号未消退，不能降级。',
      'A red signal still stands: the incident cannot be lowered.',
    );
  }
  await deps.alerts.advance(
    tx,
    high.map(({ id }) => id),
    {
      from: liveAlertStates,
      tier,
      kind: 'lowered',
      reason: 'written-decision',
      by: viewer.username,
      note: request.note ?? null,
      at: now,
    },
  );
  return { ...incident, tier };
}

/** Keeps what turned out of each alert, for the rules to learn from. */
function verdictsOf(
  incident: Incident,
  alerts: readonly Alert[],
  request: IncidentStepRequest,
  viewer: Viewer,
  at: Date,
) {
  const { verdict: kind, note } = request;
  if (kind === undefined) return [];
  return alerts.map(({ id, ruleId, ruleVersion, subjectKind, subjectId }) => ({
    incidentId: incident.id,
    alertId: id,
    ruleId,
    ruleVersion,
    subjectKind,
    subjectId,
    kind,
    reason: note ?? '',
    byId: viewer.id,
    at,
  }));
}

function applied(
  incident: Incident,
  effect: StepEffect,
  request: IncidentStepRequest,
  viewer: Viewer,
  now: Date,
): Incident {
  const { step } = request;
  const base: Incident = { ...incident, state: effect.to, version: incident.version + 1 };
  const held: Incident =
    effect.holder === 'keep'
      ? base
      : { ...base, holderId: effect.holder === 'actor' ? viewer.id : null, signedAt: base.signedAt ?? now };
  const noOffer = { offerTo: null, offerBy: null, offerAt: null, offerNote: null };
  switch (step) {
    case 'offer':
      return {
        ...held,
        offerTo: request.to ?? null,
        offerBy: viewer.id,
        offerAt: now,
        offerNote: request.note ?? '',
      };
    case 'take':
    case 'decline':
      return { ...held, ...noOffer };
    case 'resolve':
    case 'hand-to-matter':
    case 'dismiss':
      return { ...held, ...noOffer, endedBy: viewer.id };
    case 'close':
      return { ...held, closedAt: now };
    case 'reopen':
      return { ...held, closedAt: null, endedBy: null };
    case 'sign':
    case 'verify':
    case 'arrive':
    case 'plan':
    case 'report':
    case 'note':
    case 'lower':
      return held;
  }
}

/** One step of a person. What came before with the same key changes nothing. */
export async function act(
  deps: IncidentsDeps,
  id: string,
  request: IncidentStepRequest,
  viewer: Viewer,
  device: DeviceKind,
): Promise<Incident> {
  const { records, store, outbox, clock } = deps;
  const after = await records.transaction(async (tx) => {
    const known = await seen(deps, tx, id, viewer);
    const [incident] = await store.take(tx, [known.id]);
    if (incident === undefined) throw unknownIncident();
    const { step } = request;
    if (await store.hasKey(tx, incident.id, request.key)) return incident;
    // A second tap on another page of the same person finds done what it asks for.
    if (step === 'sign' && incident.holderId === viewer.id) return incident;
    if (incident.version !== request.version) await refuseStale(deps, tx, incident, request);
    const lacks = step === 'close' ? await deps.plans.lacks(tx, incident) : [];
    const at = { ...incident, technical: isTechnical(incident), lacks };
    const decision = decideStep(step, at, viewer, request);
    if (!decision.ok) throw new PermanentError(decision.kind, decision.code, decision.text);
    const now = clock.now();
    const members = await store.members(tx, [incident.id]);
    const alerts = await store.alerts(
      tx,
      members.map(({ alertId }) => alertId),
    );
    let next = applied(incident, decision, request, viewer, now);
    if (step === 'lower') next = await lowerAlerts(deps, tx, next, alerts, request, viewer, now);
    const move = alertMove(step, incident, request);
    if (move !== null) {
      await deps.alerts.advance(
        tx,
        alerts.map((one) => one.id),
        { ...move, reason: step, by: viewer.username, note: request.note ?? null, at: now },
      );
    }
    await turnClocks(deps, tx, next, decision, now);
    if (step === 'close') await store.addVerdicts(tx, verdictsOf(next, alerts, request, viewer, now));
    if (step === 'reopen') await store.withdrawVerdicts(tx, next.id, now);
    if (['sign', 'take', 'dismiss', 'close'].includes(step)) await outbox.withdraw(tx, String(next.id));
    if (step === 'offer') next = await tellReceiver(deps, tx, next, viewer, now);
    await store.update(tx, [next]);
    await store.tell(tx, [
      {
        incidentId: next.id,
        at: now,
        kind: step,
        reason:
          step === 'lower'
            ? `to-${tierNames[next.tier].en.toLowerCase()}`
            : (request.verdict ?? request.matter ?? step),
        text: stepTexts[step],
        byId: viewer.id,
        note: request.note ?? null,
        fromState: incident.state,
        toState: next.state,
        device,
        deviceAt: request.deviceAt === undefined ? null : new Date(request.deviceAt),
        place: request.place ?? null,
        key: request.key,
      },
    ]);
    return next;
  });
  tellScreens(deps, [after.region]);
  return after;
}

/** Tells the person who is asked to take over; refuses a receiver who could not see the incident. */
async function tellReceiver(
  deps: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  viewer: Viewer,
  now: Date,
): Promise<Incident> {
  const person = (await deps.store.people(tx)).find(({ id }) => id === incident.offerTo);
  if (
    person === undefined ||
    person.role === 'auditor' ||
    person.role === 'intake' ||
    !maySee(person, incident.region)
  ) {
    throw refuse(
      'invalid',
      'receiver-unfit',
      '此人不能接手：不在辖区范围内，或角色不办理事件。',
      'This person cannot take it over: the region or the role does not fit.',
    );
  }
  const told: Incident = { ...incident, round: incident.round + 1 };
  const words = {
    zh: `${viewer.displayName}请您接手：${incident.offerNote ?? ''}`,
    en: `${viewer.displayName} asks you to take it over: ${incident.offerNote ?? ''}`,
  };
  const drafts = runPipeline(
    [newDraft('offered', now, { incident: told, to: [person.id], words })],
    await readContext(deps, tx, now, [told]),
    'inhibit',
  );
  await keepTold(deps, tx, now, drafts);
  return told;
}
