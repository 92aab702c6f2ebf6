import { useCallback } from 'react';
import type { IndicatorSeries } from '@miaotou/contracts';
import { formatWan, formatYuan, indicatorUnits, type Bilingual } from '@miaotou/domain';
import { useLanguage, useTranslation } from '../i18n/index.js';

const units: Readonly<Record<string, Bilingual>> = indicatorUnits;

/** Words of a unit; a code that is unknown stands for itself. */
export function unitName(unit: string): Bilingual {
  return units[unit] ?? { zh: unit, en: unit };
}

type Per = IndicatorSeries['per'];

/** First day of a period as its name: a day, the Monday of a week, a month, a quarter. */
export function periodText(per: Per, period: string): string {
  if (per === 'day' || per === 'week') return period;
  const month = period.slice(0, 7);
  return per === 'month' ? month : `${period.slice(0, 4)} Q${Math.ceil(Number(period.slice(5, 7)) / 3)}`;
}

/** Writes a value in its unit: money in yuan, a flag as a word. `short` is for axes. */
export function useValueText(unit: string, rollUp: IndicatorSeries['rollUp'] = 'none') {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [yes, no] = [t('indicators.yes'), t('indicators.no')];
  return useCallback(
    (value: number, short = false): string => {
      if (rollUp === 'above-zero') return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
      if (unit === 'fen')
        return short ? formatWan(Math.round(value), language) : formatYuan(Math.round(value));
      if (unit === 'flag') return value > 0 ? yes : no;
      const text = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
      return unit === 'percent' ? `${text}%` : text;
    },
    [unit, rollUp, language, yes, no],
  );
}
