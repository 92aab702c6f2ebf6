import type {
  IncidentDetail,
  IncidentMerge,
  IncidentMovePreview,
  IncidentMoved,
  IncidentPage,
  IncidentQuery,
  IncidentSplit,
  IncidentStanding,
  IncidentStepRequest,
  PeopleList,
} from '@miaotou/contracts';
import { regionWithin, regions } from '@miaotou/domain';
import type { Bilingual, DeviceKind } from '@miaotou/domain';
import type { MessageListener } from '../messages/index.js';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Executor } from '../shared/index.js';
import { act, seen } from './act.js';
import { byKey } from './by-key.js';
import type { IncidentsDeps } from './desk.js';
import { endFaults, raiseFaults } from './faults.js';
import { gather } from './gather.js';
import type { Incident } from './incident.js';
import { merge, previewMerge, split, undoMove } from './moves.js';
import type { Responder } from './ports.js';
import { messageListener } from './progress.js';
import { tick } from './tick.js';
import { incidentDetail, incidentRow } from './views.js';
import type { PeopleById } from './views.js';

/** Most reds that the overview lists. */
const shownReds = 50;
const answering = new Set(['responder', 'analyst', 'leader', 'mediator', 'arbitrator']);

/** From alerts to people who act on them, and the proof of it. */
export interface Incidents {
  /** Gathers what happened to alerts into incidents, and tells who must know. */
  gather(): Promise<number>;
  /** Gathers, begins waiting clocks and lets missed ones climb. */
  tick(): Promise<number>;
  /** When this process last finished a tick; null before the first. */
  tickedAt(): Date | null;
  list(query: IncidentQuery, viewer: Viewer): Promise<IncidentPage>;
  get(id: string, viewer: Viewer): Promise<IncidentDetail>;
  act(id: string, request: IncidentStepRequest, viewer: Viewer, device: DeviceKind): Promise<IncidentDetail>;
  /** A called person has the incident on the screen. */
  read(id: string, viewer: Viewer, device: DeviceKind): Promise<void>;
  /** Who could take the incident over. */
  receivers(id: string, viewer: Viewer): Promise<PeopleList>;
  previewMerge(id: string, into: string, viewer: Viewer): Promise<IncidentMovePreview>;
  merge(id: string, request: IncidentMerge, viewer: Viewer): Promise<IncidentMoved>;
  split(id: string, request: IncidentSplit, viewer: Viewer): Promise<IncidentMoved>;
  undoMove(moveId: string, reason: string, viewer: Viewer): Promise<IncidentMoved>;
  standing(viewer: Viewer): Promise<Omit<IncidentStanding, 'faults'>>;
  /** Incident of an alert; null while it has none. */
  ofAlert(alertId: number): Promise<string | null>;
  /** Raises or joins the product's own incident for faults; gives its number. */
  raiseFaults(
    tx: Executor,
    faults: readonly Bilingual[],
    called: readonly string[],
    now: Date,
  ): Promise<number>;
  /** Ends it where nobody signed. */
  endFaults(tx: Executor, now: Date): Promise<void>;
  readonly listener: MessageListener;
}

const within = (region: string | undefined): readonly string[] | null =>
  region === undefined
    ? null
    : [region, ...regions.map(({ code }) => code).filter((code) => regionWithin(code, [region]))];

