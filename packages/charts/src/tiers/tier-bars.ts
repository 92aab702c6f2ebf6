import type { EChartsCoreOption } from 'echarts/core';
import { alertTiers } from '@miaotou/domain';
import type { TierCounts } from '@miaotou/contracts';
import { chartFrame, type ChartLook } from '../shared/index.js';

const words = {
  zh: {
    now: '近7天',
    before: '前7天',
  },
  en: {
    now: 'last 7 days',
    before: '7 days before',
  },
} as const;

/** Newly opened alerts by tier, the last seven days beside the seven before, gravest tier first. */
export function tierBarsOption(now: TierCounts, before: TierCounts, look: ChartLook): EChartsCoreOption {
  const said = words[look.language];
  const tiers = look.tiersInUse;
  const label = { show: true, color: look.text, fontSize: 11 };
  return {
    ...chartFrame(look, { top: 18 }),
    xAxis: {
      type: 'category',
      data: tiers.map((tier) => look.tierNames[tier]),
      axisLine: { lineStyle: { color: look.rule } },
      axisTick: { show: false },
      axisLabel: { color: look.text, fontSize: 12 },
    },
    yAxis: { type: 'value', show: false, min: 0 },
    series: [
      {
        name: said.before,
        type: 'bar',
        barGap: '10%',
        barMaxWidth: 22,
        label: { ...label, position: 'top', color: look.faint },
        itemStyle: { color: look.seriesSoft, borderRadius: [2, 2, 0, 0] },
        data: tiers.map((tier) => before[tier]),
      },
      {
        name: said.now,
        type: 'bar',
        barMaxWidth: 22,
        label: { ...label, position: 'top', fontWeight: 'bold' },
        data: tiers.map((tier) => ({
          value: now[tier],
          itemStyle: { color: look.tiers[tier], borderRadius: [2, 2, 0, 0] },
        })),
      },
    ],
  };
}

/** All tiers of a count together. */
export function tierTotal(counts: TierCounts): number {
  return alertTiers.reduce((sum, tier) => sum + counts[tier], 0);
}
