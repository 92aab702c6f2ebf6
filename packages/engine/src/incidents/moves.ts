import type { IncidentMerge, IncidentMovePreview, IncidentMoved, IncidentSplit } from '@miaotou/contracts';
import type { AlertTier, Bilingual } from '@miaotou/domain';
import { tierRank } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';
import type { Viewer } from '../people/index.js';
import { runs, stopClock } from '../response/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type { Executor } from '../shared/index.js';
import { seen } from './act.js';
import { begin, tellScreens } from './desk.js';
import type { IncidentsDeps } from './desk.js';
import { systemEntry } from './incident.js';
import type { Incident } from './incident.js';

const gravest = (alerts: readonly Alert[]): Alert | undefined =>
  alerts
    .filter(({ closedAt }) => closedAt === null)
    .toSorted((a, b) => tierRank(b.tier) - tierRank(a.tier) || a.id - b.id)[0];

const changed = () =>
  refuse(
    'conflict',
    'incident-changed',
    '这个事件刚刚有了变动，请刷新后再操作。',
    'The incident was changed in the meantime. Load it again first.',
  );

async function alertsOf({ store }: IncidentsDeps, at: Executor, id: number): Promise<readonly Alert[]> {
  const members = await store.members(at, [id]);
  return store.alerts(
    at,
    members.map(({ alertId }) => alertId),
  );
}

/** The incident with the tier, sentence and plan of its gravest standing alert. */
function withAlerts(incident: Incident, alerts: readonly Alert[]): Incident {
  const top = gravest(alerts);
  const version = incident.version + 1;
  if (top === undefined) return { ...incident, version };
  const peakTier = tierRank(top.tier) > tierRank(incident.peakTier) ? top.tier : incident.peakTier;
  return { ...incident, version, tier: top.tier, peakTier, sentence: top.sentence, plan: top.plan };
}

const note = (id: number, at: Date, kind: string, text: Bilingual, viewer: Viewer, reason: string) => ({
  ...systemEntry(id, at, kind, kind, text),
  byId: viewer.id,
  note: reason,
});

const tierOf = (alerts: readonly Alert[]): AlertTier | null => gravest(alerts)?.tier ?? null;

/** Looks at what a merge would do. */
export async function previewMerge(
  deps: IncidentsDeps,
  id: string,
  into: string,
  viewer: Viewer,
): Promise<IncidentMovePreview> {
  const at = deps.records.read;
  const [from, to] = [await seen(deps, at, id, viewer), await seen(deps, at, into, viewer)];
  const [own, other] = [await alertsOf(deps, at, from.id), await alertsOf(deps, at, to.id)];
  const warnings: Bilingual[] = [];
  if (from.holderId !== null && from.holderId !== to.holderId) {
    warnings.push({
      zh: '两个事件由不同的人负责；合并后由目标事件的负责人负责。',
      en: 'Different people hold the two; afterwards the holder of the target holds everything.',
    });
  }
  if (from.region !== to.region)
    warnings.push({ zh: '两个事件不在同一镇。', en: 'The two lie in different towns.' });
  return {
    alerts: own.length,
    from: { id, title: from.title, tier: null, alerts: 0 },
    to: { id: into, title: to.title, tier: tierOf([...own, ...other]), alerts: own.length + other.length },
    warnings,
  };
}

