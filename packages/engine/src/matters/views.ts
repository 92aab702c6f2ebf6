import type { MatterCounts, MatterDecision, Report } from '@miaotou/contracts';
import { dayOf, findRegion } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { eventSummary } from '../insights/index.js';
import type { DecisionRecord, ReportFacts } from './ports.js';

/** Name of a region in both languages; an unknown one by its code. */
export function regionWords(code: string): Bilingual {
  if (code === '') return { zh: '地区不明', en: 'Region unknown' };
  return findRegion(code)?.name ?? { zh: code, en: code };
}

/** Items and people of some reports, before linking and after it. `matterOf` is null where a report stands for itself. */
export function countsOf(
  reports: readonly Pick<ReportFacts, 'eventId' | 'persons'>[],
  matterOf: (eventId: string) => number | null,
): MatterCounts {
  const people = new Map<string, number | null>();
  let personTimes: number | null = null;
  for (const { eventId, persons } of reports) {
    const matter = matterOf(eventId);
    const item = matter === null ? `report ${eventId}` : `matter ${matter}`;
    const most = people.get(item) ?? null;
    people.set(item, persons === null ? most : Math.max(most ?? 0, persons));
    if (persons !== null) personTimes = (personTimes ?? 0) + persons;
  }
  const told = [...people.values()].filter((count) => count !== null);
  return {
    reports: reports.length,
    matters: people.size,
    personTimes,
    persons: told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0),
  };
}

/** A report as it is shown: what it says, never who said it. */
export function shownReport(
  { eventId, kind, layout, occurredAt, persons, amountFen, batchId, row, attributes }: ReportFacts,
  channel: Bilingual,
): Report {
  return {
    eventId,
    kind,
    layout,
    channel,
    day: dayOf(occurredAt),
    persons,
    amountFen,
    summary: eventSummary(attributes),
    batchId,
    row,
  };
}

export function shownDecision({ id, undone, at, ...rest }: DecisionRecord): MatterDecision {
  return {
    ...rest,
    id: String(id),
    at: at.toISOString(),
    undone: undone === null ? null : { ...undone, at: undone.at.toISOString() },
  };
}
