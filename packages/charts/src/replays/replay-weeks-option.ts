import type { EChartsCoreOption } from 'echarts/core';
import type { ReplaySide } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { axisTooltip, chartFrame, periodAxis, valueAxis, type ChartLook } from '../shared/index.js';

type Weeks = ReplaySide['byWeek'];

const words = {
  zh: { published: '现行', candidate: '候选' },
  en: {
    published: 'in force',
    candidate: 'candidate',
  },
} as const;

/** Alerts of a replay by week and tier; with candidates the published rules stand pale on the left of each week. */
export function replayWeeksOption(
  published: Weeks,
  candidate: Weeks | null,
  look: ChartLook,
): EChartsCoreOption {
  const said = words[look.language];
  const sides = [
    { side: 'published' as const, weeks: published, opacity: candidate === null ? 1 : 0.38 },
    ...(candidate === null ? [] : [{ side: 'candidate' as const, weeks: candidate, opacity: 1 }]),
  ];
  return {
    ...chartFrame(look),
    tooltip: axisTooltip(look, (at) => {
      const week = published[at]?.week;
      if (week === undefined) return [];
      const line = ({ side, weeks }: (typeof sides)[number]): string =>
        `${said[side]}: ${alertTiers
          .toReversed()
          .map((tier) => `${look.tierNames[tier]} ${weeks[at]?.byTier[tier] ?? 0}`)
          .join(' · ')}`;
      return [week, ...sides.toReversed().map(line)];
    }),
    xAxis: periodAxis(
      look,
      published.map(({ week }) => week),
    ),
    yAxis: { ...valueAxis(look, 3), minInterval: 1 },
    series: sides.flatMap(({ side, weeks, opacity }) =>
      alertTiers.map((tier) => ({
        name: `${said[side]} ${look.tierNames[tier]}`,
        type: 'bar',
        stack: side,
        barGap: '0%',
        barCategoryGap: '28%',
        itemStyle: { color: look.tiers[tier], opacity },
        data: weeks.map(({ byTier }) => byTier[tier]),
      })),
    ),
  };
}
