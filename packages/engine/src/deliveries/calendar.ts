import type { DeliveryCalendar, DeliveryCell, Owed } from '@miaotou/contracts';
import { addMonths, dayOf, daysBetween, findRegion, monthStart } from '@miaotou/domain';
import type { Bilingual, Day, RegularCycle } from '@miaotou/domain';
import type { DeliveredFile, ExpectedLayout } from './ports.js';
import { isCycled, lately, statesOf } from './standings.js';
import type { Facts } from './standings.js';
import type { PeriodState } from './state.js';

/** Months that the calendar shows, the current one among them. */
const monthsShown = 13;

export interface CalendarFacts extends Facts {
  readonly files: ReadonlyMap<number, DeliveredFile>;
}

/** One layout with every period of it. */
export interface LayoutStates {
  readonly layout: ExpectedLayout & { readonly every: RegularCycle };
  readonly states: readonly PeriodState[];
}

/** Every layout with a cycle, and where its periods stand. */
export function allStates(layouts: readonly ExpectedLayout[], facts: Facts, now: Date): LayoutStates[] {
  return layouts.filter(isCycled).map((layout) => ({ layout, states: statesOf(layout, facts, now) }));
}

const townName = (code: string): Bilingual => findRegion(code)?.name ?? { zh: code, en: code };

function cellOf(state: PeriodState, files: CalendarFacts['files']): DeliveryCell {
  return {
    ...state,
    missingTowns: state.missingTowns.map(townName),
    batches: state.batches.flatMap((id) => {
      const file = files.get(id);
      if (file === undefined) return [];
      return [{ id: String(id), fileName: file.fileName, receivedAt: file.receivedAt.toISOString() }];
    }),
  };
}

/** What an office owes: periods of which nothing came, and of the last ones those that came with too little; the oldest first. */
export function owedBy(all: readonly LayoutStates[], office: string, today: Day): Owed[] {
  return all
    .filter(({ layout }) => layout.office.name.zh === office)
    .flatMap(({ layout: { source, layout, name }, states }) => {
      const last = new Set(states.slice(-lately).map(({ period }) => period));
      return states.flatMap(({ period, due, state }): Owed[] => {
        const owed = state === 'missing' || (state === 'partial' && last.has(period));
        if (!owed) return [];
        return [{ source, layout, name, period, due, daysLate: Math.max(0, daysBetween(due, today)), state }];
      });
    })
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** Offices that deliver with a cycle, each once. */
export function officesOf(all: readonly LayoutStates[]): Bilingual[] {
  return [...new Map(all.map(({ layout: { office } }) => [office.name.zh, office.name])).values()];
}

const came = ({ state }: PeriodState): boolean => state !== 'missing' && state !== 'due';

/** Rows and months of the calendar; letters and contacts are laid beside it. */
export function calendarOf(
  all: readonly LayoutStates[],
  facts: CalendarFacts,
  now: Date,
): Omit<DeliveryCalendar, 'offices'> {
  const current = monthStart(dayOf(now));
  const months: Day[] = Array.from({ length: monthsShown }, (_, at) =>
    addMonths(current, at + 1 - monthsShown),
  );
  const first = months[0] ?? current;
  const owedNow = all
    .flatMap(({ states }) => states)
    .filter(({ due, state }) => monthStart(due) === current && state !== 'paused');
  return {
    asOf: now.toISOString(),
    months,
    thisMonth: { came: owedNow.filter(came).length, expected: owedNow.length },
    rows: all.map(({ layout, states }) => {
      const expectation = facts.expectations.find((one) => one.layout === layout.layout);
      return {
        source: layout.source,
        layout: layout.layout,
        name: layout.name,
        office: layout.office.name,
        cycle: layout.every,
        graceDays: layout.graceDays,
        since: expectation?.since ?? null,
        paused: expectation?.paused ?? null,
        cells: states.filter(({ period }) => period >= first).map((state) => cellOf(state, facts.files)),
      };
    }),
  };
}
