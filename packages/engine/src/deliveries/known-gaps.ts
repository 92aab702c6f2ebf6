import type { Cycle, Day, EventKind, SourceFamily } from '@miaotou/domain';
import { nilParts } from './nil-reports.js';
import type { DeliveriesWarehouse, NilReport } from './ports.js';
import { deliveredPeriods, gapsOf, touchesGap } from './spans.js';
import type { Gap } from './spans.js';

interface Cycled {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly every: Cycle;
  readonly dated: boolean;
}

/** Gaps amid what came: periods left out before later ones arrived. */
export interface KnownGaps {
  /** Gaps of each layout that has any. */
  readonly byLayout: ReadonlyMap<string, readonly Gap[]>;
  /** Whether a kind of event may be wanting on any of the days `from` to `through`. */
  wanting(kind: EventKind, from: Day, through: Day): boolean;
  /** Gaps of the layouts that tell of any of these kinds. */
  of(kinds: readonly EventKind[]): readonly (Gap & { readonly layout: string })[];
}

export const noGaps: KnownGaps = { byLayout: new Map(), wanting: () => false, of: () => [] };

/** Reads the gaps as known at a moment, with or without one batch. */
export async function readGaps(
  warehouse: DeliveriesWarehouse,
  layouts: readonly Cycled[],
  knownAt: Date,
  nils: readonly NilReport[],
  without?: string,
): Promise<KnownGaps> {
  const parts = [...(await warehouse.periods(knownAt, without)), ...nilParts(nils, knownAt)];
  const byLayout = new Map<string, readonly Gap[]>();
  for (const { layout, every, dated } of layouts) {
    if (every === 'none') continue;
    const own = parts.filter((part) => part.layout === layout);
    const gaps = gapsOf(every, deliveredPeriods({ every, dated }, own).keys());
    if (gaps.length > 0) byLayout.set(layout, gaps);
  }
  if (byLayout.size === 0) return noGaps;
  const told = await warehouse.kindsOf([...byLayout.keys()]);
  const of: KnownGaps['of'] = (kinds) =>
    told.flatMap(({ layout, kind }) =>
      kinds.includes(kind) ? (byLayout.get(layout) ?? []).map((gap) => ({ ...gap, layout })) : [],
    );
  return { byLayout, of, wanting: (kind, from, through) => touchesGap(of([kind]), from, through) };
}
