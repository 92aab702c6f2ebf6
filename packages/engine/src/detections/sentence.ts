import type { DetectionAbstention, DetectionCadence, DetectionMeasure, SeriesKind } from '@miaotou/contracts';
import { addDays } from '@miaotou/domain';
import type { Bilingual, Day } from '@miaotou/domain';
import { lengthOf } from './coverage.js';
import { measures, subjectOf } from './measures.js';

/** Why a period was not judged, as a leader reads it. */
export const abstentionTexts: Readonly<Record<DetectionAbstention, Bilingual>> = {
  missing: { zh: '该期没有数据', en: 'nothing is known of the period' },
  'too-short': { zh: '历史数据不足一年', en: 'the history is shorter than a year' },
  'gaps-in-baseline': { zh: '对照时段有缺报', en: 'the periods that it is compared with have gaps' },
  'too-few-cases': { zh: '件数太少，无从比较', en: 'too few cases to compare' },
  'source-behind': { zh: '来源尚未报到该期', en: 'a source has not told of the period yet' },
  'no-dispersion': {
    zh: '历史数据没有波动，无从估计',
    en: 'the history does not vary, nothing can be estimated',
  },
  'no-fit': { zh: '模型不能拟合', en: 'the model does not fit' },
  'not-estimable': { zh: '无法估计', en: 'nothing can be estimated' },
};

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** A share as Chinese tells it, in whole parts from one to nine: 千分之四. */
const partsText = (whole: string, share: number): string =>
  `${whole}分之${numerals[Math.min(9, Math.max(1, Math.round(share))) - 1] ?? ''}`;

/** The chance of so many, in words: 小于千分之一, 约百分之三. */
export function chanceText(p: number): Bilingual {
  if (p < 0.0001) return { zh: '小于万分之一', en: 'below 1 in 10,000' };
  if (p < 0.001) return { zh: '小于千分之一', en: 'below 1 in 1,000' };
  const once = Math.round(1 / p);
  if (p < 0.01) return { zh: `约${partsText('千', p * 1000)}`, en: `about 1 in ${once}` };
  if (p < 0.1) return { zh: `约${partsText('百', p * 100)}`, en: `about 1 in ${once}` };
  const tenths = Math.min(9, Math.round(p * 10));
  return { zh: `约${partsText('十', tenths)}`, en: `about ${tenths * 10} in 100` };
}

/** A mean for reading: whole from ten up, one digit below. */
export function meanText(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

const zhDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** When a period was, in words. */
export function periodText(cadence: DetectionCadence, at: Day): Bilingual {
  if (cadence === 'daily') return { zh: zhDay(at), en: `on ${at}` };
  const through = addDays(at, lengthOf[cadence] - 1);
  return { zh: `${zhDay(at)}至${zhDay(through)}一周`, en: `in the week from ${at} to ${through}` };
}

export interface ToldPoint {
  readonly cadence: DetectionCadence;
  readonly measure: DetectionMeasure;
  readonly kind: SeriesKind;
  readonly subject: string;
  readonly at: Day;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly upperbound: number | null;
  readonly pValue: number | null;
  readonly alarm: boolean | null;
  readonly abstained: DetectionAbstention | null;
}

/** One judged period in a sentence that a leader understands. */
export function sentenceOf(point: ToldPoint): Bilingual {
  const { name } = subjectOf(point.kind, point.subject);
  const { name: what, unit } = measures[point.measure];
  const when = periodText(point.cadence, point.at);
  const { observed, expected, upperbound, pValue, alarm, abstained } = point;
  if (observed === null) {
    const why = abstentionTexts[abstained ?? 'missing'];
    return {
      zh: `${name.zh}${when.zh}${what.zh}：${why.zh}，不作判断。`,
      en: `${name.en}, ${what.en.toLowerCase()} ${when.en}: not judged, ${why.en}.`,
    };
  }
  const count = {
    zh: `${name.zh}${when.zh}${what.zh} ${observed} ${unit.zh}`,
    en: `${name.en}: ${observed} ${unit.en} ${when.en}`,
  };
  if (expected === null || alarm === null) {
    const why = abstentionTexts[abstained ?? 'not-estimable'];
    return { zh: `${count.zh}；${why.zh}，不作判断。`, en: `${count.en}; not judged, ${why.en}.` };
  }
  const usual =
    point.cadence === 'weekly'
      ? {
          zh: `按往年同期和近期走势约 ${meanText(expected)} ${unit.zh}`,
          en: `about ${meanText(expected)} are usual for the season`,
        }
      : {
          zh: `此前七日平均 ${meanText(expected)} ${unit.zh}`,
          en: `${meanText(expected)} a day in the week before`,
        };
  if (!alarm) {
    const bound = upperbound === null ? null : meanText(upperbound);
    return {
      zh: `${count.zh}，${usual.zh}，属正常波动${bound === null ? '' : `（上限 ${bound}）`}。`,
      en: `${count.en}; ${usual.en}: within the usual range${bound === null ? '' : ` (up to ${bound})`}.`,
    };
  }
  if (pValue === null) {
    return {
      zh: `${count.zh}，${usual.zh}，明显偏多。`,
      en: `${count.en}; ${usual.en}: clearly more than usual.`,
    };
  }
  const chance = chanceText(pValue);
  // The detector of weeks judges the count alone and together with the week before, and tells the smaller chance.
  const alone =
    point.cadence === 'weekly'
      ? { zh: '当周或连同前一周', en: ', in the week or with the one before,' }
      : { zh: '', en: '' };
  return {
    zh: `${count.zh}，${usual.zh}；${alone.zh}偶然出现这么多的可能${chance.zh}。`,
    en: `${count.en}; ${usual.en}; the chance of so many by chance alone${alone.en} is ${chance.en}.`,
  };
}
