import type {
  Apart,
  EmployerMatters,
  Join,
  LinkedReport,
  MatterCounts,
  MatterDetail,
  MatterPage,
  MatterQuery,
  UndoDecision,
} from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import { isAccusation, mayReadAccusations, maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError } from '../shared/index.js';
import type { DecisionRecord, MatterRecord, MatterReportRecord, ReportFacts, ReportWindow } from './ports.js';
import { createRelink } from './relink.js';
import type { RelinkDeps } from './relink.js';
import { countsOf, regionWords, shownDecision, shownReport } from './views.js';

export interface MattersDeps extends RelinkDeps {
  /** Name and region of a registered employer; null for one that is only written. */
  readonly employerOf: (id: string) => Promise<{ readonly name: string; readonly region: string } | null>;
  readonly layoutNames: ReadonlyMap<string, Bilingual>;
}

/** The newest reports of one employer that its page shows. */
const reportsShown = 500;

function unknown(): PermanentError {
  return new PermanentError('not-found', 'matter-unknown', {
    zh: '没有这件纠纷或这条反映，或不在您的查看范围内。',
    en: 'There is no such matter or report, or you may not see it.',
  });
}

function refused(code: string, zh: string, en: string): PermanentError {
  return new PermanentError('conflict', code, { zh, en });
}

const accuses = ({ kind, attributes }: ReportFacts): boolean =>
  isAccusation(kind, attributes['category'] ?? '');

