import type { DifferenceKind, ReplayDifference } from '@miaotou/contracts';
import { dayOf, tierNames, tierRank } from '@miaotou/domain';
import type { Bilingual, Day } from '@miaotou/domain';
import type { PastAlert } from './ports.js';
import { placeName } from './score.js';
import type { Replayed } from './replayed.js';

const keyOf = ({ alert }: Replayed): string =>
  JSON.stringify([alert.ruleId, alert.subjectKind, alert.subjectId]);

const overlap = (a: Replayed, b: Replayed): boolean => {
  const end = ({ alert }: Replayed): number => alert.closedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return a.alert.openedAt.getTime() <= end(b) && b.alert.openedAt.getTime() <= end(a);
};

interface Pair {
  readonly published: Replayed | null;
  readonly candidate: Replayed | null;
}

/** Alerts of one rule and subject that lived at the same time belong together, the earliest first. */
function pairsOf(published: readonly Replayed[], candidate: readonly Replayed[]): Pair[] {
  const waiting = new Map<string, Replayed[]>();
  const inTime = (all: readonly Replayed[]): Replayed[] =>
    all.toSorted((a, b) => a.alert.openedAt.getTime() - b.alert.openedAt.getTime());
  for (const one of inTime(published)) waiting.set(keyOf(one), [...(waiting.get(keyOf(one)) ?? []), one]);
  const pairs: Pair[] = inTime(candidate).map((one) => {
    const own = waiting.get(keyOf(one)) ?? [];
    const at = own.findIndex((other) => overlap(one, other));
    return { candidate: one, published: at === -1 ? null : (own.splice(at, 1)[0] ?? null) };
  });
  return [...pairs, ...[...waiting.values()].flat().map((one) => ({ published: one, candidate: null }))];
}

function kindsOf({ published, candidate }: Pair): DifferenceKind[] {
  if (published === null) return ['new'];
  if (candidate === null) return ['lost'];
  const kinds: DifferenceKind[] = [];
  const [before, after] = [published.alert, candidate.alert];
  if (after.openedAt < before.openedAt) kinds.push('earlier');
  if (after.openedAt > before.openedAt) kinds.push('later');
  if (tierRank(after.peakTier) > tierRank(before.peakTier)) kinds.push('higher');
  if (tierRank(after.peakTier) < tierRank(before.peakTier)) kinds.push('lower');
  return kinds;
}

function reasonOf({ published, candidate }: Pair): Bilingual {
  const told = ({ alert }: Replayed): Bilingual => ({
    zh: `${dayOf(alert.openedAt)}起，最高${tierNames[alert.peakTier].zh}`,
    en: `from ${dayOf(alert.openedAt)}, ${tierNames[alert.peakTier].en.toLowerCase()} at most`,
  });
  const now = published === null ? null : told(published);
  const then = candidate === null ? null : told(candidate);
  return {
    zh: `现行：${now?.zh ?? '未达到条件'}；候选：${then?.zh ?? '未达到条件'}`,
    en: `Published: ${now?.en ?? 'conditions not reached'}; candidate: ${then?.en ?? 'conditions not reached'}`,
  };
}

const times = (one: Replayed | null) =>
  one === null ? null : { openedAt: one.alert.openedAt.toISOString(), peakTier: one.alert.peakTier };

/** Alerts that are not the same on both sides, as far as either was opened in the span; the gravest first. */
export function differencesOf(
  published: readonly Replayed[],
  candidate: readonly Replayed[],
  { from, to }: { readonly from: Day; readonly to: Day },
  names: ReadonlyMap<string, Bilingual>,
): ReplayDifference[] {
  const inside = (one: Replayed | null): boolean =>
    one !== null && dayOf(one.alert.openedAt) >= from && dayOf(one.alert.openedAt) <= to;
  const found = pairsOf(published, candidate).flatMap((pair): ReplayDifference[] => {
    const kinds = kindsOf(pair);
    const shown = pair.candidate ?? pair.published;
    if (kinds.length === 0 || shown === null || !(inside(pair.published) || inside(pair.candidate)))
      return [];
    const { ruleId, subjectKind, subjectId, subjectName, employerId, region, sentence } = shown.alert;
    return [
      {
        kinds,
        reason: reasonOf(pair),
        ruleId,
        name: names.get(ruleId) ?? { zh: ruleId, en: ruleId },
        subjectKind,
        subjectId,
        subjectName,
        employerId,
        region,
        regionName: placeName(region),
        published: times(pair.published),
        candidate: times(pair.candidate),
        sentence,
      },
    ];
  });
  const rank = ({ published: a, candidate: b }: ReplayDifference): number =>
    Math.max(tierRank(a?.peakTier ?? null), tierRank(b?.peakTier ?? null));
  return found.toSorted((a, b) => rank(b) - rank(a));
}

/** What is told of an alert and its history, for comparison. */
function text({ alert, history }: Replayed, until: Date): string {
  return JSON.stringify([
    alert.openedAt,
    alert.sinceAt,
    history
      .filter(({ at, runId }) => runId !== null || at <= until)
      .map(({ at, kind, reason, fromTier, toTier, fromState, toState }) => [
        at,
        kind,
        reason,
        fromTier,
        toTier,
        fromState,
        toState,
      ]),
  ]);
}

/**
 * Whether replayed alerts are those of production: each with its times and every step by the runs `replayed` or by
 * people until then. Names those that differ.
 */
export function likeProduction(
  replayed: readonly Replayed[],
  production: readonly PastAlert[],
  runs: ReadonlySet<string>,
  until: Date,
): { alerts: number; same: number; differing: string[] } {
  const known = production.map(({ alert, history }) => ({
    alert,
    history: history.filter(({ runId }) => runId === null || runs.has(runId)),
  }));
  const waiting = new Map<string, number>();
  const labelled = (one: Replayed): string => `${keyOf(one)} ${text(one, until)}`;
  for (const one of replayed) waiting.set(labelled(one), (waiting.get(labelled(one)) ?? 0) + 1);
  const differing: string[] = [];
  let same = 0;
  for (const one of known) {
    const left = waiting.get(labelled(one)) ?? 0;
    if (left > 0) {
      same += 1;
      waiting.set(labelled(one), left - 1);
    } else differing.push(`${one.alert.ruleId} ${one.alert.subjectName}`);
  }
  for (const [label, left] of waiting) if (left > 0) differing.push(`+ ${label.slice(0, 120)}`);
  return { alerts: known.length, same, differing: differing.slice(0, 50) };
}
