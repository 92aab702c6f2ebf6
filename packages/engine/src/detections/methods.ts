import type { DetectionCadence, DetectionMethod } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';

/** The detector of each cadence. A change of what it computes is a new version. */
export const methods: Readonly<Record<DetectionCadence, DetectionMethod>> = {
  weekly: {
    id: 'default',
    version: 1,
    name: { zh: '往年同期与近期走势模型', en: 'Model of the season and the recent course' },
    alpha: 0.005,
  },
  daily: {
    id: 'ears-c2',
    version: 1,
    name: { zh: 'EARS C2（前七日均值，隔两日）', en: 'EARS C2 (mean of seven days, two days back)' },
    alpha: 0.001,
  },
};

/** Periods of a year. */
export const perYear: Readonly<Record<DetectionCadence, number>> = { weekly: 52, daily: 365 };

/** How often an alarm of one series comes without reason. */
export function falseAlarmNote(cadence: DetectionCadence): Bilingual {
  const { alpha } = methods[cadence];
  const years = 1 / (alpha * perYear[cadence]);
  const shown = years >= 10 ? Math.round(years) : Math.round(years * 10) / 10;
  const rate = Math.round(1 / alpha);
  const unit = cadence === 'weekly' ? { zh: '周', en: 'weeks' } : { zh: '天', en: 'days' };
  return {
    zh: `没有异常时，一条序列大约每 ${rate} ${unit.zh}（${shown} 年）误报一次；序列很多时请看“误报比例”。`,
    en: `Where nothing is unusual, one series raises an alarm about once in ${rate} ${unit.en} (${shown} years); with many series, mind the share of chance findings.`,
  };
}
