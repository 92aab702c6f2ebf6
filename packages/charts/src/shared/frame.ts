import { escapeHtml, type ChartLook } from './look.js';

/** What every chart shares: motion, type, and how far the drawing keeps from its edges. */
export function chartFrame(
  look: ChartLook,
  { right = 8, top = 10 }: { readonly right?: number; readonly top?: number } = {},
) {
  return {
    animation: look.animate,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 4, right, top, bottom: 2, containLabel: true },
  };
}

/** A tooltip for the place under the pointer; `lines` gives plain texts, the strong one second, or none for nothing. */
export function axisTooltip(look: ChartLook, lines: (at: number) => readonly string[]) {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: look.surface,
    borderColor: look.rule,
    textStyle: { color: look.text, fontSize: 12 },
    // ECharts hands over the points under the pointer, one of each series.
    formatter: (under: unknown) => {
      const [first] = Array.isArray(under) ? (under as { dataIndex?: number }[]) : [];
      return lines(first?.dataIndex ?? -1)
        .map((line, at) => (at === 1 ? `<b>${escapeHtml(line)}</b>` : escapeHtml(line)))
        .join('<br>');
    },
  };
}

/** The axis of periods below the drawing. */
export function periodAxis(look: ChartLook, periods: readonly string[]) {
  return {
    type: 'category',
    data: periods,
    axisLine: { lineStyle: { color: look.rule } },
    axisTick: { show: false },
    axisLabel: { color: look.faint, fontSize: 11, hideOverlap: true },
  };
}

/** The axis of values, with faint lines across. */
export function valueAxis(look: ChartLook, splits: number, text?: (value: number) => string) {
  return {
    type: 'value',
    splitNumber: splits,
    axisLabel: {
      color: look.faint,
      fontSize: 11,
      ...(text === undefined ? {} : { formatter: text }),
    },
    splitLine: { lineStyle: { color: look.rule, type: 'dotted' } },
  };
}

/** Shades the stretches for which nothing is known. */
export function gapShade(
  look: ChartLook,
  name: string,
  gaps: readonly { readonly from: number; readonly to: number }[],
) {
  return {
    silent: true,
    itemStyle: { color: look.gap },
    label: { show: false },
    data: gaps.map(({ from, to }) => [{ name, xAxis: from }, { xAxis: to }]),
  };
}
