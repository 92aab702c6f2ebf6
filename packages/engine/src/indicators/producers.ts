import type { Derivation, IndicatorPeriod, Layout, Pipeline, SeriesGrain } from '@miaotou/contracts';
import type { Indicator, IndicatorFrequency } from '@miaotou/domain';

/** Who produces an indicator: the layouts that state it, and how it follows from others where it is computed. */
export interface Producers {
  readonly delivered: readonly Layout[];
  readonly derivation: Derivation | null;
  /** Layouts that the derivation reads. */
  readonly sources: readonly Layout[];
}

const periodOf: Readonly<Record<IndicatorFrequency, IndicatorPeriod>> = {
  event: 'month',
  hourly: 'day',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
};

/** The producers of an indicator among the pipelines. */
export function producersOf(code: string, pipelines: readonly Pipeline[]): Producers {
  const layouts = pipelines.flatMap((pipeline) => pipeline.layouts);
  const derivation =
    pipelines.flatMap(({ derives = [] }) => derives).find((one) => one.code === code) ?? null;
  return {
    delivered: layouts.filter(({ delivers = [] }) => delivers.includes(code)),
    derivation,
    sources: layouts.filter(({ manifest }) => derivation?.layouts.includes(manifest.layout) === true),
  };
}

/** Length of the periods that an indicator is told by. */
export function perOf(indicator: Indicator, derivation: Derivation | null): IndicatorPeriod {
  return derivation?.per ?? periodOf[indicator.frequency];
}

/** Of whom a series can be read: the county and its towns always, and whom the catalogue names. */
export function grainsOf(indicator: Indicator): readonly SeriesGrain[] {
  return [...new Set<SeriesGrain>(['county', 'town', ...indicator.grains])];
}
