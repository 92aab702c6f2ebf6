import { addDays, dayOf, daysBetween, dueDay, nextPeriodStart, periodStart } from '@miaotou/domain';
import type { Day, DeliveryReason, DeliveryState, RegularCycle } from '@miaotou/domain';
import { isNil, median } from './spans.js';
import type { DeliveredPeriod } from './spans.js';

/** What an administrator decided of a layout: since when it is expected, and why it is not waited for at present. */
export interface Expectation {
  readonly layout: string;
  /** First day from which on it is owed; null: since its first delivery. */
  readonly since: Day | null;
  readonly paused: { readonly from: Day; readonly reason: string } | null;
}

/** Counts of a batch that tell a correction from a second file. */
export interface BatchFacts {
  readonly rows: number;
  readonly duplicates: number;
  readonly corrected: number;
}

/** One period of one layout: where it stands, and why. */
export interface PeriodState {
  readonly period: Day;
  readonly due: Day;
  readonly state: DeliveryState;
  readonly reason: DeliveryReason;
  /** Days after the due day on which it came, or for which it has been owed; 0 in time. */
  readonly daysLate: number;
  /** Rows that came; null where nothing did. */
  readonly rows: number | null;
  /** Median of the periods before; null with too short a history. */
  readonly usualRows: number | null;
  /** Towns that are always there and now are not. */
  readonly missingTowns: readonly string[];
  readonly batches: readonly number[];
}

/** Periods that the usual is taken from [own]. */
const history = 6;
/** Fewer than this many earlier periods tell nothing of what is usual [own]. */
const least = 3;
/** With fewer rows than this a period varies by chance alone [own]. */
const fewest = 20;
/** A town with at least this many rows in every earlier period is always there [own]. */
const townRows = 5;
/** Below this share of the usual rows a period is partial [own]. */
const partialBelow = 0.5;
/** Beyond this share of the usual rows two files of one period are no two halves [own]. */
const doubledAbove = 1.5;

export interface StateInput {
  readonly every: RegularCycle;
  readonly graceDays: number;
  readonly expectation: Expectation | null;
  readonly delivered: ReadonlyMap<Day, DeliveredPeriod>;
  readonly batches: ReadonlyMap<number, BatchFacts>;
  readonly now: Date;
}

/** The periods that lie before one and came, nearest last. */
function before(delivered: ReadonlyMap<Day, DeliveredPeriod>, period: Day): DeliveredPeriod[] {
  return [...delivered.values()].filter((one) => one.period < period).slice(-history);
}

function absentTowns(earlier: readonly DeliveredPeriod[], now: DeliveredPeriod): string[] {
  const [first] = earlier;
  if (first === undefined || earlier.length < history) return [];
  return [...first.towns.keys()]
    .filter(
      (town) => earlier.every(({ towns }) => (towns.get(town) ?? 0) >= townRows) && !now.towns.has(town),
    )
    .toSorted();
}

/** Whether files after the first mostly change what was there, or stand beside it. */
function later(came: DeliveredPeriod, usual: number | null, batches: StateInput['batches']) {
  const files = came.shares.filter(({ main, batchId }) => main && batchId >= 0);
  const others = files.slice(1);
  if (others.length === 0) return null;
  const changing = others.filter(({ batchId }) => {
    const facts = batches.get(batchId);
    if (facts === undefined || facts.corrected === 0) return false;
    return (facts.corrected + facts.duplicates) * 2 >= facts.rows;
  });
  if (changing.length === others.length) return 'corrected';
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return usual === null || rows > usual * doubledAbove ? 'doubled' : null;
}

function cameState(
  input: StateInput,
  came: DeliveredPeriod,
  due: Day,
  since: Day,
): Pick<PeriodState, 'state' | 'reason' | 'daysLate' | 'usualRows' | 'missingTowns'> {
  const earlier = before(input.delivered, came.period);
  const usualRows = earlier.length < least ? null : median(earlier.map(({ rows }) => rows));
  const missingTowns = absentTowns(earlier, came);
  const [first] = came.shares;
  const daysLate = first === undefined ? 0 : Math.max(0, daysBetween(due, dayOf(first.observedAt)));
  if (came.period < since) {
    return { daysLate: 0, usualRows, missingTowns: [], state: 'on-time', reason: 'before-expected' };
  }
  const said = { daysLate, usualRows, missingTowns };
  if (isNil(came)) return { ...said, missingTowns: [], state: 'on-time', reason: 'nothing-to-report' };
  if (usualRows !== null && usualRows >= fewest && came.rows < usualRows * partialBelow) {
    return { ...said, state: 'partial', reason: 'few-rows' };
  }
  if (missingTowns.length > 0) return { ...said, state: 'partial', reason: 'town-absent' };
  const more = later(came, usualRows, input.batches);
  if (more === 'doubled') return { ...said, state: 'doubled', reason: 'two-files' };
  if (more === 'corrected') return { ...said, state: 'corrected', reason: 'rows-changed' };
  return daysLate > 0
    ? { ...said, state: 'late', reason: 'came-late' }
    : { ...said, state: 'on-time', reason: 'came-in-time' };
}

function owedState(
  { expectation, now }: StateInput,
  period: Day,
  due: Day,
): Pick<PeriodState, 'state' | 'reason' | 'daysLate'> {
  const today = dayOf(now);
  const paused = expectation?.paused ?? null;
  if (paused !== null && period >= paused.from)
    return { state: 'paused', reason: 'not-expected', daysLate: 0 };
  if (today <= due) return { state: 'due', reason: 'within-grace', daysLate: 0 };
  return { state: 'missing', reason: 'nothing-came', daysLate: daysBetween(due, today) };
}

/** The first period that a layout owes: as set, or the first delivery's own; null where it was never promised. */
export function expectedSince(
  every: RegularCycle,
  expectation: Expectation | null,
  delivered: ReadonlyMap<Day, DeliveredPeriod>,
): Day | null {
  const since = expectation?.since ?? null;
  if (since !== null) return periodStart(every, since);
  const own = [...delivered.values()].flatMap(({ period, shares }) =>
    shares.flatMap(({ main, observedAt }) => (main ? { period, at: observedAt.getTime() } : [])),
  );
  return own.toSorted((a, b) => a.at - b.at)[0]?.period ?? null;
}

/** Every period of a layout from the first that is expected or came to the last that is over, and where each stands. */
export function periodStates(input: StateInput): PeriodState[] {
  const { every, graceDays, delivered } = input;
  const since = expectedSince(every, input.expectation, delivered);
  const [earliest] = delivered.keys();
  if (since === null) return [];
  const last = periodStart(every, addDays(periodStart(every, dayOf(input.now)), -1));
  const states: PeriodState[] = [];
  const first = earliest !== undefined && earliest < since ? earliest : since;
  for (let period = first; period <= last; period = nextPeriodStart(every, period)) {
    const due = dueDay(every, graceDays, period);
    const came = delivered.get(period);
    if (came !== undefined) {
      const batches = came.shares.map(({ batchId }) => batchId).filter((id) => id >= 0);
      states.push({ period, due, rows: came.rows, batches, ...cameState(input, came, due, since) });
    } else if (period >= since) {
      const nothing = { rows: null, usualRows: null, missingTowns: [], batches: [] };
      states.push({ period, due, ...nothing, ...owedState(input, period, due) });
    }
  }
  return states;
}
