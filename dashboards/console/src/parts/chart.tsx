import { lazy, Suspense, useMemo } from 'react';
import type { ChartLook } from '@miaotou/charts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartLook, useShade, useStill } from '../look/index.js';
import { useLanguage } from '../i18n/index.js';
import { useTierCharts } from '../tiers/index.js';

/** ECharts is large: it comes in its own piece, after the page's words and numbers. */
const ChartCanvas = lazy(() => import('./chart-canvas.js'));

/** A chart in the page's look; `make` keeps its identity while its data are the same. */
export function Chart({
  make,
  label,
  onPick,
}: {
  readonly make: (look: ChartLook) => EChartsCoreOption;
  readonly label: string;
  /** Hears the place on the axis of periods that was pointed at; keeps its identity as `make` does. */
  readonly onPick?: (at: number) => void;
}) {
  const { shade } = useShade();
  const still = useStill();
  const { language } = useLanguage();
  const tiers = useTierCharts();
  const option = useMemo(
    () => make(chartLook(shade, language, still, tiers)),
    [make, shade, language, still, tiers],
  );
  return (
    <Suspense fallback={<div className="chart chart-waiting" />}>
      <ChartCanvas option={option} label={label} onPick={onPick} />
    </Suspense>
  );
}
