import type { Cycle, Day, RegularCycle } from '@miaotou/domain';
import { dayOf } from '@miaotou/domain';
import type { DeliveredPart } from './spans.js';
import { deliveredPeriods } from './spans.js';
import { periodStates } from './state.js';
import type { BatchFacts, Expectation, PeriodState } from './state.js';

interface Cycled {
  readonly layout: string;
  readonly every: Cycle;
  readonly dated: boolean;
  readonly graceDays: number;
}

/** What is known of all layouts when their periods are judged. */
export interface Facts {
  readonly parts: readonly DeliveredPart[];
  readonly expectations: readonly Expectation[];
  readonly batches: ReadonlyMap<number, BatchFacts>;
}

/** A layout's standing, as rule R38 asks for it. */
export interface SourceStanding {
  /** First day that is expected, as an administrator set it; null where the first delivery says it. */
  readonly since: Day | null;
  readonly paused: boolean;
  /** Of its last periods that came: how many with too little, and how many twice. */
  readonly partial: number;
  readonly doubled: number;
}
export type SourceStandings = ReadonlyMap<string, SourceStanding>;

/** Periods that are looked back over for what came with too little or twice [own]. */
export const lately = 3;

/** Every period of one layout, and where it stands. */
export function statesOf(
  layout: Cycled & { readonly every: RegularCycle },
  facts: Facts,
  now: Date,
): PeriodState[] {
  const { every, dated, graceDays } = layout;
  const own = facts.parts.filter((part) => part.layout === layout.layout);
  const expectation = facts.expectations.find((one) => one.layout === layout.layout) ?? null;
  const delivered = deliveredPeriods({ every, dated }, own);
  return periodStates({ every, graceDays, expectation, delivered, batches: facts.batches, now });
}

/** Whether a layout has a cycle, so that it can owe anything. */
export function isCycled<L extends Cycled>(layout: L): layout is L & { readonly every: RegularCycle } {
  return layout.every !== 'none';
}

/** How every layout with a cycle stands at a moment. */
export function standingsOf(layouts: readonly Cycled[], facts: Facts, now: Date): SourceStandings {
  const today = dayOf(now);
  return new Map(
    layouts.filter(isCycled).map((layout) => {
      const recent = statesOf(layout, facts, now).slice(-lately);
      const expectation = facts.expectations.find((one) => one.layout === layout.layout);
      const paused = expectation?.paused ?? null;
      return [
        layout.layout,
        {
          since: expectation?.since ?? null,
          paused: paused !== null && paused.from <= today,
          partial: recent.filter(({ state }) => state === 'partial').length,
          doubled: recent.filter(({ state }) => state === 'doubled').length,
        },
      ];
    }),
  );
}
