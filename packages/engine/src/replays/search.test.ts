import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchBudget } from './search.js';
import type { SettingEffect, Tunable } from './search.js';

const weeks = ['2026-01-05', '2026-01-12'];
const effect = (loud: readonly number[], caught: readonly number[]): SettingEffect => ({
  loud: new Map(weeks.map((week, at) => [week, loud[at] ?? 0])),
  hours: 0,
  caught: new Set(caught),
});
const nothing = effect([], []);
const rule = (ruleId: string, ...settings: SettingEffect[]): Tunable => ({ ruleId, settings, now: 0 });

describe('thresholds sought within a budget', () => {
  it('quiets the rule that warns of nothing first', async () => {
    const useful = rule('R01', effect([2, 2], [1, 2]), effect([0, 0], []));
    const idle = rule('R02', effect([2, 2], []), effect([0, 0], []));
    const { chosen, reached } = await searchBudget({
      fixed: nothing,
      tunables: [useful, idle],
      weeks,
      budget: 2,
    });
    expect([reached, chosen.places, chosen.most, chosen.caught]).toEqual([true, [0, 1], 2, 2]);
  });

  it('changes nothing where the budget is kept', async () => {
    const { chosen, now } = await searchBudget({
      fixed: nothing,
      tunables: [rule('R01', effect([1, 1], [1]), nothing)],
      weeks,
      budget: 3,
    });
    expect(chosen.places).toEqual(now.places);
  });

  it('says so where no setting keeps to it', async () => {
    const fixed = effect([5, 0], []);
    const found = await searchBudget({
      fixed,
      tunables: [rule('R01', effect([1, 1], []), nothing)],
      weeks,
      budget: 4,
    });
    expect([found.reached, found.chosen.most]).toEqual([false, 5]);
  });

  it('never goes beyond a budget that it says is kept, and gives the same choice twice', async () => {
    const some = fc
      .tuple(fc.array(fc.nat(6), { minLength: 2, maxLength: 2 }), fc.array(fc.nat(12), { maxLength: 5 }))
      .map(([loud, caught]) => effect(loud, caught));
    const rules = fc.array(fc.array(some, { minLength: 2, maxLength: 5 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rules, fc.nat(12), async (all, budget) => {
        const tunables = all.map((settings, at) => ({
          ruleId: `R${at}`,
          settings,
          now: settings.length > 2 ? 1 : 0,
        }));
        const input = { fixed: nothing, tunables, weeks, budget };
        const found = await searchBudget(input);
        if (found.reached) expect(found.chosen.most).toBeLessThanOrEqual(budget);
        expect(await searchBudget(input)).toEqual(found);
        for (const [at, point] of found.frontier.entries()) {
          const next = found.frontier[at + 1];
          if (next !== undefined) expect(next.caught).toBeGreaterThan(point.caught);
        }
      }),
    );
  });
});
