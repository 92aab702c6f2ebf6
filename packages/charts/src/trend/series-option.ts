import type { EChartsCoreOption } from 'echarts/core';
import { escapeHtml, type ChartLook } from '../shared/index.js';
import { gapsOf } from './prepare.js';

const gapWord = { zh: '缺数', en: 'no figure' } as const;

/** How the periods and values of a series are written. */
export interface SeriesWords {
  readonly period: (period: string) => string;
  readonly value: (value: number) => string;
}

/** An indicator by period as a line; periods without a figure are gaps with a shade of their own, never zeroes. */
export function seriesOption(
  points: readonly { readonly period: string; readonly value: number | null }[],
  words: SeriesWords,
  look: ChartLook,
): EChartsCoreOption {
  const gaps = gapsOf(points);
  return {
    animation: look.animate,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 4, right: 12, top: 12, bottom: 2, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.rule,
      textStyle: { color: look.text, fontSize: 12 },
      formatter: (under: unknown) => {
        const [first] = Array.isArray(under) ? (under as { dataIndex?: number }[]) : [];
        const point = points[first?.dataIndex ?? -1];
        if (point === undefined) return '';
        const value = point.value === null ? gapWord[look.language] : words.value(point.value);
        return `${escapeHtml(words.period(point.period))}<br><b>${escapeHtml(value)}</b>`;
      },
    },
    xAxis: {
      type: 'category',
      data: points.map(({ period }) => words.period(period)),
      axisLine: { lineStyle: { color: look.rule } },
      axisTick: { show: false },
      axisLabel: { color: look.faint, fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      axisLabel: { color: look.faint, fontSize: 11, formatter: (value: number) => words.value(value) },
      splitLine: { lineStyle: { color: look.rule, type: 'dotted' } },
    },
    series: [
      {
        type: 'line',
        connectNulls: false,
        // A figure between two gaps would be invisible without its point.
        showSymbol: points.length <= 40,
        symbolSize: 5,
        data: points.map(({ value }) => value),
        lineStyle: { width: 2, color: look.series },
        itemStyle: { color: look.series },
        markArea: {
          silent: true,
          itemStyle: { color: look.gap },
          label: { show: false },
          data: gaps.map(({ from, to }) => [{ name: gapWord[look.language], xAxis: from }, { xAxis: to }]),
        },
      },
    ],
  };
}
