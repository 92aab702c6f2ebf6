import type { Thresholds } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { checkRule } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { PermanentError, refuse } from '../shared/index.js';

/**
 * The rule with other numbers. Only numbers that it states may be tried: one more or one less would be another condition.
 * Refused where the numbers are out of order or of something unknown.
 */
export function triedRule({ file, nodes }: CheckedRule, thresholds: Thresholds): CheckedRule {
  for (const [name, byTier] of Object.entries(thresholds)) {
    for (const tier of alertTiers) {
      if (byTier[tier] === undefined || file.thresholds[name]?.[tier] !== undefined) continue;
      throw refuse(
        'invalid',
        'threshold-unknown',
        `规则 ${file.id} 的 ${name} 没有这一级的阈值`,
        `Rule ${file.id} has no threshold of ${name} for ${tier}`,
      );
    }
  }
  const merged = Object.fromEntries(
    Object.entries(file.thresholds).map(([name, byTier]) => [name, { ...byTier, ...thresholds[name] }]),
  );
  const checked = checkRule({ ...file, thresholds: merged });
  if (checked.ok) return nodes === undefined ? checked.rule : { ...checked.rule, nodes };
  const [fault] = checked.faults;
  throw new PermanentError(
    'invalid',
    fault?.code ?? 'rule-unusable',
    fault?.message ?? { zh: '规则无法使用', en: 'The rule cannot be used' },
  );
}
