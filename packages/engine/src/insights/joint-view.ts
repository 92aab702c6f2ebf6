import type { AlertRow, InspectionRow, JointItem, JointView } from '@miaotou/contracts';
import { liveAlertStates, organisationKinds, unsignedStates } from '@miaotou/domain';
import type { Bilingual, JointKind } from '@miaotou/domain';
import { isAccusation, mayReadAccusations, maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Clock, Records } from '../shared/index.js';
import { seenEmployer } from './employer-detail.js';
import { eventSummary } from './event-summary.js';
import type {
  EmployerEvent,
  EmployerIncident,
  EmployerNotice,
  InsightsRecords,
  InsightsWarehouse,
  OfficePerson,
} from './ports.js';

export interface JointViewDeps {
  readonly records: Records;
  readonly facts: InsightsRecords;
  readonly warehouse: InsightsWarehouse;
  readonly clock: Clock;
  /** All alerts of one employer, newest first. */
  readonly alertsOf: (employerId: string, viewer: Viewer) => Promise<readonly AlertRow[]>;
  readonly inspectionsOf: (employerId: string, viewer: Viewer) => Promise<readonly InspectionRow[]>;
}

const eventsShown = 300;

const organisation = (code: string): Bilingual =>
  organisationKinds.find((one) => one.code === code)?.name ?? { zh: code, en: code };

const bureau: Bilingual = { zh: '县人社局', en: 'HR and social security bureau' };
const nobody: Bilingual = { zh: '尚无人签收', en: 'Nobody has signed' };

/** Whose register tells of a kind of event, and under which kind of the view it stands. */
const told: Readonly<
  Record<string, { readonly kind: JointKind; readonly office: Bilingual; readonly title: Bilingual }>
> = {
  complaint: { kind: 'complaint', office: organisation('O20'), title: { zh: '投诉举报', en: 'Complaint' } },
  petition: { kind: 'petition', office: organisation('O28'), title: { zh: '信访', en: 'Petition' } },
  'arbitration-case': {
    kind: 'case',
    office: organisation('O17'),
    title: { zh: '仲裁案件', en: 'Arbitration case' },
  },
  'mediation-case': {
    kind: 'case',
    office: organisation('O12'),
    title: { zh: '调解案件', en: 'Mediation case' },
  },
  'court-case': { kind: 'case', office: organisation('O22'), title: { zh: '诉讼案件', en: 'Court case' } },
  opinion: { kind: 'opinion', office: organisation('O29'), title: { zh: '舆情', en: 'Public opinion' } },
  stoppage: {
    kind: 'stoppage',
    office: organisation('O30'),
    title: { zh: '停工聚集', en: 'Stoppage or gathering' },
  },
  'tax-notice': { kind: 'notice', office: organisation('O26'), title: { zh: '税务公告', en: 'Tax notice' } },
};
/** Channels of complaints that are not the brigade's own. */
const channels: Readonly<Record<string, Bilingual>> = {
  '12345': { zh: '12345热线', en: 'Hotline 12345' },
  'citizen-message': { zh: '网民留言', en: 'Citizen messages' },
};

const nothing = {
  tier: null,
  open: false,
  persons: null,
  amountFen: null,
  to: null,
  row: null,
  readingOf: null,
  read: [],
};

function eventItem({
  eventId,
  kind,
  occurredAt,
  attributes,
  persons,
  amountFen,
  batchId,
  row,
}: EmployerEvent): JointItem {
  const words = told[kind] ?? { kind: 'notice' as const, office: bureau, title: { zh: kind, en: kind } };
  const channel = kind === 'complaint' ? channels[attributes['channel'] ?? ''] : undefined;
  return {
    ...nothing,
    id: `event:${eventId}`,
    at: occurredAt.toISOString(),
    kind: words.kind,
    office: channel ?? words.office,
    title: words.title,
    text: eventSummary(attributes),
    persons,
    amountFen: amountFen === null ? null : Math.round(amountFen),
    row: { batchId, row },
    readingOf: attributes['readVersion'] === undefined ? null : eventId,
    read: (attributes['read'] ?? '').split(',').filter((name) => name !== ''),
  };
}

const alertItem = (alert: AlertRow): JointItem => ({
  ...nothing,
  id: `alert:${alert.id}`,
  at: alert.openedAt,
  kind: 'alert',
  office: bureau,
  title: alert.ruleName,
  text: alert.sentence,
  tier: alert.tier,
  open: liveAlertStates.some((state) => state === alert.state),
  to: `/alerts/${alert.id}`,
});

function incidentItem(incident: EmployerIncident, people: ReadonlyMap<string, OfficePerson>): JointItem {
  const holder = people.get(incident.holderId ?? '');
  return {
    ...nothing,
    id: `incident:${incident.id}`,
    at: incident.openedAt.toISOString(),
    kind: 'incident',
    office: holder === undefined ? nobody : (holder.office ?? bureau),
    title: { zh: `处置事件：${incident.title}`, en: `Incident: ${incident.title}` },
    text: incident.sentence,
    tier: incident.tier,
    open: incident.closedAt === null,
    to: `/incidents/${incident.id}`,
  };
}

