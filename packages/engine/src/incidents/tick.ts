import { escalationLevelNames, escalationLevels } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { climb, runs, stopClock } from '../response/index.js';
import type { ClimbReason } from '../response/index.js';
import type { Executor } from '../shared/index.js';
import { begin, keepTold, readContext, tellScreens } from './desk.js';
import type { IncidentsDeps } from './desk.js';
import type { Incident, KeptClock } from './incident.js';
import { systemEntry } from './incident.js';
import { newDraft, runPipeline } from './pipeline/index.js';
import type { Draft } from './pipeline/index.js';

/** Incidents looked at within one transaction. */
const batch = 200;

const climbTexts: Readonly<Record<ClimbReason, Bilingual>> = {
  'not-signed': { zh: '到时仍无人签收', en: 'nobody signed in time' },
  'still-nobody': {
    zh: '已通知到县专班，仍无人签收',
    en: 'the joint team was called and still nobody signed',
  },
  'not-verified': {
    zh: '签收后未按时核实，签收失效',
    en: 'not verified in time after signing: the signature no longer holds',
  },
  'no-plan': { zh: '方案逾期未定', en: 'the plan is overdue' },
  'no-report': { zh: '报告逾期', en: 'the report is overdue' },
  'not-closed': { zh: '办结后逾期未核销', en: 'not closed in time after the response ended' },
};

/** Starts the clocks of incidents that were only history until now; they are told in one sum. */
async function startBacklog(deps: IncidentsDeps, tx: Executor): Promise<string[]> {
  const { store, clock } = deps;
  const found = await store.takeFree(tx, await store.unstarted(tx, batch));
  const waiting = found.filter(({ startedAt, closedAt }) => startedAt === null && closedAt === null);
  if (waiting.length === 0) return [];
  const now = clock.now();
  const context = await readContext(deps, tx, now, waiting);
  const drafts = runPipeline(
    waiting.map((incident) => newDraft('backlog', now, { incident })),
    context,
    'inhibit',
  );
  for (const { incident, stopped, recheckAt } of drafts) {
    if (incident === null) continue;
    if (!stopped || recheckAt === null) await store.update(tx, [await begin(deps, tx, incident, now, true)]);
  }
  await keepTold(deps, tx, now, drafts);
  return waiting.map(({ region }) => region);
}

interface Work {
  readonly incident: Incident;
  readonly drafts: readonly Draft[];
}

/** What a clock that has run out does to its incident; the last message of it follows from the drafts. */
async function runOut(
  deps: IncidentsDeps,
  tx: Executor,
  incident: Incident,
  clock: KeptClock,
  now: Date,
): Promise<Work> {
  const { store, alerts } = deps;
  if (clock.kind === 'recheck') {
    await store.updateClocks(tx, [{ ...clock, ...stopClock(clock, now), state: 'met' }]);
    return { incident, drafts: [newDraft('recheck', now, { incident })] };
  }
  if (incident.levels === null) throw new RangeError(`incident ${incident.id} has a clock and no levels`);
  const step = climb(incident, clock, incident.levels, now);
  await store.updateClocks(tx, [{ ...clock, ...step.clock }]);
  const words = climbTexts[step.reason];
  const name = escalationLevelNames[step.level];
  const holder = incident.holderId;
  let after: Incident = {
    ...incident,
    state: step.state,
    level: step.level,
    round: incident.round + 1,
    // A rung of the ladder alone changes nothing that a page decides on: whoever is about to sign still may.
    version: incident.version + (step.state === incident.state && !step.released ? 0 : 1),
  };
  if (step.released) {
    const running = (await store.clocks(tx, [incident.id])).filter(
      (one) => runs(one) && one.kind !== 'verify',
    );
    await store.updateClocks(
      tx,
      running.map((one) => ({ ...one, ...stopClock(one, now) })),
    );
    after = {
      ...after,
      holderId: null,
      signedAt: null,
      offerTo: null,
      offerBy: null,
      offerAt: null,
      offerNote: null,
    };
    const members = await store.members(tx, [incident.id]);
    await alerts.advance(
      tx,
      members.map(({ alertId }) => alertId),
      {
        from: ['acknowledged'],
        to: 'open',
        kind: 'reverted',
        reason: 'not-verified',
        by: 'system',
        note: null,
        at: now,
      },
    );
  }
  if (step.begins !== null) await store.addClocks(tx, [{ ...step.begins, incidentId: incident.id }]);
  await store.tell(tx, [
    systemEntry(
      incident.id,
      now,
      step.released ? 'reverted' : 'escalated',
      step.reason,
      { zh: `${words.zh}，通知${name.zh}。`, en: `${words.en}; calling: ${name.en.toLowerCase()}.` },
      { fromState: incident.state, toState: after.state },
    ),
  ]);
  const draft = newDraft('climbed', now, {
    incident: after,
    words,
    rungs: [step.level],
    to: holder === null ? null : [holder],
  });
  return { incident: after, drafts: [draft] };
}

