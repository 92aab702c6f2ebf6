import type { AlertRow, MatterCounts, Overview, SourceLayout, TierCounts } from '@miaotou/contracts';
import {
  addDays,
  addMonths,
  alertTiers,
  caseStages,
  dayOf,
  expectedBy,
  findRegion,
  huilaiTiles,
  sourceFamilies,
  startOfDay,
  tierRank,
} from '@miaotou/domain';
import type { AlertTier, Bilingual, Day, EventKind, SourceFamily } from '@miaotou/domain';
import { touchesGap } from '../deliveries/index.js';
import type { Gap, KnownGaps } from '../deliveries/index.js';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Clock, Records } from '../shared/index.js';
import type {
  AlertCount,
  Coverage,
  EventWindow,
  InsightsRecords,
  InsightsWarehouse,
  Regions,
} from './ports.js';
import { stageKinds } from './ports.js';
import { coveredSpan, lastMonths, lastWeeks, weeklySeries, withBounds } from './trend.js';

export interface OverviewDeps {
  readonly records: Records;
  readonly facts: InsightsRecords;
  readonly warehouse: InsightsWarehouse;
  readonly clock: Clock;
  /** The most urgent alerts that nobody has answered. */
  readonly unanswered: (viewer: Viewer, limit: number) => Promise<readonly AlertRow[]>;
  /** What the product can read and how far it was delivered. */
  readonly layouts: () => Promise<readonly SourceLayout[]>;
  /** Items and people of a window before and after linking. */
  readonly matterCounts: (window: Omit<EventWindow, 'kinds'>) => Promise<MatterCounts>;
  /** Periods left out amid what came. */
  readonly gaps: (knownAt: Date) => Promise<KnownGaps>;
  /** Days after a period's end by which a layout normally arrives. */
  readonly graceDays: () => Promise<ReadonlyMap<string, number>>;
}

const weeksShown = 52;
const monthsShown = 12;
/** Earlier periods read along, so that the first point shown has a bound. */
const lead = 8;
const listLength = 8;
/** Cycles of silence after which a source counts as blind [proposed]. */
const blindAfter = 1.2;

const eventFamilies: readonly { family: SourceFamily; kinds: readonly EventKind[]; measure: Bilingual }[] = [
  {
    family: 'disputes',
    kinds: ['arbitration-case', 'mediation-case', 'court-case'],
    measure: { zh: '每周案件数', en: 'Cases a week' },
  },
  {
    family: 'complaints',
    kinds: ['complaint'],
    measure: { zh: '每周投诉举报件数', en: 'Complaints a week' },
  },
  { family: 'petitions', kinds: ['petition'], measure: { zh: '每周信访件数', en: 'Petitions a week' } },
  {
    family: 'opinion',
    kinds: ['opinion', 'stoppage'],
    measure: { zh: '每周舆情与停工事件数', en: 'Opinion and stoppage items a week' },
  },
];

/** Indicators that tell of arrears, the finest first: the next is read only where the one before never came. */
const arrears: readonly { family: SourceFamily; indicators: readonly string[]; measure: Bilingual }[] = [
  {
    family: 'tax',
    indicators: ['tax_owed', 'TAX01'],
    measure: { zh: '当期欠税单位数', en: 'Employers with tax arrears in the period' },
  },
  {
    family: 'social-insurance',
    indicators: ['SI01', 'SI02'],
    measure: { zh: '当月欠缴社保单位数', en: 'Employers with social-insurance arrears in the month' },
  },
];

const recentKinds: readonly EventKind[] = [
  'complaint',
  'petition',
  'arbitration-case',
  'mediation-case',
  'court-case',
];
const recentFamilies: readonly SourceFamily[] = ['complaints', 'petitions', 'disputes'];

const none = (): TierCounts => ({ blue: 0, yellow: 0, orange: 0, red: 0 });

/** Name of a region in both languages; an unknown one by its code. */
export function regionNameOf(code: string): Bilingual {
  if (code === '') return { zh: '地区不明', en: 'Region unknown' };
  return findRegion(code)?.name ?? { zh: code, en: code };
}