/** Quarrels across all channels: one matter, many reports. */
export function createMatters(deps: MattersDeps) {
  const { records, matters, warehouse, clock, employerOf, layoutNames } = deps;
  const relink = createRelink(deps);
  const channelOf = (layout: string): Bilingual => layoutNames.get(layout) ?? { zh: layout, en: layout };
  const channelsOf = (layouts: readonly string[]): Bilingual[] =>
    [...new Set(layouts)].toSorted().map(channelOf);

  /** A link as a viewer may see it: the other report's number is left out when it is told to few. */
  function linked(report: ReportFacts, link: MatterReportRecord, told: ReadonlySet<string>): LinkedReport {
    const { reason, at, by } = link;
    return {
      ...shownReport(report, channelOf(report.layout)),
      reason: { ...reason, with: told.has(reason.with) ? reason.with : '' },
      linkedAt: at.toISOString(),
      linkedBy: by,
    };
  }

  async function headOf(matter: Pick<MatterRecord, 'id' | 'employerId' | 'employerName' | 'region'>) {
    const employer = await employerOf(matter.employerId);
    const region = employer?.region ?? matter.region;
    return {
      id: String(matter.id),
      employerId: matter.employerId,
      employerName: employer?.name ?? matter.employerName,
      region,
      regionName: regionWords(region),
    };
  }

  /** A report as it stands, which the viewer may see. */
  async function seen(eventId: string, viewer: Viewer): Promise<ReportFacts> {
    const report = (await warehouse.reports([eventId], clock.now())).at(-1);
    if (report === undefined || (accuses(report) && !mayReadAccusations(viewer))) throw unknown();
    const employer = await employerOf(report.employerId);
    if (!maySee(viewer, employer?.region ?? report.region)) throw unknown();
    return report;
  }

  const shownDecisions = (decisions: readonly DecisionRecord[], told: ReadonlySet<string>) =>
    decisions
      .filter(
        ({ eventId, withEventId }) => told.has(eventId) && (withEventId === null || told.has(withEventId)),
      )
      .map(shownDecision);

  return {
    relink,

    /** Items and people of a window before and after linking, as known at its moment. */
    counts: (window: ReportWindow): Promise<MatterCounts> => warehouse.counts(window),

    async list({ q, region, kind, page, pageSize }: MatterQuery, viewer: Viewer): Promise<MatterPage> {
      const { items, total } = await matters.list(records.read, {
        text: q ?? null,
        kind: kind ?? null,
        regions: visibleRegions(viewer),
        within: region === undefined ? null : visibleRegions({ scope: [region] }),
        accusations: mayReadAccusations(viewer),
        page,
        pageSize,
      });
      return {
        items: items.map(({ layouts, endedAt: _endedAt, ...item }) => ({
          ...item,
          id: String(item.id),
          regionName: regionWords(item.region),
          channels: channelsOf(layouts),
        })),
        total,
        page,
        pageSize,
      };
    },

    /** One matter with its reports, oldest first. Throws not-found where the viewer may see fewer than two of them. */
    async get(id: number, viewer: Viewer): Promise<MatterDetail> {
      const matter = await matters.find(records.read, id);
      if (matter === null) throw unknown();
      const head = await headOf(matter);
      if (!maySee(viewer, head.region)) throw unknown();
      const all = await matters.links(records.read, id);
      const facts = await warehouse.reports([...new Set(all.map(({ eventId }) => eventId))], clock.now());
      // A report that came to accuse since it was linked is hidden at once.
      const accusing = new Set(facts.filter(accuses).map(({ eventId }) => eventId));
      const links = all.filter(
        ({ eventId, accusation }) => mayReadAccusations(viewer) || (!accusation && !accusing.has(eventId)),
      );
      const standing = links.filter(({ ended }) => ended === null);
      if (matter.endedAt === null ? standing.length < 2 : links.length === 0) throw unknown();
      const told = new Set(links.map(({ eventId }) => eventId));
      const reports = standing.flatMap((link) => {
        const report = facts.findLast(({ eventId }) => eventId === link.eventId);
        return report === undefined ? [] : [linked(report, link, told)];
      });
      const days = (standing.length > 0 ? standing : links).map(({ day }) => day).toSorted();
      const decisions = await matters.decisionsOn(records.read, [...told]);
      return {
        ...head,
        from: days[0] ?? '',
        to: days.at(-1) ?? '',
        channels: channelsOf(links.map(({ layout }) => layout)),
        counts: countsOf(reports, () => id),
        reports,
        left: links.flatMap(({ eventId, layout, day, ended }) =>
          ended === null || ended.why === 'other-reason'
            ? []
            : [
                {
                  eventId,
                  channel: channelOf(layout),
                  day,
                  at: ended.at.toISOString(),
                  by: ended.by,
                  why: ended.why,
                },
              ],
        ),
        decisions: shownDecisions(decisions, told),
        endedAt: matter.endedAt?.toISOString() ?? null,
      };
    },

    /** Matters of one employer and its reports that stand for themselves. */
    async ofEmployer(employerId: string, viewer: Viewer): Promise<EmployerMatters> {
      const employer = await employerOf(employerId);
      if (employer === null || !maySee(viewer, employer.region)) throw unknown();
      const { reports, total } = await warehouse.reportsOf(employerId, clock.now(), reportsShown);
      const hidden = mayReadAccusations(viewer) ? [] : reports.filter(accuses);
      const visible = reports.filter((report) => !hidden.includes(report));
      const ids = visible.map(({ eventId }) => eventId);
      const told = new Set(ids);
      const links = (await matters.linksOf(records.read, ids)).filter(({ eventId }) => told.has(eventId));
      const members = new Map<number, MatterReportRecord[]>();
      for (const link of links) members.set(link.matterId, [...(members.get(link.matterId) ?? []), link]);
      const whole = [...members].filter(([, own]) => own.length > 1);
      const matterOf = new Map(
        whole.flatMap(([id, own]) => own.map(({ eventId }) => [eventId, id] as const)),
      );
      const factsOf = new Map(visible.map((report) => [report.eventId, report]));
      const decisions = await matters.decisionsOn(records.read, ids);
      const shown = whole.map(([id, own]) => {
        const inside = own.flatMap((link) => {
          const report = factsOf.get(link.eventId);
          return report === undefined ? [] : [linked(report, link, told)];
        });
        const days = inside.map(({ day }) => day).toSorted();
        return {
          id: String(id),
          employerId,
          employerName: employer.name,
          region: employer.region,
          regionName: regionWords(employer.region),
          from: days[0] ?? '',
          to: days.at(-1) ?? '',
          channels: channelsOf(inside.map(({ layout }) => layout)),
          counts: countsOf(inside, () => id),
          reports: inside.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
        };
      });
      return {
        counts: countsOf(visible, (eventId) => matterOf.get(eventId) ?? null),
        matters: shown.toSorted((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : 0)),
        single: visible
          .filter(({ eventId }) => !matterOf.has(eventId))
          .map((report) => shownReport(report, channelOf(report.layout))),
        decisions: shownDecisions(decisions, told).filter(({ undone }) => undone === null),
        total: total - hidden.length,
      };
    },

    /** Sets a report apart from its matter, joins of it included. Throws conflict when it stands for itself. */
    async apart({ eventId, reason }: Apart, viewer: Viewer): Promise<void> {
      const report = await seen(eventId, viewer);
      const by = viewer.username;
      await relink.decided(report.employerId, by, async (tx, at) => {
        if ((await matters.linksOf(tx, [eventId])).length === 0) {
          throw refused('not-linked', '这条反映没有与其他反映关联。', 'This report is linked with no other.');
        }
        const standing = (await matters.decisionsOn(tx, [eventId])).filter(({ undone }) => undone === null);
        for (const { id, kind } of standing)
          if (kind === 'join') await matters.undo(tx, id, { at, by, reason });
        if (!standing.some(({ kind }) => kind === 'apart'))
          await matters.decide(tx, { kind: 'apart', eventId, withEventId: null, reason, by, at });
      });
    },

    /** Joins a report with another of the same employer. Throws conflict when they are one matter already. */
    async join({ eventId, withEventId, reason }: Join, viewer: Viewer): Promise<void> {
      const [report, other] = [await seen(eventId, viewer), await seen(withEventId, viewer)];
      if (eventId === withEventId || report.employerId === '' || report.employerId !== other.employerId) {
        throw refused(
          'other-employer',
          '只能关联同一用人单位的两条不同反映。',
          'Only two different reports of one employer can be joined.',
        );
      }
      const by = viewer.username;
      await relink.decided(report.employerId, by, async (tx, at) => {
        const links = await matters.linksOf(tx, [eventId, withEventId]);
        const [one, another] = links;
        if (one !== undefined && another !== undefined && one.matterId === another.matterId) {
          throw refused('already-joined', '两条反映已在同一纠纷中。', 'Both reports are one matter already.');
        }
        await matters.decide(tx, { kind: 'join', eventId, withEventId, reason, by, at });
      });
    },

    /** Takes a decision back: the machine's rule, or an earlier decision, holds again. */
    async undo({ decisionId, reason }: UndoDecision, viewer: Viewer): Promise<void> {
      const id = Number(decisionId);
      const decision = await matters.decision(records.read, id);
      if (decision === null) throw unknown();
      const report = await seen(decision.eventId, viewer);
      if (decision.withEventId !== null) await seen(decision.withEventId, viewer);
      const by = viewer.username;
      await relink.decided(report.employerId, by, async (tx, at) => {
        const now = await matters.decision(tx, id);
        if (now === null || now.undone !== null)
          throw refused('undone-before', '这项决定已经撤销。', 'This decision was taken back before.');
        await matters.undo(tx, id, { at, by, reason });
      });
    },
  };
}
export type Matters = ReturnType<typeof createMatters>;
