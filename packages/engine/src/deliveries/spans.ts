import { addDays, dayOf, nextPeriodStart, periodEnd, periodStart } from '@miaotou/domain';
import type { Day, RegularCycle } from '@miaotou/domain';

/** Rows of one period that one delivery told of, in one town; '' where no town is known. */
export interface DeliveredPart {
  readonly layout: string;
  readonly batchId: number;
  /** First day of the period. */
  readonly period: Day;
  readonly region: string;
  readonly rows: number;
  /** The period is the delivery's own; rows that were tried again have none. */
  readonly main: boolean;
  readonly observedAt: Date;
}

/** One delivery's share in a period. */
export interface DeliveredShare {
  readonly batchId: number;
  readonly rows: number;
  readonly main: boolean;
  readonly observedAt: Date;
}

/** A period that came. */
export interface DeliveredPeriod {
  readonly period: Day;
  readonly rows: number;
  /** Rows by town, as far as towns are known. */
  readonly towns: ReadonlyMap<string, number>;
  /** Deliveries that tell of the period as a whole, in the order in which they came; others only brought stragglers. */
  readonly shares: readonly DeliveredShare[];
}

/** Days of which nothing is known, both ends among them. */
export interface Gap {
  readonly from: Day;
  readonly through: Day;
}

/** The middle one of some numbers, the mean of the middle two; null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function grouped<K, T>(items: readonly T[], of: (item: T) => K): ReadonlyMap<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    const own = found.get(of(item));
    if (own === undefined) found.set(of(item), [item]);
    else own.push(item);
  }
  return found;
}

const total = (parts: readonly { readonly rows: number }[]): number =>
  parts.reduce((sum, { rows }) => sum + rows, 0);

/**
 * The first period that a delivery fills well: with more than a third of its own period's rows [own], or of its fullest
 * one's where the own period is but begun. One month in which a great deal happened does not make the others few.
 */
function firstFilled(every: RegularCycle, rows: ReadonlyMap<Day, number>, main: Day): Day {
  const own = rows.get(main) ?? 0;
  const yardstick = own * 2 >= (median([...rows.values()]) ?? 0) ? own : Math.max(...rows.values());
  const filled = [...rows].filter(([, count]) => count * 3 > yardstick);
  // Two rows of the month before beside four of its own may be stragglers; three full months are a file of many.
  const many = filled.length >= 3;
  const told = filled
    .filter(([period, count]) => many || period === main || count >= 2)
    .map(([period]) => period);
  const [first = main] = told.toSorted();
  if (!many) return first;
  // A file of many months may begin with a quiet one.
  const before = periodStart(every, addDays(first, -1));
  return rows.has(before) ? before : first;
}

/**
 * The periods that one delivery tells of as a whole: from the first that it fills well to its own. A few rows of an
 * earlier month are stragglers, and do not stand for that month's file; a month without rows amid a longer file was told
 * of, and had none.
 */
function spanOf(every: RegularCycle, parts: readonly DeliveredPart[]): Day[] {
  const last = parts.find(({ main }) => main)?.period;
  if (last === undefined) return [];
  const rows = new Map(
    [...grouped(parts, ({ period }) => period)].map(([period, own]) => [period, total(own)]),
  );
  const first = firstFilled(every, rows, last);
  const span: Day[] = [];
  for (let period = first < last ? first : last; period <= last; period = nextPeriodStart(every, period)) {
    span.push(period);
  }
  return span;
}

/** How a layout comes: its cycle, and whether its rows are dated by the day, so that a period can come without any. */
export interface Rhythm {
  readonly every: RegularCycle;
  readonly dated: boolean;
}

/** First day of the last period that was over when a delivery came. */
function lastOver(every: RegularCycle, observedAt: Date): Day {
  return periodStart(every, addDays(periodStart(every, dayOf(observedAt)), -1));
}

/**
 * A register in which nothing is newer than what had come before, arriving when the next period was due, is that
 * period's file: it had nothing new, or only told how old matters went on. So is a first register that ends one period
 * early. Null for every other delivery.
 */
function quietPeriod({ every, dated }: Rhythm, own: Day, at: Date, before: ReadonlySet<Day>): Day | null {
  const over = lastOver(every, at);
  const newest = [...before].toSorted().at(-1) ?? own;
  const repeats = before.size === 0 || before.has(own);
  return dated && repeats && own <= newest && nextPeriodStart(every, newest) === over ? over : null;
}

/** The periods of one layout that came, by their first day, ascending. */
export function deliveredPeriods(
  rhythm: Rhythm,
  parts: readonly DeliveredPart[],
): ReadonlyMap<Day, DeliveredPeriod> {
  const byPeriod = grouped(parts, ({ period }) => period);
  const shares = new Map<Day, DeliveredShare[]>();
  const batches = [...grouped(parts, (part) => part.batchId)].flatMap(([batchId, own]) =>
    own[0] === undefined ? [] : [{ batchId, own, observedAt: own[0].observedAt }],
  );
  const inOrder = batches.toSorted(
    (a, b) => a.observedAt.getTime() - b.observedAt.getTime() || a.batchId - b.batchId,
  );
  for (const { batchId, own, observedAt } of inOrder) {
    const main = own.find((part) => part.main)?.period;
    if (main === undefined) continue;
    const quiet = quietPeriod(rhythm, main, observedAt, new Set(shares.keys()));
    for (const period of [...spanOf(rhythm.every, own), ...(quiet === null ? [] : [quiet])]) {
      const there = own.filter((part) => part.period === period);
      const share = { batchId, rows: total(there), main: period === (quiet ?? main), observedAt };
      shares.set(period, [...(shares.get(period) ?? []), share]);
    }
  }
  return new Map(
    [...shares]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([period, own]) => {
        const there = byPeriod.get(period) ?? [];
        const towns = new Map(
          [...grouped(there, ({ region }) => region)].flatMap(([region, rows]) =>
            region === '' ? [] : [[region, total(rows)] as const],
          ),
        );
        return [period, { period, rows: total(there), towns, shares: own }];
      }),
  );
}

/** Periods left out between the first and the last that came, neighbours joined. */
export function gapsOf(every: RegularCycle, delivered: Iterable<Day>): Gap[] {
  const came = new Set([...delivered].map((day) => periodStart(every, day)));
  const [first] = [...came].toSorted();
  const last = [...came].toSorted().at(-1);
  const gaps: Gap[] = [];
  if (first === undefined || last === undefined) return gaps;
  for (let period = first; period < last; period = nextPeriodStart(every, period)) {
    if (came.has(period)) continue;
    const before = gaps.at(-1);
    const through = periodEnd(every, period);
    if (before !== undefined && addDays(before.through, 1) === period) {
      gaps[gaps.length - 1] = { from: before.from, through };
    } else gaps.push({ from: period, through });
  }
  return gaps;
}

/** Whether any of the days `from` to `through` lies in a gap. */
export function touchesGap(gaps: readonly Gap[], from: Day, through: Day): boolean {
  return gaps.some((gap) => gap.from <= through && from <= gap.through);
}

/** Whether nothing but a nil report tells of a period: only nil reports have numbers below zero. */
export function isNil({ shares }: DeliveredPeriod): boolean {
  return shares.every(({ batchId }) => batchId < 0);
}
