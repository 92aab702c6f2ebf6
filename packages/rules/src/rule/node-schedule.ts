import { adjustmentOf, nodesAt } from '@miaotou/domain';
import type { Day, LunarDay, NodeAdjustment, TimeNode } from '@miaotou/domain';
import type { CheckedRule, NodeStretch, TierConditions } from './checked-rule.js';

/** Rules that know what the nodes in force on a day make of them. */
export function withNodes(
  rules: readonly CheckedRule[],
  nodesOn: (day: Day) => readonly TimeNode[],
  lunar: LunarDay,
): readonly CheckedRule[] {
  const seen = new Map<
    Day,
    { readonly nodes: readonly TimeNode[]; readonly active: ReturnType<typeof nodesAt> }
  >();
  const on = (day: Day) => {
    const known = seen.get(day);
    if (known !== undefined) return known;
    const nodes = nodesOn(day);
    const found = { nodes, active: nodesAt(day, nodes, lunar) };
    seen.set(day, found);
    return found;
  };
  return rules.map((rule) => {
    const subject = { id: rule.file.id, keyGroups: rule.file.keyGroups };
    return {
      ...rule,
      nodes: (day: Day) => {
        const { active, nodes } = on(day);
        return adjustmentOf(subject, active, nodes);
      },
    };
  });
}

const sameEffect = (one: NodeAdjustment, other: NodeAdjustment): boolean =>
  one.shift === other.shift &&
  one.factor === other.factor &&
  one.closed === other.closed &&
  JSON.stringify(one.allowance) === JSON.stringify(other.allowance);

/** Rules with what nodes make of them on these days (ascending), as a pass over moments of these days needs it. */
export function onDays(rules: readonly CheckedRule[], days: readonly Day[]): readonly CheckedRule[] {
  return rules.map((rule) => {
    if (rule.nodes === undefined) return rule;
    const stretches: NodeStretch[] = [];
    let open = false;
    for (const day of days) {
      const adjustment = rule.nodes(day);
      const last = stretches.at(-1);
      if (adjustment !== null) {
        if (open && last !== undefined && sameEffect(last.adjustment, adjustment)) {
          stretches[stretches.length - 1] = { ...last, to: day };
        } else stretches.push({ from: day, to: day, adjustment });
      }
      open = adjustment !== null;
    }
    return stretches.length === 0 ? rule : { ...rule, stretches };
  });
}

const rounded = (value: number): number => Number(value.toPrecision(12));

/** Thresholds that fall towards red and lie above zero are days left: reached earlier when they are larger. */
function countsDown(tiers: readonly TierConditions[], name: string): boolean {
  const numbers = tiers.flatMap(({ thresholds }) => thresholds[name] ?? []);
  const [strongest, weakest] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  return weakest > strongest && strongest >= 0;
}

/** The thresholds of a rule as an adjustment makes them, strongest tier first. */
export function adjustedTiers(
  tiers: readonly TierConditions[],
  { factor, allowance }: Pick<NodeAdjustment, 'factor' | 'allowance'>,
): readonly TierConditions[] {
  if (factor === 1 && Object.keys(allowance).length === 0) return tiers;
  return tiers.map((one) => ({
    ...one,
    thresholds: Object.fromEntries(
      Object.entries(one.thresholds).map(([name, value]) => [
        name,
        rounded((countsDown(tiers, name) ? value / factor : value * factor) + (allowance[name] ?? 0)),
      ]),
    ),
  }));
}
