import type { Bilingual, SourceFamily } from '../../vocabulary/index.js';

/** Units of indicator values. Money is stored as integer fen, a share as percent points, a flag as 0 or 1. */
export const indicatorUnits = {
  fen: { zh: '元', en: 'yuan' },
  percent: { zh: '%', en: '%' },
  ratio: { zh: '比值', en: 'ratio' },
  flag: { zh: '是/否', en: 'yes/no' },
  persons: { zh: '人', en: 'persons' },
  'person-times': { zh: '人次', en: 'person-times' },
  cases: { zh: '件', en: 'cases' },
  items: { zh: '件', en: 'items' },
  batches: { zh: '批次', en: 'batches' },
  posts: { zh: '条', en: 'posts' },
  views: { zh: '次', en: 'views' },
  score: { zh: '分', en: 'score' },
  rank: { zh: '级', en: 'rank' },
  hours: { zh: '小时', en: 'hours' },
  days: { zh: '天', en: 'days' },
  months: { zh: '个月', en: 'months' },
  quarters: { zh: '个季度', en: 'quarters' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type IndicatorUnit = keyof typeof indicatorUnits;

export type IndicatorGrain = 'employer' | 'project' | 'town' | 'industry' | 'office' | 'event';
export type IndicatorFrequency = 'event' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'quarterly';
/** Which way risk lies: `up` means that a higher value is riskier. */
export type IndicatorDirection = 'up' | 'down' | 'none';

/** One indicator of the catalogue: what a number means, of whom, how often and which way is worse. */
export interface Indicator {
  readonly code: string;
  readonly name: Bilingual;
  readonly family: SourceFamily;
  readonly unit: IndicatorUnit;
  readonly grains: readonly IndicatorGrain[];
  readonly frequency: IndicatorFrequency;
  readonly direction: IndicatorDirection;
  readonly definition: Bilingual;
}
