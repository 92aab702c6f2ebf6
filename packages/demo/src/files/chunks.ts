import { addDays, addMonths, type Day } from '@miaotou/domain';
import { newestDeliveredMonth } from '../county/index.js';
import type { County } from '../ground/index.js';

/** The span that one file tells of, and the day on which it came. */
export interface Chunk {
  readonly from: Day;
  /** First day no longer told of. */
  readonly to: Day;
  readonly receivedOn: Day;
  /** For file names: 2024-03, or 2023-01至2023-12. */
  readonly label: string;
}

interface Rhythm {
  /** Newest whole months that came as a file each; older ones came as files of up to a year. */
  readonly tail: number;
  /** Days after the end of a span until its file came. */
  readonly delay: number;
  /** Whether the days since the last whole month came too, on the last day. */
  readonly running: boolean;
}

const yearOfMonths = 12;

/** How one source's history was delivered. */
export function chunksOf(county: County, { tail, delay, running }: Rhythm): Chunk[] {
  const newest = county.months.indexOf(newestDeliveredMonth(county.until));
  const firstMonthly = Math.max(0, newest + 1 - tail);
  const chunks: Chunk[] = [];
  const add = (start: number, end: number): void => {
    const [from, last] = [county.months[start], county.months[end]];
    if (from === undefined || last === undefined) return;
    const to = addMonths(last, 1);
    const [first, final] = [from.slice(0, 7), last.slice(0, 7)];
    chunks.push({
      from,
      to,
      receivedOn: addDays(to, delay),
      label: first === final ? first : `${first}至${final}`,
    });
  };
  for (let start = 0; start < firstMonthly; start += yearOfMonths) {
    add(start, Math.min(start + yearOfMonths, firstMonthly) - 1);
  }
  for (let month = firstMonthly; month <= newest; month += 1) add(month, month);
  const rest = county.months[newest + 1];
  if (running && rest !== undefined && rest < county.until) {
    chunks.push({
      from: rest,
      to: county.until,
      receivedOn: county.until,
      label: `${rest.slice(0, 7)}截至${county.until}`,
    });
  }
  return chunks;
}

/** The things of a list that happened within a chunk. */
export function within<T>(list: readonly T[], chunk: Chunk, dayOf: (item: T) => Day): T[] {
  return list.filter((item) => {
    const day = dayOf(item).slice(0, 10);
    return day >= chunk.from && day < chunk.to;
  });
}

/** Things of a chunk, and those of the months before it that ended meanwhile: a register lists them again. */
export function withEnded<T>(
  list: readonly T[],
  chunk: Chunk,
  monthsBefore: number,
  dayOf: (item: T) => Day,
  endOf: (item: T) => Day,
): T[] {
  const before = { ...chunk, from: addMonths(chunk.from, -monthsBefore), to: chunk.from };
  const ended = within(list, before, dayOf).filter(
    (item) => endOf(item) >= chunk.from && endOf(item) < chunk.to,
  );
  return [...ended, ...within(list, chunk, dayOf)];
}
