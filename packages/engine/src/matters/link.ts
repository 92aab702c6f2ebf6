import { matterDaysOn } from '@miaotou/contracts';
import type { LinkReason, MatterWindow } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';

/** A report as far as linking goes: whom it is about, when, and the keyed hashes of who made it. */
export interface LinkableReport {
  readonly eventId: string;
  readonly employerId: string;
  readonly occurredAt: Date;
  /** Keyed hash of the identity number; null when the channel does not say. */
  readonly person: string | null;
  /** Keyed hash of the phone number; null when the channel does not say. */
  readonly phone: string | null;
}

/** What people decided: reports that stand apart from all others, and pairs that belong together. */
export interface LinkDecisions {
  readonly apart: ReadonlySet<string>;
  readonly joined: readonly { readonly eventId: string; readonly withEventId: string; readonly by: string }[];
}

/** A report in its matter, with why it is there. */
export interface LinkedTo {
  readonly report: LinkableReport;
  readonly reason: LinkReason;
  readonly by: string;
}

/** Reports of one quarrel, oldest first; at least two. */
export type LinkedMatter = readonly LinkedTo[];

/** Who links what no person linked. */
export const machine = 'machine';

interface Edge extends LinkReason {
  readonly by: string;
}

const dayNumber = ({ occurredAt }: LinkableReport): number => Date.parse(dayOf(occurredAt)) / 86_400_000;
const daysBetween = (a: LinkableReport, b: LinkableReport): number => Math.abs(dayNumber(a) - dayNumber(b));
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byDay = (a: LinkableReport, b: LinkableReport): number =>
  dayNumber(a) - dayNumber(b) || inOrder(a.eventId, b.eventId);

/** The nearest report speaks for a link, an identity number before a phone, the machine before a person's word. */
function strongerFirst(a: Edge, b: Edge): number {
  const rank = { person: 0, phone: 0, hand: 1 } as const;
  return (
    rank[a.key] - rank[b.key] ||
    a.days - b.days ||
    inOrder(a.key, b.key) ||
    inOrder(a.with, b.with) ||
    inOrder(a.by, b.by)
  );
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

/** Sets of things, made one by each `join`. */
function unions() {
  const parents = new Map<string, string>();
  function root(one: string): string {
    let at = one;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
    return at;
  }
  return {
    root,
    join(a: string, b: string): void {
      const [first, second] = [root(a), root(b)].toSorted(inOrder);
      if (first !== undefined && second !== undefined && first !== second) parents.set(second, first);
    },
  };
}

/**
 * Which reports tell of one quarrel (domain.md 4.7 no. 8): the same employer, a shared keyed identity or phone number,
 * and at most the days of the window in force between one report and the next of the chain. Names never count. What a person decided goes
 * before: a report set apart is linked by nobody's number; two joined ones hold together while they name one employer.
 * The order of the reports changes nothing.
 */
export function linkReports(
  reports: readonly LinkableReport[],
  decisions: LinkDecisions,
  windows: readonly MatterWindow[],
): readonly LinkedMatter[] {
  const known = new Map(reports.map((report) => [report.eventId, report]));
  const edges = new Map<string, Edge[]>();
  const sets = unions();

  const windowOf = (a: LinkableReport, b: LinkableReport): number =>
    matterDaysOn(windows, dayOf(a.occurredAt > b.occurredAt ? a.occurredAt : b.occurredAt));

  function tie(a: LinkableReport, b: LinkableReport, key: Edge['key'], by: string): void {
    const shared = { key, days: daysBetween(a, b), window: windowOf(a, b), by };
    edges.set(a.eventId, [...(edges.get(a.eventId) ?? []), { ...shared, with: b.eventId }]);
    edges.set(b.eventId, [...(edges.get(b.eventId) ?? []), { ...shared, with: a.eventId }]);
    sets.join(a.eventId, b.eventId);
  }

  for (const key of ['person', 'phone'] as const) {
    const sharing = grouped(
      [...known.values()].filter(
        (report) => report[key] !== null && report.employerId !== '' && !decisions.apart.has(report.eventId),
      ),
      (report) => `${report.employerId} ${report[key]}`,
    );
    for (const alike of sharing.values()) {
      const chain = alike.toSorted(byDay);
      chain.slice(1).forEach((report, at) => {
        const before = chain[at];
        if (before !== undefined && daysBetween(before, report) <= windowOf(before, report))
          tie(before, report, key, machine);
      });
    }
  }
  for (const { eventId, withEventId, by } of decisions.joined) {
    const [a, b] = [known.get(eventId), known.get(withEventId)];
    if (a !== undefined && b !== undefined && a !== b && a.employerId !== '' && a.employerId === b.employerId)
      tie(a, b, 'hand', by);
  }

  const together = grouped(
    [...known.values()].filter(({ eventId }) => edges.has(eventId)),
    ({ eventId }) => sets.root(eventId),
  );
  return [...together.values()]
    .map((members) =>
      members.toSorted(byDay).flatMap((report): LinkedTo[] => {
        const [strongest] = (edges.get(report.eventId) ?? []).toSorted(strongerFirst);
        if (strongest === undefined) return [];
        const { by, ...reason } = strongest;
        return [{ report, reason, by }];
      }),
    )
    .toSorted(([a], [b]) => inOrder(a?.report.eventId ?? '', b?.report.eventId ?? ''));
}
