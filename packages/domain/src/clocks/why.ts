import type { Day } from '../calendar/index.js';
import type { Bilingual } from '../vocabulary/index.js';
import type { ClockUnit } from './kinds.js';

const units: Readonly<Record<ClockUnit, { readonly zh: string; readonly one: string; readonly en: string }>> =
  {
    'working-days': { zh: '个工作日', one: 'working day', en: 'working days' },
    'calendar-days': { zh: '日', one: 'calendar day', en: 'calendar days' },
    months: { zh: '个月', one: 'month', en: 'months' },
    years: { zh: '年', one: 'year', en: 'years' },
    hours: { zh: '小时', one: 'hour', en: 'hours' },
  };

/** A period in words. */
export function periodText(length: number | null, unit: ClockUnit): Bilingual {
  if (length === null) return { zh: '按约定', en: 'as agreed' };
  const { zh, one, en } = units[unit];
  return { zh: `${length}${zh}`, en: `${length} ${length === 1 ? one : en}` };
}

export interface Reckoning {
  readonly length: number;
  readonly unit: ClockUnit;
  readonly backwards: boolean;
  readonly start: Day;
  readonly before: Day;
  readonly due: Day;
  readonly extendedBy: number;
  readonly reset: boolean;
  readonly provisional: boolean;
  readonly stops: readonly { readonly days: number; readonly reason: Bilingual }[];
}

/** How a due day came about, in one sentence. */
export function whyText(told: Reckoning): Bilingual {
  const period = periodText(told.length, told.unit);
  const zh: string[] = [];
  const en: string[] = [];
  if (told.backwards) {
    zh.push(`${told.start}之前${period.zh}，当日不计，最迟${told.due}`);
    en.push(`${period.en} before ${told.start}, that day not counted, at the latest ${told.due}`);
  } else {
    zh.push(`自${told.start}起${period.zh}，首日不计，至${told.due}届满`);
    en.push(`${period.en} from ${told.start}, first day not counted, ends ${told.due}`);
  }
  if (told.before !== told.due) {
    zh.push(`末日${told.before}为休息日，顺延`);
    en.push(`its last day ${told.before} is a day off`);
  }
  if (told.reset) {
    zh.push('期限已重新计算');
    en.push('counted anew');
  }
  if (told.extendedBy > 0) {
    const more = periodText(told.extendedBy, told.unit);
    zh.push(`其中延长${more.zh}`);
    en.push(`of which ${more.en} by extension`);
  }
  for (const stop of told.stops) {
    zh.push(`停止计算${stop.days}日（${stop.reason.zh}）`);
    en.push(`${stop.days} ${stop.days === 1 ? 'day' : 'days'} stopped (${stop.reason.en})`);
  }
  if (told.provisional) {
    zh.push('有年度放假通知尚未载入，暂按无调休计算');
    en.push('provisional: a year on the way has no notice of holidays yet');
  }
  return { zh: zh.join('；'), en: en.join('; ') };
}
