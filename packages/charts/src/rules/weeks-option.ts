import type { EChartsCoreOption } from 'echarts/core';
import type { Effect } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { axisTooltip, chartFrame, periodAxis, valueAxis, type ChartLook } from '../shared/index.js';

const words = {
  zh: { published: '现行', tried: '试算' },
  en: {
    published: 'in force',
    tried: 'tried',
  },
} as const;

/** Alerts by week and tier: the numbers in force as pale bars on the left of each week, those tried beside them. */
export function effectWeeksOption(effect: Pick<Effect, 'weeks'>, look: ChartLook): EChartsCoreOption {
  const said = words[look.language];
  const { weeks } = effect;
  const dayText = (at: string): string =>
    new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const sides = ['published', 'tried'] as const;
  return {
    ...chartFrame(look),
    tooltip: axisTooltip(look, (at) => {
      const week = weeks[at];
      if (week === undefined) return [];
      const line = (side: (typeof sides)[number]): string =>
        `${said[side]}: ${alertTiers
          .toReversed()
          .map((tier) => `${look.tierNames[tier]} ${week[side][tier]}`)
          .join(' · ')}`;
      return [dayText(week.at), line('tried'), line('published')];
    }),
    xAxis: periodAxis(
      look,
      weeks.map(({ at }) => dayText(at)),
    ),
    yAxis: { ...valueAxis(look, 3), minInterval: 1 },
    series: sides.flatMap((side) =>
      alertTiers.map((tier) => ({
        name: `${said[side]} ${look.tierNames[tier]}`,
        type: 'bar',
        stack: side,
        barGap: '0%',
        barCategoryGap: '28%',
        itemStyle: { color: look.tiers[tier], opacity: side === 'published' ? 0.38 : 1 },
        data: weeks.map((week) => week[side][tier]),
      })),
    ),
  };
}
