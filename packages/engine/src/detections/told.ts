import { periodStart } from '@miaotou/domain';
import type { EventKind } from '@miaotou/domain';
import { throughOf } from '../indicators/index.js';
import type { LayoutSpan } from '../indicators/index.js';
import type { LayoutBook } from '../sources/index.js';
import type { ToldSpan } from './ports.js';

export interface ToldDeps {
  readonly layouts: Pick<LayoutBook, 'inForce'>;
  readonly spans: (knownAt: Date) => Promise<readonly LayoutSpan[]>;
  readonly kindsOf: (
    layouts: readonly string[],
  ) => Promise<readonly { readonly layout: string; readonly kind: EventKind }[]>;
}

/** How far each layout that tells of events told of everything, as known at a moment. */
export async function toldSpans(deps: ToldDeps, knownAt: Date): Promise<ToldSpan[]> {
  const [pipelines, spans] = await Promise.all([deps.layouts.inForce(), deps.spans(knownAt)]);
  const layouts = pipelines.flatMap((pipeline) => pipeline.layouts);
  const told = await deps.kindsOf(layouts.map(({ manifest }) => manifest.layout));
  return layouts.flatMap((layout): ToldSpan[] => {
    const { source, layout: name, cycle } = layout.manifest;
    const kinds = told.filter((one) => one.layout === name).map(({ kind }) => kind);
    const through = throughOf(layout, spans);
    const first = spans.find((span) => span.layout === name)?.firstDay ?? null;
    if (through === null || first === null || kinds.length === 0) return [];
    const from = cycle.every === 'none' ? first : periodStart(cycle.every, first);
    return [{ source, layout: name, from, through, kinds }];
  });
}
