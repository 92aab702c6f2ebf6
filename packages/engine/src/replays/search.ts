import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Day } from '@miaotou/domain';

/** What one setting of one rule costs and warns of, on the part of history that settings are chosen by. */
export interface SettingEffect {
  /** Orange and red messages by week. */
  readonly loud: ReadonlyMap<Day, number>;
  readonly hours: number;
  /** Numbers of the happenings that its orange and red warned of. */
  readonly caught: ReadonlySet<number>;
}

/** A rule that may be set otherwise: its settings, easiest first, and the place of the present one. */
export interface Tunable {
  readonly ruleId: string;
  readonly settings: readonly SettingEffect[];
  readonly now: number;
}

/** A choice of settings, one a rule, and what they come to together. */
export interface Choice {
  readonly places: readonly number[];
  readonly most: number;
  readonly total: number;
  readonly hours: number;
  readonly caught: number;
}

interface Weighed extends Choice {
  /** Messages above the budget, summed over the weeks. */
  readonly excess: number;
}

export interface SearchInput {
  /** What nothing here changes. */
  readonly fixed: SettingEffect;
  readonly tunables: readonly Tunable[];
  readonly weeks: readonly Day[];
  readonly budget: number;
}

/** The way from the settings in force to the quietest ones, the choice within the budget, and how many were weighed. */
export interface SearchFound {
  readonly now: Choice;
  readonly frontier: readonly Choice[];
  readonly chosen: Choice;
  readonly reached: boolean;
  readonly tried: number;
}

function weigh({ fixed, tunables, weeks, budget }: SearchInput, places: readonly number[]): Weighed {
  const effects = [fixed, ...tunables.flatMap(({ settings }, at) => settings[places[at] ?? 0] ?? [])];
  const loud = weeks.map((week) => effects.reduce((sum, effect) => sum + (effect.loud.get(week) ?? 0), 0));
  const caught = new Set(effects.flatMap((effect) => [...effect.caught]));
  return {
    places,
    most: Math.max(0, ...loud),
    total: loud.reduce((sum, count) => sum + count, 0),
    hours: effects.reduce((sum, { hours }) => sum + hours, 0),
    caught: caught.size,
    excess: loud.reduce((sum, count) => sum + Math.max(0, count - budget), 0),
  };
}

/**
 * Looks for settings within a budget step by step: of all single changes the one that saves most of what is too much (then
 * of all messages) for each happening given up; ties go to the first rule. Afterwards what need not have been given up is
 * taken back. The same input always gives the same choice.
 */
export async function searchBudget(input: SearchInput): Promise<SearchFound> {
  const { tunables, budget } = input;
  let tried = 0;
  const consider = (places: readonly number[]): Weighed => {
    tried += 1;
    return weigh(input, places);
  };
  const moved = (places: readonly number[], at: number, to: number): number[] =>
    places.map((place, index) => (index === at ? to : place));
  const now = consider(tunables.map((one) => one.now));

  /** The best single change; null where none saves anything. */
  const bestSaving = (from: Weighed): Weighed | null => {
    let best: { readonly choice: Weighed; readonly worth: number } | null = null;
    for (const [at, { settings }] of tunables.entries()) {
      for (let to = (from.places[at] ?? 0) + 1; to < settings.length; to += 1) {
        const choice = consider(moved(from.places, at, to));
        const saved =
          from.excess > 0
            ? from.excess - choice.excess + (from.total - choice.total) * 0.01
            : from.total - choice.total;
        if (saved <= 0) continue;
        const worth = saved / (from.caught - choice.caught + 0.5);
        if (best === null || worth > best.worth) best = { choice, worth };
      }
    }
    return best === null ? null : best.choice;
  };

  const path: Weighed[] = [now];
  let chosen: Weighed | null = now.most <= budget ? now : null;
  for (let next = bestSaving(now); next !== null; next = bestSaving(next)) {
    path.push(next);
    await nextTurn();
    if (chosen === null && next.most <= budget) chosen = next;
  }
  const reached = chosen !== null;
  let best = chosen ?? path.at(-1) ?? now;
  // Within the budget: nothing is harder than it must be, and what can be had for nothing is had.
  for (const [at] of reached ? tunables.entries() : []) {
    for (let to = 0; to < (best.places[at] ?? 0); to += 1) {
      const eased = consider(moved(best.places, at, to));
      if (
        eased.most <= budget &&
        (eased.caught > best.caught || (eased.caught === best.caught && to >= (tunables[at]?.now ?? 0)))
      ) {
        best = eased;
        break;
      }
    }
  }
  // Easier than now, one rule after the other: what more work would buy.
  const easier: Weighed[] = [];
  let open = now;
  for (;;) {
    let gain: Weighed | null = null;
    for (const [at] of tunables.entries()) {
      const place = open.places[at] ?? 0;
      if (place === 0) continue;
      const choice = consider(moved(open.places, at, place - 1));
      if (gain === null || choice.caught - choice.total * 0.01 > gain.caught - gain.total * 0.01)
        gain = choice;
    }
    if (gain === null) break;
    easier.push(gain);
    open = gain;
    await nextTurn();
  }
  const points = [...path, ...easier, best];
  const frontier = points
    .filter((one) => !points.some((other) => dominates(other, one)))
    .toSorted((a, b) => a.total - b.total || a.caught - b.caught);
  const unique = [...new Map(frontier.map((one) => [`${one.total} ${one.caught}`, one])).values()];
  return { now, frontier: unique, chosen: best, reached, tried };
}

/** Whether a choice warns of as much with fewer messages, or of more with as many. */
function dominates(one: Choice, other: Choice): boolean {
  return (
    one.total <= other.total &&
    one.caught >= other.caught &&
    (one.total < other.total || one.caught > other.caught)
  );
}
