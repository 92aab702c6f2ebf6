import type { DeliveryCell } from '@miaotou/contracts';
import type { Cycle, DeliveryState } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';

/** A sign per state, so that a print or an eye without colours tells them apart. */
export const signs: Readonly<Record<DeliveryState, string>> = {
  due: '·',
  'on-time': '✓',
  late: '◷',
  missing: '✕',
  partial: '◐',
  doubled: '2',
  corrected: '↻',
  paused: '‖',
};

/** A period as people call it: 2026-03, a quarter, a day. */
export function usePeriodText(): (period: string, cycle: Cycle) => string {
  const { t } = useTranslation();
  return (period, cycle) => {
    if (cycle === 'month') return period.slice(0, 7);
    if (cycle !== 'quarter') return period;
    const quarter = Math.ceil(Number(period.slice(5, 7)) / 3);
    return t('deliveries.quarter', { year: period.slice(0, 4), quarter });
  };
}

/** Why a period stands where it stands, in one sentence. */
export function useReasonText(): (cell: DeliveryCell, why: string | null) => string {
  const { t } = useTranslation();
  const say = useSay();
  const count = (rows: number | null): string =>
    rows === null ? t('deliveries.unknown') : Math.round(rows).toLocaleString('en-US');
  return ({ reason, due, daysLate, rows, usualRows, missingTowns }, why) =>
    t(`deliveries.reason.${reason}`, {
      due,
      days: daysLate,
      rows: count(rows),
      usual: count(usualRows),
      towns: missingTowns.map(say).join('、'),
      why: why ?? '',
    });
}