function sumByTier(counts: readonly AlertCount[], of: (count: AlertCount) => number): TierCounts {
  const sum = none();
  for (const count of counts) sum[count.tier] += of(count);
  return sum;
}

function highest(counts: TierCounts): AlertTier | null {
  return alertTiers.findLast((tier) => counts[tier] > 0) ?? null;
}

/** Tiles of the schematic map that the viewer may see. */
export function tilesOf(
  counts: readonly AlertCount[],
  recent: ReadonlyMap<string, number> | null,
  viewer: Pick<Viewer, 'scope'>,
): Overview['tiles'] {
  return huilaiTiles
    .filter(({ code }) => maySee(viewer, code))
    .map(({ code, col, row }) => {
      const alerts = sumByTier(
        counts.filter(({ region }) => region === code),
        ({ live }) => live,
      );
      return {
        region: code,
        name: regionNameOf(code),
        kind: findRegion(code)?.kind ?? 'town',
        col,
        row,
        tier: highest(alerts),
        alerts,
        recent: recent === null ? null : (recent.get(code) ?? 0),
      };
    });
}

/** Layouts whose next delivery is overdue by more than the grace and a fifth of their cycle. */
export function blindOf(
  layouts: readonly SourceLayout[],
  graceDays: ReadonlyMap<string, number>,
  today: Day,
): Overview['blind'] {
  return layouts
    .flatMap(({ source, layout, name, cycle, completeThrough, silentCycles }) => {
      if (completeThrough === null || silentCycles === null || silentCycles < blindAfter) return [];
      const due = expectedBy(cycle, graceDays.get(layout) ?? 0, completeThrough);
      return due === null || today <= due ? [] : [{ source, layout, name, silentCycles }];
    })
    .toSorted((a, b) => b.silentCycles - a.silentCycles);
}

/** Periods that were left out since a day, by layout: what depends on them shows a gap and no number. */
export function leftOutOf(
  layouts: readonly SourceLayout[],
  gaps: { readonly byLayout: ReadonlyMap<string, readonly Gap[]> },
  since: Day,
): Overview['leftOut'] {
  return layouts.flatMap(({ source, layout, name }) => {
    const own = (gaps.byLayout.get(layout) ?? []).filter(({ through }) => through >= since);
    return own.map(({ from, through }) => ({ source, layout, name, from, through }));
  });
}