async function runDue(deps: IncidentsDeps, tx: Executor): Promise<string[]> {
  const { store, clock } = deps;
  const now = clock.now();
  const found = await store.takeFree(tx, await store.due(tx, now, batch));
  const clocks = await store.clocks(
    tx,
    found.map(({ id }) => id),
  );
  const worked: Work[] = [];
  for (const incident of found) {
    let at: Work = { incident, drafts: [] };
    const due = clocks.filter(
      ({ incidentId, nextAt }) => incidentId === incident.id && nextAt !== null && nextAt <= now,
    );
    // One at a time: what the first does to the incident is what the next one sees, at the next look.
    const [first] = due.toSorted((a, b) => (a.kind === 'verify' ? -1 : b.kind === 'verify' ? 1 : 0));
    if (first !== undefined) at = await runOut(deps, tx, incident, first, now);
    worked.push(at);
  }
  const incidents = worked.map(({ incident }) => incident);
  const context = await readContext(deps, tx, now, incidents);
  const drafts = runPipeline(
    worked.flatMap((one) => one.drafts),
    context,
    'inhibit',
  );
  const called = new Map(drafts.map((draft) => [draft.incident?.id, draft]));
  for (const { incident } of worked) {
    const draft = called.get(incident.id);
    let after = incident;
    if (draft?.cause === 'recheck') {
      if (draft.stopped && draft.recheckAt !== null) {
        await store.addClocks(tx, [
          {
            kind: 'recheck',
            startedAt: now,
            dueAt: draft.recheckAt,
            provisional: false,
            basis: { zh: '静默或抑制期满后复核', en: 'looked at again when it is no longer held back' },
            state: 'running',
            endedAt: null,
            nextAt: draft.recheckAt,
            incidentId: incident.id,
          },
        ]);
      } else after = await begin(deps, tx, incident, now, false);
    } else if (draft?.cause === 'climbed') {
      // Empty rungs were passed by: the ladder stands where somebody was found.
      const reached = draft.recipients.filter(({ personId }) => personId !== draft.to?.[0]);
      const level = Math.max(
        escalationLevels.indexOf(incident.level),
        ...reached.map((one) => escalationLevels.indexOf(one.level)),
      );
      after = { ...incident, level: escalationLevels[level] ?? incident.level };
    }
    await store.update(tx, [after]);
  }
  await keepTold(deps, tx, now, drafts);
  return incidents.map(({ region }) => region);
}

/** One look at everything that is due: gathers nothing, begins waiting clocks and lets missed ones climb. */
export async function tick(deps: IncidentsDeps): Promise<number> {
  let worked = 0;
  for (const round of [startBacklog, runDue]) {
    if (await deps.loading()) return worked;
    for (;;) {
      const regions = await deps.records.transaction((tx) => round(deps, tx));
      tellScreens(deps, regions);
      worked += regions.length;
      if (regions.length < batch) break;
    }
  }
  return worked;
}
