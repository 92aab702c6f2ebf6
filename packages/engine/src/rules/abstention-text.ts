import type { Bilingual } from '@miaotou/domain';
import type { Laggard } from './coverage.js';

/** Why a rule could not judge. */
export const reasonTexts = {
  'feature-missing': { zh: '缺少所需数据', en: 'data that it needs are missing' },
  'source-behind': { zh: '来源逾期未报', en: 'a source is behind its cycle' },
  'source-never-delivered': { zh: '来源从未报送', en: 'a source never delivered' },
} as const;

/** Why a rule abstains, with the sources and periods for which it waits. */
export function waitingText({ zh, en }: Bilingual, laggards: readonly Laggard[]): Bilingual {
  if (laggards.length === 0) return { zh, en };
  const named = laggards.map(({ name, from, through }) => ({
    zh: `${name.zh}（${from}${through === null ? '起' : `至${through}`}缺报）`,
    en: `${name.en} (${through === null ? `nothing since ${from}` : `nothing from ${from} to ${through}`})`,
  }));
  return {
    zh: `${zh}：${named.map((one) => one.zh).join('、')}`,
    en: `${en}: ${named.map((one) => one.en).join(', ')}`,
  };
}
