import type { EChartsCoreOption } from 'echarts/core';
import {
  axisTooltip,
  chartFrame,
  countText,
  gapShade,
  periodAxis,
  valueAxis,
  type ChartLook,
} from '../shared/index.js';
import { gapsOf, type TrendPoint } from './prepare.js';

const words = {
  zh: { bound: '常态上限', unusual: '异常', gap: '未送达', week: '周' },
  en: { bound: 'usual bound', unusual: 'unusual', gap: 'not delivered', week: 'week of' },
} as const;

/** The tooltip's lines for one week. */
function weekLines(point: TrendPoint, measure: string, look: ChartLook): readonly string[] {
  const said = words[look.language];
  const head = look.language === 'zh' ? `${point.week} ${said.week}` : `${said.week} ${point.week}`;
  const value =
    point.value === null ? said.gap : `${countText(point.value)}${point.unusual ? ` · ${said.unusual}` : ''}`;
  const bound = point.bound === null ? [] : [`${said.bound} ${countText(point.bound)}`];
  return [head, `${measure} ${value}`, ...bound];
}

/**
 * A weekly (or monthly) series with the bound of what is usual. Unusual weeks bear a diamond; a week without delivery is
 * a gap with its own shade, never a zero.
 */
export function trendOption(
  points: readonly TrendPoint[],
  measure: string,
  look: ChartLook,
): EChartsCoreOption {
  const said = words[look.language];
  const gaps = gapsOf(points);
  const axis = periodAxis(
    look,
    points.map(({ week }) => week),
  );
  return {
    ...chartFrame(look),
    tooltip: axisTooltip(look, (at) => {
      const point = points[at];
      return point === undefined ? [] : weekLines(point, measure, look);
    }),
    xAxis: {
      ...axis,
      boundaryGap: gaps.length > 0,
      axisLabel: {
        ...axis.axisLabel,
        interval: Math.max(0, Math.ceil(points.length / 4) - 1),
        formatter: (week: string) => week.slice(2, 7),
      },
    },
    yAxis: { ...valueAxis(look, 2), min: 0, minInterval: 1 },
    series: [
      {
        name: said.bound,
        type: 'line',
        data: points.map(({ bound }) => bound),
        connectNulls: false,
        showSymbol: false,
        silent: true,
        lineStyle: { width: 1, type: 'dashed', color: look.faint },
        areaStyle: { color: look.band },
      },
      {
        name: measure,
        type: 'line',
        data: points.map(({ value }) => value),
        connectNulls: false,
        showSymbol: false,
        lineStyle: { width: 2, color: look.series },
        itemStyle: { color: look.series },
        markArea: gapShade(look, said.gap, gaps),
      },
      {
        name: said.unusual,
        type: 'scatter',
        data: points.map(({ value, unusual }) => (unusual ? value : null)),
        symbol: 'diamond',
        symbolSize: 10,
        itemStyle: { color: look.unusual, borderColor: look.surface, borderWidth: 1 },
      },
    ],
  };
}
