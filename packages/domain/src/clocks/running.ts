import { addDays, dayOf, daysBetween } from '../calendar/index.js';
import type { Day, WorkCalendar } from '../calendar/index.js';
import type { Bilingual } from '../vocabulary/index.js';
import { clockCatalogue, clocksStartedBy } from './catalogue.js';
import type { ClockCode } from './codes.js';
import { countBackwards, countForwards } from './count.js';
import type { MatterEventKind } from './event-kinds.js';
import type { ClockDefinition } from './kinds.js';
import { whyText } from './why.js';

/** Something that happened in one proceeding of a matter. */
export interface MatterEvent {
  readonly id: string;
  readonly kind: MatterEventKind;
  readonly proceeding: string;
  readonly on: Day;
  /** When the product came to know of it. */
  readonly knownAt: Date;
  /** The day from or back from which is counted, where that is not the day of the event (a hearing). */
  readonly refersTo?: Day;
  /** Which of several papers, claims or requests it is about; clocks are kept apart by it. */
  readonly about?: string;
  readonly paper?: string;
  /** Length that the parties agreed on, or by which a term was extended, in the clock's unit. */
  readonly length?: number;
  /** Which clock is extended. */
  readonly clock?: ClockCode;
  readonly approver?: string;
  readonly reason?: Bilingual;
}

/** A stretch that does not count; null end: it goes on. */
export interface ClockPause {
  readonly from: Day;
  readonly to: Day | null;
  readonly approver: string | null;
  readonly reason: Bilingual;
}

export const runningClockStates = ['running', 'stopped', 'overdue', 'met', 'met-late', 'ended'] as const;
export type RunningClockState = (typeof runningClockStates)[number];

export interface RunningClock {
  /** Stays the same however often it is reckoned. */
  readonly id: string;
  readonly code: ClockCode;
  readonly proceeding: string;
  readonly trigger: MatterEventKind;
  readonly triggeredOn: Day;
  /** Later than the trigger where it was counted anew. */
  readonly countedFrom: Day;
  readonly basis: string;
  /** Null while the parties have agreed on no length. */
  readonly originalDue: Day | null;
  readonly due: Day | null;
  readonly provisional: boolean;
  readonly pauses: readonly ClockPause[];
  readonly extendedBy: number;
  readonly state: RunningClockState;
  readonly satisfied: { readonly on: Day; readonly paper: string | null } | null;
  readonly why: Bilingual | null;
}

const stopKinds = [
  ['stayed', 'resumed', { zh: '中止审理', en: 'stay of the proceedings' }],
  ['public-notice-begun', 'public-notice-ended', { zh: '公告送达', en: 'service by public notice' }],
] as const;

/** Known events in the order in which they happened, each once, however they arrived. */
function known(events: readonly MatterEvent[], now: Date): readonly MatterEvent[] {
  const order = (one: MatterEvent) => `${one.on} ${one.id}`;
  const content = ({ kind, proceeding, on, about, refersTo, clock, length }: MatterEvent) =>
    JSON.stringify([kind, proceeding, on, about, refersTo, clock, length]);
  const kept = new Map<string, MatterEvent>();
  const sorted = events
    .filter(({ knownAt }) => knownAt <= now)
    .toSorted((a, b) =>
      order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.knownAt.getTime() - b.knownAt.getTime(),
    );
  for (const event of sorted) {
    const key = content(event);
    if (!kept.has(key)) kept.set(key, event);
  }
  return [...kept.values()];
}

/** Stays and public notices of a proceeding; days from the first to the one before the procedure goes on. */
function pausesOf(events: readonly MatterEvent[]): readonly ClockPause[] {
  return stopKinds.flatMap(([begun, over, name]) => {
    const pauses: ClockPause[] = [];
    let open: MatterEvent | null = null;
    for (const event of events) {
      if (event.kind === begun) open ??= event;
      if (event.kind !== over || open === null) continue;
      const { on, approver = null, reason = name } = open;
      if (event.on > on) pauses.push({ from: on, to: addDays(event.on, -1), approver, reason });
      open = null;
    }
    if (open !== null) {
      pauses.push({ from: open.on, to: null, approver: open.approver ?? null, reason: open.reason ?? name });
    }
    return pauses;
  });
}

function reckon(
  definition: ClockDefinition,
  start: Day,
  span: { readonly length: number; readonly extendedBy: number },
  calendar: WorkCalendar,
  gaps: readonly { readonly from: Day; readonly to: Day }[],
) {
  const { unit, backwards } = definition;
  if (unit === 'hours') throw new RangeError(`${definition.code} is counted by hours, not by days`);
  const length = span.length + span.extendedBy;
  if (!backwards) return countForwards(start, { length, unit }, calendar, gaps);
  const { due, provisional } = countBackwards(start, length, calendar);
  return { due, before: due, excluded: 0, provisional };
}

