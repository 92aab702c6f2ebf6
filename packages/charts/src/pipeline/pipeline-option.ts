import type { EChartsCoreOption } from 'echarts/core';
import type { Overview } from '@miaotou/contracts';
import { chartFrame, countText, type ChartLook } from '../shared/index.js';

export type PipelineStage = Overview['pipeline'][number];

const words = {
  zh: {
    stages: { negotiation: '协商', mediation: '调解', arbitration: '仲裁', litigation: '诉讼' },
    open: '在办',
    closed: '办结',
    unknown: '暂无来源',
  },
  en: {
    stages: {
      negotiation: 'Negotiation',
      mediation: 'Mediation',
      arbitration: 'Arbitration',
      litigation: 'Litigation',
    },
    open: 'open',
    closed: 'closed',
    unknown: 'no source yet',
  },
} as const;

/** Cases by stage, open and closed stacked, in the order in which a case goes. A stage that no source tells of says so. */
export function pipelineOption(stages: readonly PipelineStage[], look: ChartLook): EChartsCoreOption {
  const said = words[look.language];
  // ECharts draws categories from below.
  const rows = stages.toReversed();
  const bar = { type: 'bar', stack: 'cases', barMaxWidth: 18 } as const;
  const label = { show: true, fontSize: 11 } as const;
  return {
    ...chartFrame(look, { right: 44, top: 4 }),
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      data: rows.map(({ stage }) => said.stages[stage]),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: look.text, fontSize: 12 },
    },
    series: [
      {
        ...bar,
        name: said.open,
        itemStyle: { color: look.series },
        data: rows.map(({ open }) => open),
      },
      {
        ...bar,
        name: said.closed,
        itemStyle: { color: look.seriesSoft },
        data: rows.map(({ closed }) => closed),
      },
      {
        ...bar,
        name: said.unknown,
        // Carries the total behind the bar, or the words where nothing is known; it has no length of its own.
        data: rows.map(({ received }) => ({
          value: 0,
          label: {
            ...label,
            position: 'right',
            color: received === null ? look.faint : look.text,
            formatter: received === null ? said.unknown : countText(received),
          },
        })),
      },
    ],
  };
}