export function createIncidents(deps: IncidentsDeps): Incidents {
  const { records, store, clock } = deps;
  let ticked: Date | null = null;
  const peopleById = async (): Promise<PeopleById> =>
    new Map((await store.people(records.read)).map((one) => [one.id, one]));

  const rows = async (found: readonly Incident[], people: PeopleById) => {
    const ids = found.map(({ id }) => id);
    const clocks = await store.clocks(records.read, ids);
    const members = await store.members(records.read, ids);
    const now = clock.now();
    return found.map((incident) =>
      incidentRow(
        incident,
        members.filter(({ incidentId }) => incidentId === incident.id).length,
        clocks.filter(({ incidentId }) => incidentId === incident.id),
        people,
        now,
      ),
    );
  };

  const detail = async (incident: Incident, viewer: Viewer): Promise<IncidentDetail> => {
    const at = records.read;
    const { id } = incident;
    const members = await store.members(at, [id]);
    const moves = await store.moves(at, id);
    const others = moves.map(({ fromId, toId }) => (fromId === id ? toId : fromId));
    const titles = await Promise.all(others.map((other) => store.find(at, other)));
    return incidentDetail(
      {
        incident,
        members,
        alerts: await store.alerts(
          at,
          members.map(({ alertId }) => alertId),
        ),
        ruleNames: await store.rules(at),
        clocks: await store.clocks(at, [id]),
        entries: await store.entries(at, id),
        decisions: await store.decisions(at, id),
        calls: await store.calls(at, [id]),
        messages: await store.messages(at, id),
        moves,
        titles: new Map(titles.flatMap((one) => (one === null ? [] : [[one.id, one.title]]))),
        verdict: await store.verdict(at, id),
        people: await peopleById(),
        now: clock.now(),
      },
      viewer,
    );
  };

  const ofOffice = (viewer: Viewer, people: PeopleById): readonly string[] | null => {
    const office = people.get(viewer.id)?.officeId ?? null;
    return office === null
      ? null
      : [...people.values()].filter(({ officeId }) => officeId === office).map(({ id }) => id);
  };

  return {
    gather: () => gather(deps),
    async tick() {
      const worked = (await gather(deps)) + (await tick(deps));
      ticked = clock.now();
      return worked;
    },
    tickedAt: () => ticked,
    async list(query, viewer) {
      const people = await peopleById();
      const scope = {
        regions: query.view === 'mine' ? null : visibleRegions(viewer),
        within: within(query.region),
        people: { mine: [viewer.id], office: ofOffice(viewer, people), all: null }[query.view],
      };
      const { total, items } = await store.page(records.read, query, scope, clock.now());
      return { items: await rows(items, people), total, page: query.page, pageSize: query.pageSize };
    },
    get: async (id, viewer) => detail(await seen(deps, records.read, id, viewer), viewer),
    act: async (id, request, viewer, device) => detail(await act(deps, id, request, viewer, device), viewer),
    async read(id, viewer, device) {
      await records.transaction(async (tx) => {
        const { id: incidentId } = await seen(deps, tx, id, viewer);
        const calls = await store.calls(tx, [incidentId]);
        const key = `read-${viewer.id}`;
        // Taken before the question, so that two screens of one person leave one entry.
        const [incident] = await store.take(tx, [incidentId]);
        if (incident === undefined || !calls.some(({ personId }) => personId === viewer.id)) return;
        if (await store.hasKey(tx, incidentId, key)) return;
        const reads = ['created', 'sent', 'delivered'].includes(incident.state);
        const toState = reads ? 'read' : incident.state;
        await store.tell(tx, [
          {
            incidentId,
            at: clock.now(),
            kind: 'opened-page',
            reason: 'console',
            text: { zh: '打开事件页面。', en: 'Opened the page of the incident.' },
            byId: viewer.id,
            note: null,
            fromState: incident.state,
            toState,
            device,
            deviceAt: null,
            place: null,
            key,
          },
        ]);
        // Reading changes no decision: pages that are open stay good.
        await store.update(tx, [{ ...incident, state: toState }]);
      });
    },
    async receivers(id, viewer) {
      const incident = await seen(deps, records.read, id, viewer);
      const fit = ({ role, scope, id: own }: Responder): boolean =>
        answering.has(role) && own !== incident.holderId && maySee({ scope }, incident.region);
      return {
        items: (await store.people(records.read))
          .filter(fit)
          .map(({ id: own, username, displayName, role }) => ({ id: own, username, displayName, role })),
      };
    },
    previewMerge: (id, into, viewer) => previewMerge(deps, id, into, viewer),
    merge: (id, request, viewer) => merge(deps, id, request, viewer),
    split: (id, request, viewer) => split(deps, id, request, viewer),
    undoMove: (moveId, reason, viewer) => undoMove(deps, moveId, reason, viewer),
    async standing(viewer) {
      const people = await peopleById();
      const lines = await store.standing(records.read, visibleRegions(viewer), clock.now());
      const query: IncidentQuery = {
        view: 'all',
        state: 'live',
        tier: ['red'],
        page: 1,
        pageSize: shownReds,
      };
      const scope = { regions: visibleRegions(viewer), within: null, people: null };
      const reds = await store.page(records.read, query, scope, clock.now());
      const officeOf = (id: string | null) => (id === null ? null : (people.get(id)?.office ?? null));
      const byOffice = byKey(lines, ({ personId }) => officeOf(personId)?.zh ?? '');
      return {
        reds: await rows(reds.items, people),
        redsTotal: reds.total,
        offices: [...byOffice.values()]
          .map((own) => ({
            office: officeOf(own[0]?.personId ?? null) satisfies Bilingual | null,
            live: own.length,
            unsigned: own.filter(({ unsigned }) => unsigned).length,
            overdue: own.filter(({ overdue }) => overdue).length,
          }))
          .toSorted((a, b) => b.overdue - a.overdue || b.live - a.live),
      };
    },
    async ofAlert(alertId) {
      const [found] = await store.membersByAlert(records.read, [alertId]);
      return found === undefined ? null : String(found.incidentId);
    },
    raiseFaults: (tx, faults, called, now) => raiseFaults(deps, tx, faults, called, now),
    endFaults: (tx, now) => endFaults(deps, tx, now),
    listener: messageListener(deps),
  };
}
