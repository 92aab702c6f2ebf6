import type { LinkReason } from '@miaotou/contracts';
import type { LinkedMatter, LinkedTo } from './link.js';

/** A report as it stands in a matter now. */
export interface StandingLink {
  readonly eventId: string;
  readonly matterId: number;
  readonly reason: LinkReason;
  readonly by: string;
}

/** Why a report leaves its matter. */
export type LeftWhy = 'apart' | 'no-longer-shared' | 'other-matter' | 'other-reason';

/** What must change so that the matters stand as they are linked now. */
export interface MatterChange {
  /** Matters in their present make-up; `id` null for one that is new. */
  readonly matters: readonly { readonly id: number | null; readonly members: LinkedMatter }[];
  readonly ended: readonly { readonly eventId: string; readonly matterId: number; readonly why: LeftWhy }[];
  /** By index of `matters`. */
  readonly begun: readonly { readonly matter: number; readonly link: LinkedTo }[];
}

const same = (a: StandingLink, b: LinkedTo): boolean =>
  a.by === b.by &&
  a.reason.key === b.reason.key &&
  a.reason.with === b.reason.with &&
  a.reason.days === b.reason.days &&
  a.reason.window === b.reason.window;

/**
 * Which of the standing matters goes on as which: the one that shares most reports, the older one among equals. So a
 * matter keeps its number while reports come and go, and settling once more changes nothing.
 */
export function settleMatters(
  linked: readonly LinkedMatter[],
  standing: readonly StandingLink[],
  apart: ReadonlySet<string>,
): MatterChange {
  const before = new Map(standing.map((link) => [link.eventId, link]));
  const claims = linked.flatMap((members, at) => {
    const shared = new Map<number, number>();
    for (const { report } of members) {
      const id = before.get(report.eventId)?.matterId;
      if (id !== undefined) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    return [...shared].map(([id, reports]) => ({ at, id, reports }));
  });
  const ids = new Map<number, number>();
  const taken = new Set<number>();
  for (const { at, id } of claims.toSorted((a, b) => b.reports - a.reports || a.id - b.id || a.at - b.at)) {
    if (ids.has(at) || taken.has(id)) continue;
    ids.set(at, id);
    taken.add(id);
  }

  const ended: MatterChange['ended'][number][] = [];
  const begun: MatterChange['begun'][number][] = [];
  const seen = new Set<string>();
  linked.forEach((members, matter) => {
    for (const link of members) {
      const { eventId } = link.report;
      seen.add(eventId);
      const was = before.get(eventId);
      if (was !== undefined && was.matterId === ids.get(matter) && same(was, link)) continue;
      if (was !== undefined) {
        const why = was.matterId === ids.get(matter) ? 'other-reason' : 'other-matter';
        ended.push({ eventId, matterId: was.matterId, why });
      }
      begun.push({ matter, link });
    }
  });
  for (const { eventId, matterId } of standing) {
    if (!seen.has(eventId))
      ended.push({ eventId, matterId, why: apart.has(eventId) ? 'apart' : 'no-longer-shared' });
  }
  return { matters: linked.map((members, at) => ({ id: ids.get(at) ?? null, members })), ended, begun };
}
