import { alertTiers, type AlertTier } from '@miaotou/domain';
import type { AlertDetail } from '@miaotou/contracts';

type FeatureValue = AlertDetail['features'][number]['value'];

/**
 * The gravest tier whose threshold a value reaches; null when it reaches none or cannot be compared. Thresholds that fall
 * towards the grave end are reached from above. It only marks a number in a table: the rule's condition gave the tier.
 */
export function reachedTier(
  value: FeatureValue,
  thresholds: Readonly<Partial<Record<AlertTier, number>>>,
): AlertTier | null {
  if (typeof value !== 'number') return null;
  const given = alertTiers.flatMap((tier) => {
    const start = thresholds[tier];
    return start === undefined ? [] : [{ tier, start }];
  });
  const [mildest, gravest] = [given.at(0), given.at(-1)];
  if (mildest === undefined || gravest === undefined) return null;
  const falling = gravest.start < mildest.start;
  const reached = given.filter(({ start }) => (falling ? value <= start : value >= start));
  return reached.at(-1)?.tier ?? null;
}