/** Extension in all, never beyond what the text allows. */
function extensionOf(definition: ClockDefinition, events: readonly MatterEvent[], from: Day): number {
  const asked = events
    .filter(({ kind, clock, on }) => kind === 'term-extended' && clock === definition.code && on >= from)
    .reduce((sum, { length = 0 }) => sum + length, 0);
  return definition.extendable === null ? asked : Math.min(asked, definition.extendable);
}

function stateOf(
  clock: { readonly due: Day | null; readonly stopped: boolean },
  met: MatterEvent | undefined,
  over: MatterEvent | undefined,
  today: Day,
): RunningClockState {
  if (met !== undefined && (over === undefined || met.on <= over.on)) {
    return clock.due === null || met.on <= clock.due ? 'met' : 'met-late';
  }
  if (over !== undefined) return 'ended';
  if (clock.stopped) return 'stopped';
  return clock.due !== null && clock.due < today ? 'overdue' : 'running';
}

function run(
  definition: ClockDefinition,
  trigger: MatterEvent,
  events: readonly MatterEvent[],
  calendar: WorkCalendar,
  today: Day,
): RunningClock {
  const first = trigger.refersTo ?? trigger.on;
  const here = events.filter(
    ({ proceeding, about }) =>
      proceeding === trigger.proceeding &&
      (about === undefined || trigger.about === undefined || about === trigger.about),
  );
  const after = here.filter(({ on, id }) => id !== trigger.id && on >= trigger.on);
  const met = after.find(({ kind }) => definition.metBy.includes(kind));
  const over = after.find(({ kind }) => definition.endedBy.includes(kind));
  const endedOn = met?.on ?? over?.on ?? null;
  const resets = after.filter(
    ({ kind, on }) => definition.resetBy.includes(kind) && (endedOn === null || on <= endedOn),
  );
  const from = resets.at(-1)?.on ?? first;
  const pauses = definition.stops ? pausesOf(here) : [];
  const until = endedOn ?? today;
  const gaps = pauses.map((pause) => ({ from: pause.from, to: pause.to ?? until }));
  const base = definition.length ?? trigger.length ?? null;
  const extendedBy = extensionOf(definition, after, resets.at(-1)?.on ?? trigger.on);
  const counted =
    base === null ? null : reckon(definition, from, { length: base, extendedBy }, calendar, gaps);
  const original =
    base === null ? null : reckon(definition, first, { length: base, extendedBy: 0 }, calendar, []);
  const stopped = pauses.some(({ to, from: begun }) => to === null && begun <= today);
  const state = stateOf({ due: counted?.due ?? null, stopped }, met, over, today);
  return {
    id: [trigger.proceeding, definition.code, trigger.on, trigger.refersTo ?? '', trigger.about ?? ''].join(
      '/',
    ),
    code: definition.code,
    proceeding: trigger.proceeding,
    trigger: trigger.kind,
    triggeredOn: first,
    countedFrom: from,
    basis: definition.article,
    originalDue: original?.due ?? null,
    due: counted?.due ?? null,
    provisional: counted?.provisional ?? false,
    pauses,
    extendedBy,
    state,
    satisfied:
      met !== undefined && (state === 'met' || state === 'met-late')
        ? { on: met.on, paper: met.paper ?? null }
        : null,
    why:
      counted === null || base === null
        ? null
        : whyText({
            length: base + extendedBy,
            unit: definition.unit,
            backwards: definition.backwards,
            start: from,
            before: counted.before,
            due: counted.due,
            extendedBy,
            reset: resets.length > 0,
            provisional: counted.provisional,
            stops: pauses
              .map((pause, at) => ({ gap: gaps[at], reason: pause.reason }))
              .flatMap(({ gap, reason }) =>
                gap === undefined || gap.to < gap.from || gap.to <= from || gap.from > counted.due
                  ? []
                  : [
                      {
                        days: daysBetween(gap.from > from ? gap.from : addDays(from, 1), gap.to) + 1,
                        reason,
                      },
                    ],
              ),
          }),
  };
}

/**
 * All clocks of a matter as they stand now. Events may arrive late, twice and in any order; what is not known yet at
 * `now` is left out. A clock kept before keeps the original due day that it was given then.
 */
export function clocksOf(
  events: readonly MatterEvent[],
  calendar: WorkCalendar,
  now: Date,
  kept: readonly RunningClock[] = [],
  catalogue: readonly ClockDefinition[] = clockCatalogue,
): readonly RunningClock[] {
  const originals = new Map(kept.map(({ id, originalDue }) => [id, originalDue]));
  const all = known(events, now);
  const clocks = all.flatMap((trigger) =>
    clocksStartedBy(trigger.kind, trigger.on, catalogue).map((definition) =>
      run(definition, trigger, all, calendar, dayOf(now)),
    ),
  );
  return clocks.map((one) => ({ ...one, originalDue: originals.get(one.id) ?? one.originalDue }));
}
