import type {
  CampaignList,
  InspectionCandidates,
  InspectionCandidatesQuery,
  InspectionChoices,
  InspectionDetail,
  InspectionPage,
  InspectionQuery,
} from '@miaotou/contracts';
import { dayOf, inspectionChecklists, regionWithin, regions } from '@miaotou/domain';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import type { Inspection } from './inspection.js';
import type { InspectionStore } from './ports.js';
import { inspectionDetail, inspectionRow, regionName } from './views.js';
import type { Names } from './views.js';

/** What people read of inspections. */
export interface InspectionReads {
  list(query: InspectionQuery, viewer: Viewer): Promise<InspectionPage>;
  get(id: string, viewer: Viewer): Promise<InspectionDetail>;
  candidates(query: InspectionCandidatesQuery, viewer: Viewer): Promise<InspectionCandidates>;
  campaigns(viewer: Viewer): Promise<CampaignList>;
  choices(viewer: Viewer): Promise<InspectionChoices>;
}

/** What the use cases of inspections share. */
export interface InspectionHelp {
  readonly names: (at: Executor) => Promise<Names>;
  /** What lies outside the person's regions does not exist for them. */
  readonly seen: (found: Promise<Inspection | null>, viewer: Viewer) => Promise<Inspection>;
  readonly detail: (at: Executor, inspection: Inspection, viewer: Viewer) => Promise<InspectionDetail>;
}

export interface InspectionReadsDeps {
  readonly records: Records;
  readonly store: InspectionStore;
  readonly clock: Clock;
}

/** The refusal of an inspection that is not there, or that the person may not see. */
export const inspectionUnknown = () =>
  refuse('not-found', 'inspection-unknown', '没有这项排查。', 'There is no such inspection.');

export function inspectionHelp({ store, clock }: Omit<InspectionReadsDeps, 'records'>): InspectionHelp {
  const names = async (at: Executor): Promise<Names> => ({
    offices: new Map((await store.offices(at)).map((one) => [one.id, one])),
    people: new Map((await store.people(at)).map((one) => [one.id, one])),
    campaigns: new Map((await store.campaigns(at)).map((one) => [one.id, one])),
  });

  return {
    names,
    async seen(found, viewer) {
      const inspection = await found;
      if (inspection === null || !maySee(viewer, inspection.region)) throw inspectionUnknown();
      return inspection;
    },
    async detail(at, inspection, viewer) {
      const answers = await store.answers(at, [inspection.id]);
      const events = await store.events(at, inspection.id);
      return inspectionDetail(inspection, answers, events, await names(at), viewer, clock.now());
    },
  };
}

export function createInspectionReads(
  { records, store, clock }: InspectionReadsDeps,
  { names, seen, detail }: InspectionHelp,
): InspectionReads {
  return {
    async list(query, viewer) {
      const known = await names(records.read);
      const now = clock.now();
      const { region, view } = query;
      const below = regions.map(({ code }) => code).filter((code) => regionWithin(code, [region ?? '']));
      const own = known.people.get(viewer.id)?.officeId ?? null;
      const { total, items, counts } = await store.page(records.read, query, {
        regions: visibleRegions(viewer),
        within: region === undefined ? null : [...new Set([region, ...below])],
        person: view === 'mine' ? viewer.id : null,
        // Who belongs to no office has none of its inspections.
        office: view === 'all' ? null : view === 'office' ? (own ?? '') : own,
        today: dayOf(now),
      });
      const answers = await store.answers(
        records.read,
        items.map(({ id }) => id),
      );
      const answersOf = (id: number) => answers.filter(({ inspectionId }) => inspectionId === id);
      return {
        items: items.map((one) => inspectionRow(one, answersOf(one.id), known, now)),
        total,
        page: query.page,
        pageSize: query.pageSize,
        counts: { ...counts },
      };
    },

    async get(id, viewer) {
      if (!isRecordId(id)) throw inspectionUnknown();
      return detail(records.read, await seen(store.find(records.read, Number(id)), viewer), viewer);
    },

    async candidates(query, viewer) {
      const { total, items } = await store.candidates(records.read, query, visibleRegions(viewer));
      return {
        total,
        items: items.map(({ id, ...one }) => ({
          employerId: id,
          ...one,
          regionName: regionName(one.region),
        })),
      };
    },

    async campaigns(viewer) {
      const known = await names(records.read);
      const counts = await store.campaignCounts(records.read, visibleRegions(viewer), dayOf(clock.now()));
      return {
        items: [...known.campaigns.values()]
          .toSorted((a, b) => b.id - a.id)
          .flatMap(({ id, title, reason, byId, at }) => {
            const own = counts.get(id);
            if (own === undefined) return [];
            const by = known.people.get(byId)?.displayName ?? '';
            const { all, open, overdue, risk } = own;
            const told = { id: String(id), title, reason, by, at: at.toISOString() };
            return [{ ...told, inspections: all, open, overdue, risks: risk }];
          }),
      };
    },

    async choices() {
      const known = await names(records.read);
      return {
        offices: [...known.offices.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)),
        people: [...known.people.values()]
          .filter(({ role }) => role !== 'admin' && role !== 'auditor' && role !== 'intake')
          .map(({ id, username, displayName, officeId }) => ({ id, username, displayName, officeId })),
        checklists: inspectionChecklists.map(({ code, name, items }) => ({
          code,
          name,
          items: items.map((item) => ({ ...item })),
        })),
      };
    },
  };
}
