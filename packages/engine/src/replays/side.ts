import type { ReplayAlert, ReplaySide, ReplayTiers } from '@miaotou/contracts';
import { outcomeKinds } from '@miaotou/contracts';
import { addDays, alertTiers, dayOf, tierRank, weekStart } from '@miaotou/domain';
import type { AlertTier, Bilingual, Day } from '@miaotou/domain';
import { workHoursOf } from '../alerts/index.js';
import type { Outcome } from './ports.js';
import type { Replayed } from './replayed.js';
import { placeName, scoreOf } from './score.js';
import type { ScoreSpan, Warning } from './score.js';
import type { Work } from './work.js';

const noTiers = (): Record<AlertTier, number> => ({ blue: 0, yellow: 0, orange: 0, red: 0 });

const told = new Set(['opened', 'raised']);

/** What tells people of an alert: its opening and every raising. */
export function warningOf({ alert, history }: Replayed): Warning {
  return {
    ruleId: alert.ruleId,
    employerId: alert.employerId,
    openedAt: alert.openedAt,
    peakTier: alert.peakTier,
    told: history.flatMap(({ kind, at, toTier }) =>
      told.has(kind) && toTier !== null ? [{ at, tier: toTier }] : [],
    ),
  };
}

/** An alert as it is listed. */
export function replayAlert(
  { alert, history }: Replayed,
  names: ReadonlyMap<string, Bilingual>,
): ReplayAlert {
  const { ruleId, ruleVersion, subjectKind, subjectId, subjectName, employerId, region, peakTier } = alert;
  return {
    ruleId,
    name: names.get(ruleId) ?? { zh: ruleId, en: ruleId },
    ruleVersion,
    subjectKind,
    subjectId,
    subjectName,
    employerId,
    region,
    regionName: placeName(region),
    peakTier,
    openedAt: alert.openedAt.toISOString(),
    closedAt: alert.closedAt?.toISOString() ?? null,
    sentence: alert.sentence,
    steps: history.map(({ at, kind, reason, toTier }) => ({
      at: at.toISOString(),
      kind,
      reason,
      tier: toTier ?? alert.tier,
    })),
  };
}

/** One message to the office, and the hours that it asks for. */
export interface Message {
  readonly day: Day;
  readonly region: string;
  readonly tier: AlertTier;
  readonly hours: number;
}

/** Messages of alerts on days of a span: a raising costs what its tier costs more than the one before. */
export function messagesOf(alerts: readonly Replayed[], { from, to, levels }: ScoreSpan): Message[] {
  const workHours = workHoursOf(levels);
  return alerts.flatMap(({ alert, history }) =>
    history.flatMap(({ kind, at, fromTier, toTier }) => {
      const day = dayOf(at);
      if (!told.has(kind) || toTier === null || day < from || day > to) return [];
      const before = kind === 'raised' && fromTier !== null ? workHours[fromTier] : 0;
      return [{ day, region: alert.region, tier: toTier, hours: workHours[toTier] - before }];
    }),
  );
}

/** Mondays of the weeks of a span. */
export function weeksOf(from: Day, to: Day): Day[] {
  const weeks: Day[] = [];
  for (let week = weekStart(from); week <= to; week = addDays(week, 7)) weeks.push(week);
  return weeks;
}

/** Orange and red messages by week of a span, quiet weeks included. */
export function loudByWeek(messages: readonly Message[], from: Day, to: Day): ReadonlyMap<Day, number> {
  const counts = new Map(weeksOf(from, to).map((week) => [week, 0]));
  for (const { day, tier } of messages) {
    if (tierRank(tier) < tierRank('orange')) continue;
    counts.set(weekStart(day), (counts.get(weekStart(day)) ?? 0) + 1);
  }
  return counts;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const own = found.get(keyOf(one));
    if (own === undefined) found.set(keyOf(one), [one]);
    else own.push(one);
  }
  return found;
}

function tiersOf(alerts: readonly Replayed[]): ReplayTiers {
  const counts = noTiers();
  for (const { alert } of alerts) counts[alert.peakTier] += 1;
  return counts;
}

/** What one set of rules did over a span. `all` holds the alerts from before it, too: they may have warned. */
export function sideOf(
  all: readonly Replayed[],
  outcomes: readonly Outcome[],
  span: ScoreSpan,
  names: ReadonlyMap<string, Bilingual>,
  verdicts: ReplaySide['verdicts'],
  { hoursByTown, ...work }: Work,
): ReplaySide {
  const { from, to } = span;
  const own = all.filter(({ alert }) => dayOf(alert.openedAt) >= from && dayOf(alert.openedAt) <= to);
  const messages = messagesOf(all, span);
  const loud = loudByWeek(messages, from, to);
  const byWeek = grouped(own, ({ alert }) => weekStart(dayOf(alert.openedAt)));
  const towns = grouped(own, ({ alert }) => alert.region);
  const warnings = all.map(warningOf);
  const rules = [...new Set(warnings.map(({ ruleId }) => ruleId))].toSorted();
  const nameOf = (ruleId: string): Bilingual => names.get(ruleId) ?? { zh: ruleId, en: ruleId };
  const score = (some: readonly Warning[], least: AlertTier = 'blue', happened = outcomes) =>
    scoreOf(some, happened, span, least).score;
  return {
    opened: own.length,
    byTier: tiersOf(own),
    byWeek: weeksOf(from, to).map((week) => ({
      week,
      byTier: tiersOf(byWeek.get(week) ?? []),
      orangeAndRed: loud.get(week) ?? 0,
    })),
    byTown: [...new Set([...towns.keys(), ...hoursByTown.keys()])].toSorted().map((region) => ({
      region,
      regionName: placeName(region),
      alerts: towns.get(region)?.length ?? 0,
      byTier: tiersOf(towns.get(region) ?? []),
      hours: hoursByTown.get(region) ?? 0,
    })),
    byRule: rules.map((ruleId) => {
      const alerts = own.filter(({ alert }) => alert.ruleId === ruleId);
      return { ruleId, name: nameOf(ruleId), alerts: alerts.length, byTier: tiersOf(alerts) };
    }),
    ...work,
    score: {
      overall: score(warnings),
      byOutcome: outcomeKinds.map((kind) => ({
        kind,
        score: score(
          warnings,
          'blue',
          outcomes.filter((one) => one.kind === kind),
        ),
      })),
      byRule: rules.map((ruleId) => ({
        ruleId,
        name: nameOf(ruleId),
        score: score(warnings.filter((one) => one.ruleId === ruleId)),
      })),
      byTier: alertTiers.map((tier) => ({ tier, score: score(warnings, tier) })),
    },
    verdicts,
  };
}