/** The leadership overview: every number of it computed here, for the regions that the viewer may see. */
export function createOverview(deps: OverviewDeps) {
  const { records, facts, warehouse, clock, unanswered, layouts, graceDays } = deps;

  async function eventTrends(now: Date, coverage: readonly Coverage[], gaps: KnownGaps, regions: Regions) {
    const today = dayOf(now);
    const weeks = lastWeeks(today, weeksShown + lead);
    const from = weeks[0] ?? today;
    return Promise.all(
      eventFamilies.map(async ({ family, kinds, measure }) => {
        const window = { kinds, from: startOfDay(from), to: now, knownAt: now, regions };
        const rows = await warehouse.weeklyEvents(window);
        const counts = new Map<Day, number>();
        for (const { week, events } of rows) counts.set(week, (counts.get(week) ?? 0) + events);
        const own = coverage.filter(({ source }) => source === family);
        const covered = coveredSpan(own, weeks[lead] ?? today);
        const points = withBounds(weeklySeries(weeks, counts, covered, gaps.of(kinds)), weeksShown);
        return { family, measure, points, completeThrough: covered?.through ?? null };
      }),
    );
  }

  async function arrearsTrends(now: Date, coverage: readonly Coverage[], regions: Regions) {
    const months = lastMonths(dayOf(now), monthsShown + lead);
    const from = months[0] ?? dayOf(now);
    return Promise.all(
      arrears.map(async ({ family, indicators, measure }) => {
        const rows = await warehouse.employersAbove({ indicators, from, knownAt: now, regions });
        const told = indicators.find((code) => rows.some(({ indicator }) => indicator === code));
        const counts = new Map(
          rows
            .filter(({ indicator }) => indicator === told)
            .map(({ period, employers }) => [period, employers]),
        );
        const points = withBounds(
          months.map((at) => ({ at, value: counts.get(at) ?? null })),
          monthsShown,
        );
        const own = coverage.filter(({ source }) => source === family);
        const completeThrough =
          own
            .map((layout) => layout.completeThrough)
            .toSorted()
            .at(-1) ?? null;
        return { family, measure, points, completeThrough };
      }),
    );
  }

  async function pipeline(
    now: Date,
    from: Day,
    gaps: KnownGaps,
    regions: Regions,
  ): Promise<Overview['pipeline']> {
    const kinds = Object.values(stageKinds);
    const flows = await warehouse.caseFlow({ kinds, from: startOfDay(from), to: now, knownAt: now, regions });
    return caseStages.map((stage) => {
      const told = stageKinds[stage];
      const flow = flows.find(({ kind }) => kind === told);
      // A sum over a month that was left out would count it as none.
      const wanting = told !== undefined && gaps.wanting(told, from, dayOf(now));
      if (flow === undefined || wanting)
        return { stage, received: null, open: null, closed: null, persons: null };
      const { received, told: ended, closed, persons } = flow;
      // A source that never says how cases end leaves both open and closed unknown.
      const ends = ended > 0 ? { open: received - closed, closed } : { open: null, closed: null };
      return { stage, received, ...ends, persons };
    });
  }

  async function recent(now: Date, coverage: readonly Coverage[], gaps: KnownGaps, regions: Regions) {
    const from = addDays(dayOf(now), -30);
    const covers = coverage.some(
      ({ source, completeThrough }) => recentFamilies.includes(source) && completeThrough >= from,
    );
    const wanting = touchesGap(gaps.of(recentKinds), from, dayOf(now));
    if (!covers || wanting) return null;
    const window = { kinds: recentKinds, from: startOfDay(from), to: now, knownAt: now, regions };
    const [rows, counts] = await Promise.all([
      warehouse.eventsByRegion(window),
      deps.matterCounts({ from: window.from, to: now, knownAt: now, regions }),
    ]);
    return { byRegion: new Map(rows.map(({ region, events }) => [region, events])), counts };
  }

  return async function overview(viewer: Viewer): Promise<Overview> {
    const now = clock.now();
    const today = dayOf(now);
    const pipelineFrom = addMonths(today, -12);
    const regions = visibleRegions(viewer);
    const [coverage, gaps] = await Promise.all([warehouse.coverage(now), deps.gaps(now)]);
    const [counts, watched, first, lately, events, arrearsByMonth, stages, known, grace] = await Promise.all([
      facts.alertCounts(records.read, now, regions),
      facts.employersToWatch(records.read, regions, listLength),
      unanswered(viewer, listLength),
      recent(now, coverage, gaps, regions),
      eventTrends(now, coverage, gaps, regions),
      arrearsTrends(now, coverage, regions),
      pipeline(now, pipelineFrom, gaps, regions),
      layouts(),
      graceDays(),
    ]);
    const trends = [...arrearsByMonth, ...events];
    return {
      asOf: now.toISOString(),
      counts: {
        live: sumByTier(counts, (count) => count.live),
        unanswered: sumByTier(counts, (count) => count.unanswered),
        openedLast7Days: sumByTier(counts, (count) => count.openedLast7Days),
        openedPrevious7Days: sumByTier(counts, (count) => count.openedPrevious7Days),
      },
      unanswered: [...first],
      tiles: tilesOf(counts, lately?.byRegion ?? null, viewer),
      employersToWatch: watched
        .toSorted((a, b) => tierRank(b.tier) - tierRank(a.tier) || b.alerts - a.alerts)
        .map((each) => ({ ...each, rules: [...each.rules], regionName: regionNameOf(each.region) })),
      trends: sourceFamilies.flatMap((family) => trends.filter((trend) => trend.family === family)),
      pipeline: stages,
      pipelineFrom,
      recent: lately?.counts ?? null,
      blind: blindOf(known, grace, today),
      leftOut: leftOutOf(known, gaps, pipelineFrom),
    };
  };
}