/** Puts everything of one incident into another; the emptied one is closed and remembers where it went. */
export async function merge(
  deps: IncidentsDeps,
  id: string,
  { into, version, reason }: IncidentMerge,
  viewer: Viewer,
): Promise<IncidentMoved> {
  const { records, store, outbox, clock } = deps;
  const done = await records.transaction(async (tx) => {
    const [a, b] = [await seen(deps, tx, id, viewer), await seen(deps, tx, into, viewer)];
    const taken = await store.take(tx, [a.id, b.id]);
    const from = taken.find((one) => one.id === a.id);
    const to = taken.find((one) => one.id === b.id);
    if (
      from === undefined ||
      to === undefined ||
      from.id === to.id ||
      from.closedAt !== null ||
      to.closedAt !== null
    ) {
      throw refuse(
        'conflict',
        'incident-merge',
        '只能合并两个不同的未结事件。',
        'Two different incidents that are not closed can be merged.',
      );
    }
    if (from.version !== version) throw changed();
    const now = clock.now();
    const members = await store.members(tx, [from.id]);
    const clocks = (await store.clocks(tx, [from.id])).filter(runs);
    await store.updateClocks(
      tx,
      clocks.map((one) => ({ ...one, ...stopClock(one, now) })),
    );
    await outbox.withdraw(tx, String(from.id));
    await store.join(
      tx,
      members.map(({ alertId }) => ({ alertId, incidentId: to.id, reason: 'merged' })),
      now,
    );
    const after = withAlerts(to, await alertsOf(deps, tx, to.id));
    await store.update(tx, [
      after,
      { ...from, state: 'closed', closedAt: now, heirId: to.id, version: from.version + 1 },
    ]);
    const moveId = await store.addMove(tx, {
      kind: 'merge',
      fromId: from.id,
      toId: to.id,
      at: now,
      byId: viewer.id,
      reason,
      detail: {
        alertIds: members.map(({ alertId }) => alertId),
        fromState: from.state,
        stopped: clocks.map((one) => ({ id: one.id, nextAt: (one.nextAt ?? now).toISOString() })),
      },
    });
    const words = {
      zh: `事件 ${from.id} 并入事件 ${to.id}。`,
      en: `Incident ${from.id} was merged into ${to.id}.`,
    };
    await store.tell(tx, [
      note(from.id, now, 'merged', words, viewer, reason),
      note(to.id, now, 'merged', words, viewer, reason),
    ]);
    return { moveId, to };
  });
  tellScreens(deps, [done.to.region]);
  return { moveId: String(done.moveId), incidentId: String(done.to.id) };
}

/** Makes some alerts an incident of their own, with clocks that begin now. */
export async function split(
  deps: IncidentsDeps,
  id: string,
  { alerts, version, reason }: IncidentSplit,
  viewer: Viewer,
): Promise<IncidentMoved> {
  const { records, store, clock } = deps;
  const done = await records.transaction(async (tx) => {
    const known = await seen(deps, tx, id, viewer);
    const [from] = await store.take(tx, [known.id]);
    if (from === undefined || from.version !== version) throw changed();
    const own = await alertsOf(deps, tx, from.id);
    const going = own.filter((one) => alerts.includes(String(one.id)));
    const top = gravest(going);
    const staying = own.filter((one) => !going.includes(one));
    if (
      from.closedAt !== null ||
      top === undefined ||
      going.length !== alerts.length ||
      gravest(staying) === undefined
    ) {
      throw refuse(
        'conflict',
        'incident-split',
        '拆出和留下的都须至少有一条未结预警。',
        'Both what goes and what stays must hold an alert that is not closed.',
      );
    }
    const now = clock.now();
    const [newId] = await store.nextIds(tx, 1);
    if (newId === undefined) throw new RangeError('no number for a new incident');
    const fresh: Incident = {
      ...from,
      id: newId,
      // A key of its own: what comes later joins the incident that it was split from.
      groupKey: `split:${newId}`,
      title: top.subjectName,
      region: top.region,
      tier: top.tier,
      peakTier: top.tier,
      state: 'created',
      level: 'duty',
      sentence: top.sentence,
      plan: top.plan,
      openedAt: now,
      holderId: null,
      signedAt: null,
      endedBy: null,
      offerTo: null,
      offerBy: null,
      offerAt: null,
      offerNote: null,
      round: 0,
      version: 1,
      startedAt: null,
      levels: null,
    };
    await store.insert(tx, [fresh]);
    await store.join(
      tx,
      going.map((one) => ({ alertId: one.id, incidentId: newId, reason: 'split' })),
      now,
    );
    const started = await begin(deps, tx, fresh, now, false);
    await store.update(tx, [withAlerts(from, staying), started]);
    const moveId = await store.addMove(tx, {
      kind: 'split',
      fromId: from.id,
      toId: newId,
      at: now,
      byId: viewer.id,
      reason,
      detail: { alertIds: going.map((one) => one.id), fromState: from.state, stopped: [] },
    });
    const words = {
      zh: `从事件 ${from.id} 拆出 ${going.length} 条预警，成为事件 ${newId}。`,
      en: `${going.length} alerts of incident ${from.id} became incident ${newId}.`,
    };
    await store.tell(tx, [
      note(from.id, now, 'split', words, viewer, reason),
      note(newId, now, 'split', words, viewer, reason),
    ]);
    return { moveId, newId, region: from.region };
  });
  tellScreens(deps, [done.region]);
  return { moveId: String(done.moveId), incidentId: String(done.newId) };
}

