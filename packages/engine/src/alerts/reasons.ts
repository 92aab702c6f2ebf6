import type { Evidence, EvidenceNode, EvidenceTree, Feature, WhyNot } from '@miaotou/contracts';
import { tierOfRank, tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual } from '@miaotou/domain';
import { evidenceTree, waysUp } from '@miaotou/rules';
import type { CheckedRule, Way } from '@miaotou/rules';
import { featureLabel, featureValueText } from './feature-words.js';

const tierNames: Readonly<Record<AlertTier, Bilingual>> = {
  blue: { zh: '蓝色', en: 'blue' },
  yellow: { zh: '黄色', en: 'yellow' },
  orange: { zh: '橙色', en: 'orange' },
  red: { zh: '红色', en: 'red' },
};

const featuresOf = (rule: CheckedRule): ReadonlyMap<string, Feature> =>
  new Map(rule.features.map(({ name, feature }) => [name, feature]));

/** The evidence of an alert part by part, features in the words that people know them by. */
export function treeOf(rule: CheckedRule, evidence: Evidence): EvidenceTree {
  const features = featuresOf(rule);
  const worded = (node: EvidenceNode): EvidenceNode => {
    const feature = node.operator === 'threshold' ? undefined : features.get(node.name ?? '');
    return {
      ...node,
      label: feature === undefined ? null : featureLabel(feature),
      valueText:
        feature === undefined || node.operator === 'known' ? null : featureValueText(feature, node.value),
      parts: node.parts.map(worded),
    };
  };
  return evidenceTree(rule, evidence).map((one) => ({ ...one, root: worded(one.root) }));
}

/** A value in words, plain numbers included. */
function said(feature: Feature, value: Evidence['features'][string]): Bilingual {
  const words = featureValueText(feature, value);
  if (words !== null) return words;
  const text = typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : '';
  return { zh: text, en: text };
}

/** `再增加 2（现为 3，达到 5）即升为橙色`, or that this feature alone does not do. */
function wayText(feature: Feature, reaches: Way['reaches'], tier: AlertTier | null): Bilingual {
  if (reaches === null || tier === null) {
    return {
      zh: '只凭此项变化，不会升级',
      en: 'a change of this alone reaches no stronger tier',
    };
  }
  const [from, to] = [said(feature, reaches.from), said(feature, reaches.to)];
  const name = tierNames[tier];
  if (typeof reaches.from !== 'number' || typeof reaches.to !== 'number') {
    return { zh: `变为“${to.zh}”即升为${name.zh}`, en: `'${to.en}' makes it ${name.en}` };
  }
  const by = said(feature, Math.abs(reaches.to - reaches.from));
  const more = reaches.to > reaches.from;
  return {
    zh: `${more ? '再增加' : '再减少'} ${by.zh}（现为 ${from.zh}，达到 ${to.zh}）即升为${name.zh}`,
    en: `${by.en} ${more ? 'more' : 'less'} (now ${from.en}, then ${to.en}) makes it ${name.en}`,
  };
}

/** How each feature of an alert would have to change for a stronger tier, time nodes of its moment included. */
export function whyNotOf(rule: CheckedRule, evidence: Evidence): WhyNot {
  const features = featuresOf(rule);
  const shift = evidence.nodes?.shift ?? 0;
  const base = evidence.nodes?.base ?? null;
  const raised = (tier: AlertTier): AlertTier | null => tierOfRank(Math.min(4, tierRank(tier) + shift));
  // What nodes raised to red cannot rise further, whatever its own tier.
  const isTop = base !== null && tierRank(base) + shift >= 4;
  const ways = (isTop ? [] : waysUp(rule, evidence)).flatMap(({ name, reaches }) => {
    const feature = features.get(name);
    if (feature === undefined) return [];
    const tier = reaches === null ? null : raised(reaches.tier);
    return {
      feature: name,
      label: featureLabel(feature),
      reaches: reaches === null || tier === null ? null : { ...reaches, tier },
      text: wayText(feature, reaches, tier),
    };
  });
  return {
    ruleId: rule.file.id,
    ruleName: rule.file.name,
    missing: rule.features.flatMap(({ name, feature }) =>
      (evidence.features[name] ?? null) === null ? [{ name, label: featureLabel(feature) }] : [],
    ),
    ways,
  };
}
