import type { EChartsCoreOption } from 'echarts/core';
import type { DetectionSeries } from '@miaotou/contracts';
import {
  axisTooltip,
  chartFrame,
  countText,
  gapShade,
  periodAxis,
  valueAxis,
  type ChartLook,
} from '../shared/index.js';
import { gapsOf } from '../trend/index.js';

export type DetectionPoint = DetectionSeries['points'][number];

const words = {
  zh: { expected: '预期', bound: '上限', usual: '正常范围', alarm: '偏高', gap: '无数据', chosen: '所选' },
  en: {
    expected: 'expected',
    bound: 'bound',
    usual: 'usual range',
    alarm: 'unusual',
    gap: 'no data',
    chosen: 'chosen',
  },
} as const;

/** A mean as people read it: one digit where it is small, a dash where it is not known. */
export function meanText(value: number | null): string {
  if (value === null) return '—';
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** A probability as people read it; very small ones are told by what they are below. */
export function chanceText(p: number | null): string {
  if (p === null) return '—';
  if (p < 0.0001) return '<0.0001';
  return p.toLocaleString('en-US', { maximumSignificantDigits: p < 0.1 ? 2 : 3 });
}

function lines(point: DetectionPoint, look: ChartLook): readonly string[] {
  const said = words[look.language];
  const { at, through, observed, expected, upperbound, alarm } = point;
  return [
    at === through ? at : `${at} – ${through}`,
    observed === null ? said.gap : `${countText(observed)}${alarm === true ? ` ◆ ${said.alarm}` : ''}`,
    ...(expected === null ? [] : [`${said.expected} ${meanText(expected)}`]),
    ...(upperbound === null ? [] : [`${said.bound} ${meanText(upperbound)}`]),
  ];
}

/**
 * Counts with what was expected and the band up to the bound. Unusual periods bear a diamond, the chosen one a ring; a
 * period of which nothing is known is a shaded gap, never a zero.
 */
export function detectionOption(
  points: readonly DetectionPoint[],
  chosen: string | null,
  measure: string,
  look: ChartLook,
): EChartsCoreOption {
  const said = words[look.language];
  const gaps = gapsOf(points.map(({ observed }) => ({ value: observed })));
  const axis = periodAxis(
    look,
    points.map(({ at }) => at),
  );
  const beside = {
    type: 'line',
    connectNulls: false,
    showSymbol: false,
    silent: true,
  } as const;
  return {
    ...chartFrame(look, { right: 12, top: 14 }),
    tooltip: axisTooltip(look, (at) => {
      const point = points[at];
      return point === undefined ? [] : lines(point, look);
    }),
    xAxis: { ...axis, boundaryGap: gaps.length > 0 },
    yAxis: { ...valueAxis(look, 3), min: 0, minInterval: 1 },
    series: [
      {
        ...beside,
        stack: 'band',
        name: said.expected,
        data: points.map(({ expected }) => expected),
        lineStyle: { width: 1.5, color: look.seriesSoft },
      },
      {
        ...beside,
        stack: 'band',
        name: said.usual,
        // Stands on the expectation, so that the band is what is still usual; few cases may have their bound below it.
        data: points.map(({ expected, upperbound }) =>
          expected === null || upperbound === null ? null : Math.max(0, upperbound - expected),
        ),
        lineStyle: { opacity: 0 },
        areaStyle: { color: look.band },
      },
      {
        ...beside,
        name: said.bound,
        data: points.map(({ upperbound }) => upperbound),
        lineStyle: { width: 1, type: 'dashed', color: look.faint },
      },
      {
        name: measure,
        type: 'line',
        data: points.map(({ observed }) => observed),
        connectNulls: false,
        // A count between two gaps would be invisible without its point.
        showSymbol: points.length <= 60,
        symbolSize: 4,
        lineStyle: { width: 2, color: look.series },
        itemStyle: { color: look.series },
        markArea: gapShade(look, said.gap, gaps),
      },
      {
        name: said.alarm,
        type: 'scatter',
        data: points.map(({ observed, alarm }) => (alarm === true ? observed : null)),
        symbol: 'diamond',
        symbolSize: 12,
        itemStyle: { color: look.unusual, borderColor: look.surface, borderWidth: 1 },
      },
      {
        name: said.chosen,
        type: 'scatter',
        silent: true,
        data: points.map(({ at, observed }) => (at === chosen ? observed : null)),
        symbol: 'circle',
        symbolSize: 20,
        itemStyle: { color: 'transparent', borderColor: look.text, borderWidth: 1.5 },
      },
    ],
  };
}