/** Takes a merge or split back: alerts, states and clocks stand as before, and what was told since stays told. */
export async function undoMove(
  deps: IncidentsDeps,
  moveId: string,
  reason: string,
  viewer: Viewer,
): Promise<IncidentMoved> {
  const { records, store, outbox, clock } = deps;
  const done = await records.transaction(async (tx) => {
    const move = isRecordId(moveId) ? await store.takeMove(tx, Number(moveId)) : null;
    if (move === null) {
      throw refuse(
        'not-found',
        'incident-move-unknown',
        '没有这次合并或拆分。',
        'There is no such merge or split.',
      );
    }
    await seen(deps, tx, String(move.fromId), viewer);
    const taken = await store.take(tx, [move.fromId, move.toId]);
    const from = taken.find(({ id }) => id === move.fromId);
    const to = taken.find(({ id }) => id === move.toId);
    const untouched =
      to !== undefined && (move.kind === 'merge' || to.holderId === null) && to.closedAt === null;
    if (move.undoneAt !== null || from === undefined || to === undefined || !untouched) {
      throw refuse(
        'conflict',
        'incident-move-undone',
        '已撤销过，或其后已有人签收或核销，不能再撤销。',
        'It was taken back already, or somebody signed or closed since.',
      );
    }
    const now = clock.now();
    await store.join(
      tx,
      move.detail.alertIds.map((alertId) => ({ alertId, incidentId: from.id, reason: 'returned' })),
      now,
    );
    const words = { zh: '合并或拆分已撤销。', en: 'The merge or split was taken back.' };
    if (move.kind === 'merge') {
      const clocks = await store.clocks(tx, [from.id]);
      const stopped = new Map(move.detail.stopped.map((one) => [one.id, new Date(one.nextAt)]));
      await store.updateClocks(
        tx,
        clocks.flatMap((one) => {
          const nextAt = stopped.get(one.id);
          if (nextAt === undefined) return [];
          return [
            {
              ...one,
              state: one.dueAt < now ? ('missed' as const) : ('running' as const),
              endedAt: null,
              nextAt,
            },
          ];
        }),
      );
      const back: Incident = { ...from, state: move.detail.fromState, closedAt: null, heirId: null };
      await store.update(tx, [
        withAlerts(back, await alertsOf(deps, tx, from.id)),
        withAlerts(to, await alertsOf(deps, tx, to.id)),
      ]);
    } else {
      const clocks = (await store.clocks(tx, [to.id])).filter(runs);
      await store.updateClocks(
        tx,
        clocks.map((one) => ({ ...one, ...stopClock(one, now) })),
      );
      await outbox.withdraw(tx, String(to.id));
      await store.update(tx, [
        withAlerts(from, await alertsOf(deps, tx, from.id)),
        { ...to, state: 'closed', closedAt: now, heirId: from.id, version: to.version + 1 },
      ]);
    }
    await store.undoMove(tx, move.id, now, viewer.id, reason);
    await store.tell(tx, [
      note(from.id, now, 'move-undone', words, viewer, reason),
      note(to.id, now, 'move-undone', words, viewer, reason),
    ]);
    return from;
  });
  tellScreens(deps, [done.region]);
  return { moveId, incidentId: String(done.id) };
}