const noticeItem = ({ incidentId, at, title, people, read }: EmployerNotice): JointItem => ({
  ...nothing,
  id: `message:${incidentId}:${at.toISOString()}:${title}`,
  at: at.toISOString(),
  kind: 'message',
  office: bureau,
  title: { zh: '通知已发出', en: 'People were told' },
  text: {
    zh: `${title}（通知${people}人，已读${read}人）`,
    en: `${title} (${people} told, ${read} have read it)`,
  },
  to: `/incidents/${incidentId}`,
});

const outcomes: Readonly<Record<NonNullable<InspectionRow['outcome']>, Bilingual>> = {
  clue: { zh: '发现线索', en: 'a clue' },
  risk: { zh: '列为风险', en: 'a risk' },
  closed: { zh: '办结', en: 'closed' },
};

function inspectionItem(row: InspectionRow): JointItem {
  const result =
    row.outcome === null
      ? row.state === 'withdrawn'
        ? { zh: '已撤销', en: 'withdrawn' }
        : { zh: `期限${row.dueDay}`, en: `due ${row.dueDay}` }
      : outcomes[row.outcome];
  return {
    ...nothing,
    id: `inspection:${row.id}`,
    at: row.endedAt ?? row.createdAt,
    kind: 'inspection',
    office: row.office.name,
    title: {
      zh: `隐患排查：${row.checklistName.zh}`,
      en: `Inspection: ${row.checklistName.en}`,
    },
    text: {
      zh: `${result.zh}；已填${row.answered}/${row.items}项，问题${row.problems}项。${row.reason}`,
      en: `${result.en}; ${row.answered} of ${row.items} items, ${row.problems} with a problem. ${row.reason}`,
    },
    tier: row.tier,
    open: row.state === 'open' || row.state === 'begun',
    to: `/inspections/${row.id}`,
  };
}

function officesOf(items: readonly JointItem[]): JointView['offices'] {
  const byOffice = new Map<string, JointItem[]>();
  for (const item of items) byOffice.set(item.office.zh, [...(byOffice.get(item.office.zh) ?? []), item]);
  return [...byOffice.values()]
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const open = own.filter((one) => one.open).length;
      return [{ office: first.office, items: own.length, open, last: first.at }];
    })
    .toSorted((a, b) => b.open - a.open || b.items - a.items);
}

/** One employer across all offices: everything that happened, newest first, and who is on it already. */
export function createJointView(deps: JointViewDeps) {
  const { records, facts, warehouse, clock, alertsOf, inspectionsOf } = deps;
  return async function jointView(id: string, viewer: Viewer): Promise<JointView> {
    const employer = await seenEmployer(deps, id, viewer);
    const now = clock.now();
    const [alerts, events, inspections, found, staff] = await Promise.all([
      alertsOf(employer.id, viewer),
      warehouse.employerEvents(employer.id, now, eventsShown),
      inspectionsOf(employer.id, viewer),
      facts.incidentsOf(records.read, employer.id),
      facts.people(records.read),
    ]);
    const people = new Map(staff.map((one) => [one.id, one]));
    const incidents = found.filter(({ region }) => maySee(viewer, region));
    const live = incidents.filter(({ closedAt }) => closedAt === null);
    const notices = await facts.noticesOf(
      records.read,
      incidents.map((one) => one.id),
    );
    const unsigned = live.filter(({ state }) => unsignedStates.some((one) => one === state));
    const calls = await facts.callsOf(
      records.read,
      unsigned.map((one) => one.id),
    );
    const shown = events.filter(
      ({ kind, attributes }) =>
        mayReadAccusations(viewer) || !isAccusation(kind, attributes['category'] ?? ''),
    );
    const items = [
      ...shown.map(eventItem),
      ...alerts.map(alertItem),
      ...incidents.map((one) => incidentItem(one, people)),
      ...notices.map(noticeItem),
      ...inspections.map(inspectionItem),
    ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));

    const onIt = (
      personId: string | null,
      doing: JointView['people'][number]['doing'],
      to: string,
      since: Date,
      due: Date | null,
    ): JointView['people'] => {
      const person = people.get(personId ?? '');
      if (person === undefined) return [];
      const { id: ownId, username, displayName, office } = person;
      return [
        {
          person: { id: ownId, username, displayName },
          office,
          doing,
          to,
          since: since.toISOString(),
          due: due?.toISOString() ?? null,
          overdue: due !== null && due < now,
        },
      ];
    };
    return {
      items,
      cut: events.length === eventsShown,
      people: [
        ...live.flatMap((one) =>
          onIt(one.holderId, 'incident', `/incidents/${one.id}`, one.signedAt ?? one.openedAt, one.dueAt),
        ),
        ...calls.flatMap(({ incidentId, personId, at }) =>
          onIt(personId, 'called', `/incidents/${incidentId}`, at, null),
        ),
        ...inspections
          .filter(({ state }) => state === 'open' || state === 'begun')
          .flatMap((one) =>
            onIt(
              one.person?.id ?? null,
              'inspection',
              `/inspections/${one.id}`,
              new Date(one.createdAt),
              // The whole of its day is in time.
              new Date(`${one.dueDay}T23:59:59+08:00`),
            ),
          ),
      ],
      offices: officesOf(items),
    };
  };
}
