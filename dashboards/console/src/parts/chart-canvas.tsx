import { useEffect, useRef } from 'react';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, TooltipComponent, SVGRenderer]);

/** Mounts a chart's option; the option was made elsewhere and nothing is decided here. */
export default function ChartCanvas({
  option,
  label,
  onPick,
}: {
  readonly option: EChartsCoreOption;
  readonly label: string;
  readonly onPick: ((at: number) => void) | undefined;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    const watcher = new ResizeObserver(() => {
      made.resize();
    });
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  useEffect(() => {
    const made = chart.current;
    if (made === null || onPick === undefined) return undefined;
    const surface = made.getZr();
    const pick = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const [at] = made.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]);
      if (at !== undefined) onPick(Math.round(at));
    };
    surface.on('click', pick);
    return () => {
      // A chart that was taken away has taken its listeners along.
      if (!made.isDisposed()) surface.off('click', pick);
    };
  }, [onPick]);

  return <div ref={place} className="chart" role="img" aria-label={label} />;
}
