import type { Derivation, IndicatorRow, Pipeline } from '@miaotou/contracts';
import { indicators, periodStart } from '@miaotou/domain';
import type { Day, Indicator } from '@miaotou/domain';
import { coveredBy, throughOf } from './periods.js';
import type { IndicatorsWarehouse, LayoutSpan } from './ports.js';
import { grainsOf, perOf, producersOf } from './producers.js';
import type { Producers } from './producers.js';

interface Known {
  readonly spans: readonly LayoutSpan[];
  readonly latest: readonly { readonly code: string; readonly period: Day }[];
}

function inputsOf(derivation: Extract<Derivation, { from: 'values' }>): readonly string[] {
  const { value } = derivation;
  return value.take === 'ratio' ? [value.of, value.over] : [value.of];
}

const newestOf = (days: readonly (Day | null | undefined)[]): Day | null =>
  days
    .filter((day) => day !== null && day !== undefined)
    .toSorted()
    .at(-1) ?? null;

/** Newest day that an indicator tells of: stated, counted up to where its sources reach, or computed from what is stated. */
function newestDay(code: string, { derivation, sources }: Producers, { spans, latest }: Known): Day | null {
  const statedOf = (codes: readonly string[]) =>
    newestOf(latest.filter((one) => codes.includes(one.code)).map(({ period }) => period));
  if (derivation === null) return statedOf([code]);
  if (derivation.from === 'values') return statedOf([code, ...inputsOf(derivation)]);
  return coveredBy(sources, spans, new Map())?.through ?? null;
}

/** The catalogue with who produces each indicator and how far it reaches. */
export async function readCatalogue({
  warehouse,
  pipelines,
  now,
}: {
  readonly warehouse: Pick<IndicatorsWarehouse, 'spans' | 'latest'>;
  readonly pipelines: readonly Pipeline[];
  readonly now: Date;
}): Promise<IndicatorRow[]> {
  const [spans, latest] = await Promise.all([warehouse.spans(now), warehouse.latest(now)]);
  const producer =
    (kind: 'delivered' | 'derived') =>
    (layout: Producers['sources'][number]): IndicatorRow['producers'][number] => ({
      kind,
      layout: layout.manifest.layout,
      name: layout.manifest.name,
      office: layout.manifest.office.name,
      completeThrough: throughOf(layout, spans),
    });
  return indicators.map((indicator: Indicator) => {
    const producers = producersOf(indicator.code, pipelines);
    const per = perOf(indicator, producers.derivation);
    const newest = newestDay(indicator.code, producers, { spans, latest });
    return {
      ...indicator,
      grains: [...grainsOf(indicator)],
      per,
      producers: [
        ...producers.delivered.map(producer('delivered')),
        ...producers.sources.map(producer('derived')),
      ],
      latestPeriod: newest === null ? null : periodStart(per, newest),
    };
  });
}
