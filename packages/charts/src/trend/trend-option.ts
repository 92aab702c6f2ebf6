import type { EChartsCoreOption } from 'echarts/core';
import { countText, escapeHtml, type ChartLook } from '../shared/index.js';
import { gapsOf, type TrendPoint } from './prepare.js';

const words = {
  zh: { bound: '常态上限', unusual: '异常', gap: '未送达', week: '周' },
  en: { bound: 'usual bound', unusual: 'unusual', gap: 'not delivered', week: 'week of' },
} as const;

/** The tooltip's lines for one week; ECharts hands it the points under the pointer. */
function weekText(point: TrendPoint, measure: string, look: ChartLook): string {
  const said = words[look.language];
  const head = look.language === 'zh' ? `${point.week} ${said.week}` : `${said.week} ${point.week}`;
  const value =
    point.value === null ? said.gap : `${countText(point.value)}${point.unusual ? ` · ${said.unusual}` : ''}`;
  const bound = point.bound === null ? '' : `<br>${said.bound} ${countText(point.bound)}`;
  return `${head}<br>${escapeHtml(measure)} <b>${value}</b>${bound}`;
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
  const weeks = points.map(({ week }) => week);
  const gaps = gapsOf(points);
  return {
    animation: look.animate,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 4, right: 8, top: 10, bottom: 2, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.rule,
      textStyle: { color: look.text, fontSize: 12 },
      formatter: (under: unknown) => {
        const [first] = Array.isArray(under) ? (under as { dataIndex?: number }[]) : [];
        const point = points[first?.dataIndex ?? -1];
        return point === undefined ? '' : weekText(point, measure, look);
      },
    },
    xAxis: {
      type: 'category',
      data: weeks,
      boundaryGap: gaps.length > 0,
      axisLine: { lineStyle: { color: look.rule } },
      axisTick: { show: false },
      axisLabel: {
        color: look.faint,
        fontSize: 11,
        hideOverlap: true,
        interval: Math.max(0, Math.ceil(points.length / 4) - 1),
        formatter: (week: string) => week.slice(2, 7),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 2,
      axisLabel: { color: look.faint, fontSize: 11 },
      splitLine: { lineStyle: { color: look.rule, type: 'dotted' } },
    },
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
        markArea: {
          silent: true,
          itemStyle: { color: look.gap },
          label: { show: false },
          data: gaps.map(({ from, to }) => [{ name: said.gap, xAxis: from }, { xAxis: to }]),
        },
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

/** An indicator of one employer by month or quarter, as steps; a period without a figure is a gap. */
export function indicatorOption(
  points: readonly { readonly period: string; readonly value: number | null }[],
  valueText: (value: number) => string,
  look: ChartLook,
): EChartsCoreOption {
  return {
    animation: look.animate,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 4, right: 10, top: 10, bottom: 2, containLabel: true },
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
        const value = point.value === null ? words[look.language].gap : valueText(point.value);
        return `${point.period.slice(0, 7)}<br><b>${escapeHtml(value)}</b>`;
      },
    },
    xAxis: {
      type: 'category',
      data: points.map(({ period }) => period.slice(0, 7)),
      axisLine: { lineStyle: { color: look.rule } },
      axisTick: { show: false },
      axisLabel: { color: look.faint, fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      axisLabel: { color: look.faint, fontSize: 11, formatter: (value: number) => valueText(value) },
      splitLine: { lineStyle: { color: look.rule, type: 'dotted' } },
    },
    series: [
      {
        type: 'line',
        step: 'middle',
        connectNulls: false,
        // A figure between two gaps would be invisible without its point.
        showSymbol: true,
        symbolSize: 4,
        data: points.map(({ value }) => value),
        lineStyle: { width: 2, color: look.series },
        itemStyle: { color: look.series },
      },
    ],
  };
}
