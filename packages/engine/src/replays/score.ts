import type { ReplayMiss, ReplayScore } from '@miaotou/contracts';
import { addDays, dayOf, daysBetween, findRegion, startOfDay, tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual, Day } from '@miaotou/domain';
import type { TierLevels } from '../alerts/index.js';
import type { Outcome } from './ports.js';
import { quartilesOf, shareOf } from './share.js';

/** An alert as far as a score looks at it. */
export interface Warning {
  readonly ruleId: string;
  readonly employerId: string | null;
  readonly openedAt: Date;
  readonly peakTier: AlertTier;
  /** Openings and raisings. */
  readonly told: readonly { readonly at: Date; readonly tier: AlertTier }[];
}

/** What is judged, and by what. */
export interface ScoreSpan {
  readonly from: Day;
  readonly to: Day;
  readonly horizonDays: number;
  /** Last day whose happenings are known whole; null where nothing is. */
  readonly knownThrough: Day | null;
  /** The tier table that says how long alerts are held and what they cost. */
  readonly levels: TierLevels;
}

const byEmployer = <T extends { readonly employerId: string | null }>(
  all: readonly T[],
): Map<string, T[]> => {
  const found = new Map<string, T[]>();
  for (const one of all) {
    if (one.employerId === null) continue;
    const own = found.get(one.employerId);
    if (own === undefined) found.set(one.employerId, [one]);
    else own.push(one);
  }
  return found;
};

/** Days from the first warning of a happening to it; null where none came in time. */
function leadOf(
  outcome: Outcome,
  warnings: readonly Warning[],
  least: number,
  horizonDays: number,
): number | null {
  const begins = startOfDay(outcome.on);
  const earliest = startOfDay(addDays(outcome.on, -horizonDays));
  const told = warnings
    .flatMap((warning) => warning.told)
    .filter(({ at, tier }) => at >= earliest && at <= begins && tierRank(tier) >= least)
    .map(({ at }) => at.getTime());
  return told.length === 0 ? null : daysBetween(dayOf(new Date(Math.min(...told))), outcome.on);
}

export interface Scored {
  readonly score: ReplayScore;
  readonly missed: readonly Outcome[];
}

/**
 * How well warnings foretold happenings. An alert of the span is followed when something happened to its employer after
 * the day on which it was opened and within the horizon; it is too recent to say while the horizon is not over and
 * nothing has happened yet. A happening is caught when a warning came before its day, no longer ago than the horizon.
 */
export function scoreOf(
  warnings: readonly Warning[],
  outcomes: readonly Outcome[],
  { from, to, horizonDays, knownThrough }: ScoreSpan,
  least: AlertTier = 'blue',
): Scored {
  const rank = tierRank(least);
  const happened = byEmployer(outcomes);
  const counts = { followed: 0, unfollowed: 0, tooRecent: 0 };
  const own = warnings.filter(
    ({ openedAt, employerId, peakTier }) =>
      employerId !== null && tierRank(peakTier) >= rank && dayOf(openedAt) >= from && dayOf(openedAt) <= to,
  );
  for (const { employerId, openedAt } of own) {
    const opened = dayOf(openedAt);
    const until = addDays(opened, horizonDays);
    const followed = (happened.get(employerId ?? '') ?? []).some(({ on }) => on > opened && on <= until);
    if (followed) counts.followed += 1;
    else if (knownThrough === null || until > knownThrough) counts.tooRecent += 1;
    else counts.unfollowed += 1;
  }
  const warned = byEmployer(warnings);
  const leads: number[] = [];
  const missed: Outcome[] = [];
  const asked = outcomes.filter(({ on }) => on >= from && on <= to);
  for (const outcome of asked) {
    const lead = leadOf(outcome, warned.get(outcome.employerId) ?? [], rank, horizonDays);
    if (lead === null) missed.push(outcome);
    else leads.push(lead);
  }
  return {
    score: {
      alerts: own.length,
      ...counts,
      precision: shareOf(counts.followed, counts.followed + counts.unfollowed),
      outcomes: asked.length,
      caught: leads.length,
      recall: shareOf(leads.length, asked.length),
      leadDays: quartilesOf(leads),
    },
    missed,
  };
}

/** What people call a place; the code itself where it is none of ours. */
export function placeName(region: string): Bilingual {
  return (
    findRegion(region)?.name ?? {
      zh: region === '' ? '未定' : region,
      en: region === '' ? 'Unknown' : region,
    }
  );
}

/** A happening of which nobody was warned, by name. */
export function missOf({ kind, employerId, employerName, region, on, persons }: Outcome): ReplayMiss {
  return { kind, employerId, employerName, region, regionName: placeName(region), on, persons };
}
