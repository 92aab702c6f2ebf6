import { tierNames } from '@miaotou/domain';
import type { AlertTier, Bilingual, NodeAdjustment } from '@miaotou/domain';

/** A rule's sentence with what time nodes did to it: which node raised the tier from what to what, or changed thresholds. */
export function nodeSentence(
  said: Bilingual,
  { by, factor, allowance }: NodeAdjustment,
  base: AlertTier | null,
  tier: AlertTier | null,
): Bilingual {
  const zh: string[] = [];
  const en: string[] = [];
  if (base !== null && tier !== null && base !== tier) {
    zh.push(`${tierNames[base].zh}升为${tierNames[tier].zh}`);
    en.push(`${tierNames[base].en.toLowerCase()} becomes ${tierNames[tier].en.toLowerCase()}`);
  }
  if (factor !== 1) {
    zh.push(`阈值按${factor}倍计`);
    en.push(`thresholds times ${factor}`);
  }
  const tolerated = Math.max(0, ...Object.values(allowance));
  if (tolerated > 0) {
    zh.push(`宽限${tolerated}`);
    en.push(`${tolerated} more tolerated`);
  }
  if (zh.length === 0) return said;
  const names = by.map(({ node }) => node.name);
  return {
    zh: `${said.zh}${names.map((name) => name.zh).join('、')}：${zh.join('，')}。`,
    en: `${said.en} ${names.map((name) => name.en).join(', ')}: ${en.join(', ')}.`,
  };
}
