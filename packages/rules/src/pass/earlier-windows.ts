import type { EventFeature } from '@miaotou/contracts';
import { windowOf } from '../rule/index.js';
import type { Window } from '../rule/index.js';

/** Rough upper bound of a window in days. */
export function mostDays({ amount, unit }: Window): number {
  return unit === 'h' ? Math.ceil(amount / 24) + 1 : amount * { d: 1, m: 31, y: 366 }[unit] + 1;
}

/** How far before its own window the windows end that a feature is put against; none for a feature that compares nothing. */
export function earlierWindows({ take, window, against, periods }: EventFeature): readonly Window[] {
  if (take !== 'change' && take !== 'difference') return [];
  const own = windowOf(window);
  if (against === 'last-year') return [{ amount: 1, unit: 'y' }];
  if (against === 'last-period' || against === undefined) return [own];
  if (against !== 'baseline') return [windowOf(against)];
  return Array.from({ length: periods ?? 0 }, (_, at) => ({ ...own, amount: own.amount * (at + 1) }));
}

/** How far back a feature looks at all: its window, or generously the earliest that it is put against. */
export function reachOf(feature: EventFeature): Window {
  const own = windowOf(feature.window);
  const earliest = Math.max(0, ...earlierWindows(feature).map(mostDays));
  return earliest === 0 ? own : { amount: mostDays(own) + earliest, unit: 'd' };
}

/** A window as rules write it. */
export const windowText = ({ amount, unit }: Window): string => `${amount}${unit}`;

/** What one kind of event must have told of, whole, before nothing of it means zero: a window, which may end earlier. */
export interface ToldWindow {
  readonly window: string;
  /** How far before the moment judged the window ends; at that moment where null. */
  readonly before: string | null;
}

/** The windows that a feature needs told of. */
export function toldWindows(feature: EventFeature): readonly ToldWindow[] {
  const { window } = feature;
  const earlier = earlierWindows(feature).map((before) => ({ window, before: windowText(before) }));
  return [{ window, before: null }, ...earlier];
}

/** The value of a feature where its sources told of all its windows and nothing happened in them. */
export function valueOfNothing({ take }: EventFeature): 0 | false | null {
  if (take === 'any') return false;
  const unknown: readonly EventFeature['take'][] = ['min', 'mean', 'change', 'daysSince'];
  return unknown.includes(take) ? null : 0;
}
