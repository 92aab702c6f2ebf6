import type { EChartsCoreOption } from 'echarts/core';
import type { FrontierPoint } from '@miaotou/contracts';
import { chartFrame, escapeHtml, valueAxis, type ChartLook } from '../shared/index.js';

const words = {
  zh: {
    hours: '工时（小时）',
    recall: '命中率',
    caught: (point: FrontierPoint) => `提前发现 ${point.caught}/${point.outcomes}`,
    cost: (point: FrontierPoint) =>
      `工时 ${point.hours} 小时，橙红每周最多 ${point.mostAWeek}、平均 ${point.meanAWeek}`,
    mark: { published: '现行', proposed: '建议' },
  },
  en: {
    hours: 'hours of work',
    recall: 'recall',
    caught: (point: FrontierPoint) => `${point.caught} of ${point.outcomes} warned of`,
    cost: (point: FrontierPoint) =>
      `${point.hours} h, orange and red a week: ${point.mostAWeek} at most, ${point.meanAWeek} on average`,
    mark: { published: 'in force', proposed: 'proposed' },
  },
} as const;

/** Points in order of work; those with no happening to be warned of say nothing of recall and are left out. */
export function frontierPoints(points: readonly FrontierPoint[]): readonly FrontierPoint[] {
  return points
    .filter(({ recall }) => recall !== null)
    .toSorted((a, b) => a.hours - b.hours || a.caught - b.caught);
}

/** What is warned of against what it costs: the weighed settings as a line, those in force and proposed marked. */
export function frontierOption(points: readonly FrontierPoint[], look: ChartLook): EChartsCoreOption {
  const said = words[look.language];
  const shown = frontierPoints(points);
  const at = (point: FrontierPoint): readonly [number, number] => [
    point.hours,
    Math.round((point.recall?.value ?? 0) * 1_000) / 10,
  ];
  const marked = (mark: 'published' | 'proposed', color: string, symbol: string) => ({
    name: said.mark[mark],
    type: 'scatter',
    symbol,
    symbolSize: 15,
    z: 3,
    itemStyle: { color, borderColor: look.surface, borderWidth: 2 },
    label: {
      show: true,
      formatter: said.mark[mark],
      position: mark === 'published' ? 'bottom' : 'top',
      color: look.text,
    },
    data: shown.filter((point) => point.mark === mark).map(at),
  });
  const frame = chartFrame(look, { right: 28, top: 30 });
  return {
    ...frame,
    grid: { ...frame.grid, bottom: 22 },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.rule,
      textStyle: { color: look.text, fontSize: 12 },
      formatter: ({ value }: { readonly value: readonly [number, number] }) => {
        const point = shown.find((one) => at(one)[0] === value[0] && at(one)[1] === value[1]);
        if (point === undefined) return '';
        return `<b>${escapeHtml(said.caught(point))}</b><br>${escapeHtml(said.cost(point))}`;
      },
    },
    xAxis: {
      ...valueAxis(look, 4),
      scale: true,
      name: said.hours,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: look.faint },
    },
    yAxis: {
      ...valueAxis(look, 4, (value) => `${value}%`),
      name: said.recall,
      nameTextStyle: { color: look.faint, align: 'left' },
      min: 0,
    },
    series: [
      {
        name: said.recall,
        type: 'line',
        symbolSize: 6,
        lineStyle: { color: look.series, width: 2 },
        itemStyle: { color: look.series },
        data: shown.map(at),
      },
      marked('published', look.faint, 'circle'),
      marked('proposed', look.unusual, 'diamond'),
    ],
  };
}
