import type { IndexWeighing } from '../catalogues/index.js';
import { tierRank } from '../vocabulary/index.js';
import type { AlertTier } from '../vocabulary/index.js';

/** A rule that stands at a tier. */
export interface StandingRule {
  readonly ruleId: string;
  readonly tier: AlertTier;
}

/** What one rule gives to an index. */
export interface IndexShare extends StandingRule {
  readonly weight: number;
  readonly step: number;
  /** Points of the index that are the rule's; all shares add up to it. */
  readonly points: number;
}

/** The index 苗头指数, 0 to 100, and whose points it is made of, most first. */
export interface RiskIndex {
  readonly points: number;
  readonly shares: readonly IndexShare[];
}

const least = 1e-9;

/**
 * 100·(1−∏(1−wᵢ·sᵢ)) over the rules that stand, each at its strongest tier; it raises no tier. Each
 * rule's share goes by its part in the product's logarithm, so that shares add up whatever the order.
 */
export function riskIndex(standing: readonly StandingRule[], weighing: IndexWeighing): RiskIndex {
  const strongest = new Map<string, StandingRule>();
  for (const one of standing) {
    const known = strongest.get(one.ruleId);
    if (known === undefined || tierRank(one.tier) > tierRank(known.tier)) strongest.set(one.ruleId, one);
  }
  const parts = [...strongest.values()].map(({ ruleId, tier }) => {
    const weight = weighing.rules[ruleId] ?? weighing.otherwise;
    const step = weighing.steps[tier];
    return { ruleId, tier, weight, step, depth: -Math.log(Math.max(1 - weight * step, least)) };
  });
  const depth = parts.reduce((sum, part) => sum + part.depth, 0);
  const points = 100 * (1 - parts.reduce((left, { weight, step }) => left * (1 - weight * step), 1));
  return {
    points,
    shares: parts
      .map(({ depth: own, ...part }) => ({ ...part, points: depth === 0 ? 0 : (points * own) / depth }))
      .toSorted((a, b) => b.points - a.points || a.ruleId.localeCompare(b.ruleId)),
  };
}
