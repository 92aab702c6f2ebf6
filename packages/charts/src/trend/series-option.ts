import type { EChartsCoreOption } from 'echarts/core';
import { axisTooltip, chartFrame, gapShade, periodAxis, valueAxis, type ChartLook } from '../shared/index.js';
import { gapsOf } from './prepare.js';

const gapWord = { zh: '缺数', en: 'no figure' } as const;

/** How the periods and values of a series are written, and how it is drawn. */
export interface SeriesWords {
  readonly period: (period: string) => string;
  readonly value: (value: number) => string;
  /** One of many small charts: steps with their points, and fewer lines across. */
  readonly small?: boolean;
}

/** An indicator by period as a line; periods without a figure are gaps with a shade of their own, never zeroes. */
export function seriesOption(
  points: readonly { readonly period: string; readonly value: number | null }[],
  { period: periodText, value: valueText, small = false }: SeriesWords,
  look: ChartLook,
): EChartsCoreOption {
  return {
    ...chartFrame(look, { right: 12, top: 12 }),
    tooltip: axisTooltip(look, (at) => {
      const point = points[at];
      if (point === undefined) return [];
      return [
        periodText(point.period),
        point.value === null ? gapWord[look.language] : valueText(point.value),
      ];
    }),
    xAxis: periodAxis(
      look,
      points.map(({ period }) => periodText(period)),
    ),
    yAxis: valueAxis(look, small ? 2 : 3, valueText),
    series: [
      {
        type: 'line',
        ...(small ? { step: 'middle' } : {}),
        connectNulls: false,
        // A figure between two gaps would be invisible without its point.
        showSymbol: small || points.length <= 40,
        symbolSize: small ? 4 : 5,
        data: points.map(({ value }) => value),
        lineStyle: { width: 2, color: look.series },
        itemStyle: { color: look.series },
        markArea: gapShade(look, gapWord[look.language], gapsOf(points)),
      },
    ],
  };
}
