import type { Feature } from '@miaotou/contracts';
import { findIndicator, tierRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { literalsIn } from '../expression/index.js';
import type { Value } from '../expression/index.js';
import type { CheckedFeature, CheckedRule } from '../rule/index.js';
import { ruleAsJudged } from './evidence-tree.js';
import type { JudgedWith } from './evidence-tree.js';
import { explainRule } from './explain.js';

/** How one feature by itself would have to change for a stronger tier; null where no change of it reaches one. */
export interface Way {
  readonly name: string;
  readonly reaches: { readonly tier: AlertTier; readonly from: Value; readonly to: Value } | null;
}

/** Smallest change that means something of a feature's number. */
export function stepOf(feature: Feature): number {
  if ('event' in feature) return ['change', 'mean'].includes(feature.take) ? 0.001 : 1;
  if (!('indicator' in feature)) return 1;
  if (['change', 'mean', 'trend'].includes(feature.take)) return 0.001;
  if (feature.take === 'streak' || feature.take === 'count') return 1;
  return findIndicator(feature.indicator)?.unit === 'ratio' ? 0.001 : 1;
}

/** Whether a feature's number can be below zero. */
function mayBeNegative(feature: Feature): boolean {
  if ('event' in feature) return feature.take === 'change' || feature.take === 'difference';
  if ('indicator' in feature) return ['change', 'difference', 'trend'].includes(feature.take);
  return 'deadline' in feature || 'field' in feature;
}

const onGrid = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6));

/** Numbers near which a condition may turn: those that it names and its thresholds. */
function turningPoints(rule: CheckedRule): readonly number[] {
  const named = rule.tiers.flatMap(({ thresholds, conditions }) => [
    ...Object.values(thresholds),
    ...conditions.flatMap(({ expression }) => literalsIn(expression)),
  ]);
  return [...new Set([...named, ...rule.derived.flatMap(({ expression }) => literalsIn(expression))])];
}

/** The nearest number, in one direction, that reaches a stronger tier; null where none does. */
function nearestNumber(
  from: number,
  step: number,
  points: readonly number[],
  reached: (value: number) => boolean,
): number | null {
  const near = points
    .flatMap((point) => [point - step, point, point + step])
    .map((point) => onGrid(point, Math.abs(step)))
    .filter((point) => (step > 0 ? point > from : point < from));
  const far = Array.from({ length: 41 }, (_, power) => onGrid(from + step * 2 ** power, Math.abs(step)));
  const tried = [...new Set([...near, ...far])].toSorted((a, b) => (step > 0 ? a - b : b - a));
  let below = from;
  const hit = tried.find((value) => {
    if (reached(value)) return true;
    below = value;
    return false;
  });
  if (hit === undefined) return null;
  // Halved down to one step between the last that does not reach and the first that does.
  let above = hit;
  while (Math.abs(above - below) > Math.abs(step) * 1.5) {
    const middle = onGrid((above + below) / 2, Math.abs(step));
    if (middle === above || middle === below) break;
    if (reached(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function candidates(
  { feature, type }: CheckedFeature,
  from: Value,
  points: readonly number[],
  reached: (value: Value) => boolean,
): Value {
  if (type === 'bool') return typeof from === 'boolean' && reached(!from) ? !from : null;
  if (typeof from !== 'number') return null;
  const step = stepOf(feature);
  const up = nearestNumber(from, step, points, reached);
  const floor = mayBeNegative(feature) ? -Infinity : 0;
  const down = nearestNumber(from, -step, points, (value) => value >= floor && reached(value));
  if (up === null || down === null) return up ?? down;
  return up - from <= from - down ? up : down;
}

/**
 * For each feature that is known, the smallest change of it alone that gives a tier stronger than now: found by search,
 * verified by judging. Texts are not searched, for they have no nearest. Empty where the tier is red already.
 */
export function waysUp(rule: CheckedRule, used: JudgedWith): readonly Way[] {
  const judged = ruleAsJudged(rule, used);
  const now = tierRank(explainRule(judged, used.features).tier);
  if (now === 4) return [];
  const points = turningPoints(judged);
  return judged.features.flatMap((one): Way[] => {
    const from = used.features[one.name] ?? null;
    if (from === null || typeof from === 'string') return [];
    const tierAt = (value: Value): AlertTier | null =>
      explainRule(judged, { ...used.features, [one.name]: value }).tier;
    const to = candidates(one, from, points, (value) => tierRank(tierAt(value)) > now);
    const tier = to === null ? null : tierAt(to);
    return [{ name: one.name, reaches: tier === null ? null : { tier, from, to } }];
  });
}
