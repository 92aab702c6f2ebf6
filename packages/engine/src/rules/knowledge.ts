import { addDays } from '@miaotou/domain';
import type { Bilingual, Day, EventKind } from '@miaotou/domain';
import type { Deliveries, KnownGaps, SourceStandings } from '../deliveries/index.js';
import {
  familyCoverage,
  familyOfKind,
  freshFrom,
  laggardsOf,
  lastDayBefore,
  momentBefore,
  windowFrom,
} from './coverage.js';
import type { Laggard, SourceStanding } from './coverage.js';
import type { Covers, LayoutCycle, RulesWarehouse, ValueSources, Watermark } from './ports.js';

/** What is known of the sources at a moment. */
export interface Known {
  readonly watermarks: readonly Watermark[];
  readonly gaps: KnownGaps;
  readonly standings: SourceStandings;
  readonly layouts: readonly LayoutCycle[];
}

/** Whom to ask what is known of the sources. */
export interface KnownDeps {
  readonly warehouse: Pick<RulesWarehouse, 'watermarks'>;
  /** The layouts in force. */
  readonly layouts: () => Promise<readonly LayoutCycle[]>;
  /** What came of each layout, and what is left out. */
  readonly deliveries: Pick<Deliveries, 'gaps' | 'standings'>;
}

/** What was known of the sources at `knownAt`, for judging `asOf`. */
export async function knownOf(
  { warehouse, layouts, deliveries }: KnownDeps,
  asOf: Date,
  knownAt: Date,
): Promise<Known> {
  return {
    watermarks: await warehouse.watermarks(knownAt),
    gaps: await deliveries.gaps(knownAt),
    standings: await deliveries.standings(knownAt, asOf),
    layouts: await layouts(),
  };
}

/** What follows from the sources' standing for whoever judges: where none means zero, and which values are too old. */
export interface Knowledge {
  coverage(kind: EventKind, window: string, at: Date, before?: string | null): SourceStanding;
  /** The layouts for which a count over a window waits. */
  laggards(kind: EventKind, window: string, at: Date, before?: string | null): readonly Laggard[];
  /** The layouts for which the newest values of an indicator wait. */
  laggingValues(indicator: string, at: Date): readonly Laggard[];
  readonly covers: Covers;
  readonly values: ValueSources;
  /** Whether every register that states an indicator has been silent for so long that its newest values are too old. */
  stale(indicator: string, at: Date): boolean;
}

export function knowledgeOf(known: Known): Knowledge {
  const { layouts, standings, watermarks, gaps } = known;
  // What an administrator waits for no more makes nothing wait, and neither does a table that tells of no event.
  const eventless = new Set(layouts.filter((one) => one.eventless === true).map((one) => one.layout));
  const awaited = watermarks.filter(
    ({ layout }) => standings.get(layout)?.paused !== true && !eventless.has(layout),
  );
  /** Layouts in force that delivered values of an indicator and are waited for. */
  const stating = (indicator: string): readonly LayoutCycle[] =>
    layouts.filter(
      ({ layout, states = [] }) =>
        states.includes(indicator) &&
        standings.get(layout)?.paused !== true &&
        watermarks.some((one) => one.layout === layout),
    );
  const coverage: Knowledge['coverage'] = (kind, window, moment, before = null) => {
    const at = before === null ? moment : momentBefore(before, moment);
    const standing = familyCoverage(familyOfKind[kind], layouts, awaited, at);
    if (standing !== 'complete') return standing;
    return gaps.wanting(kind, windowFrom(window, at), lastDayBefore(at)) ? 'source-behind' : 'complete';
  };
  const values: ValueSources = {
    // An employer may stand in one of several registers: the one with most patience says how old its value may be.
    freshFrom: (indicator, at) => {
      const bounds = stating(indicator).map((layout) => freshFrom(layout, at));
      return bounds.reduce<Day | null>(
        (oldest, one, index) =>
          index === 0 ? one : oldest === null || one === null ? null : one < oldest ? one : oldest,
        null,
      );
    },
    gaps: (indicator) => stating(indicator).flatMap(({ layout }) => gaps.byLayout.get(layout) ?? []),
  };
  const nameOf = (layout: string): Bilingual =>
    layouts.find((one) => one.layout === layout)?.name ?? { zh: layout, en: layout };
  const laggards: Knowledge['laggards'] = (kind, window, moment, before = null) => {
    const at = before === null ? moment : momentBefore(before, moment);
    const [first, last] = [windowFrom(window, at), lastDayBefore(at)];
    const gone = gaps
      .of([kind])
      .filter(({ from, through }) => from <= last && through >= first)
      .map(({ layout, from, through }) => ({ name: nameOf(layout), from, through }));
    return [...laggardsOf(familyOfKind[kind], layouts, awaited, at), ...gone];
  };
  return {
    coverage,
    laggards,
    laggingValues: (indicator, at) => {
      const bound = values.freshFrom(indicator, at);
      return stating(indicator).flatMap(({ layout, name }) => {
        const through = watermarks.find((one) => one.layout === layout)?.completeThrough;
        if (bound === null || through === undefined || through >= bound) return [];
        return [{ name, from: addDays(through, 1), through: null }];
      });
    },
    covers: (kind, window, at, before) => coverage(kind, window, at, before) === 'complete',
    values,
    stale: (indicator, at) => {
      const bound = values.freshFrom(indicator, at);
      const names = stating(indicator).map(({ layout }) => layout);
      return (
        bound !== null &&
        watermarks.every(({ layout, completeThrough }) => !names.includes(layout) || completeThrough < bound)
      );
    },
  };
}
