import { tierServiceLevels } from '@miaotou/domain';
import type { AlertTier, SubjectKind, TierServiceLevel } from '@miaotou/domain';

/** What tiers ask and cost, from the table in force: of each tier one. */
export type TierLevels = readonly Pick<TierServiceLevel, 'tier' | 'holdDays' | 'workHours'>[];

/** The table in force at a moment, as was known at another. */
export type LevelsAt = (at: Date, knownAt: Date) => Promise<TierLevels>;

const levelOf = (levels: TierLevels, tier: AlertTier): TierLevels[number] =>
  levels.find((level) => level.tier === tier) ?? tierServiceLevels[tier];

/**
 * Days that an alert must stay quiet before it is lowered; null where only a written decision lowers it. A silent source
 * endangers nobody, and its delivery settles the matter: no days.
 */
export function holdOf(levels: TierLevels, tier: AlertTier, subjectKind: SubjectKind): number | null {
  return subjectKind === 'source' ? 0 : levelOf(levels, tier).holdDays;
}

/** Hours of work reckoned for an alert of each tier. */
export function workHoursOf(levels: TierLevels): Readonly<Record<AlertTier, number>> {
  const hours = (tier: AlertTier): number => levelOf(levels, tier).workHours;
  return { blue: hours('blue'), yellow: hours('yellow'), orange: hours('orange'), red: hours('red') };
}
