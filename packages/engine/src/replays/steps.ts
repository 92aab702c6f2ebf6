import type { BudgetProposal, RuleFile } from '@miaotou/contracts';
import { RuleFileSchema } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { checkRule } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { featureLabel } from '../alerts/index.js';

/** Factors by which the thresholds of orange and red are made harder; below 1 easier. */
export const hardness = [0.7, 0.85, 1, 1.25, 1.5, 2, 3, 5] as const;
/** Place of the thresholds as they are. */
export const unchanged = hardness.indexOf(1);

/** One way to set the thresholds of a rule. */
export interface ThresholdStep {
  readonly rule: CheckedRule;
  readonly factor: number;
}

const loud = ['orange', 'red'] as const;

/** A threshold made harder by a factor: further from what is quiet, whichever way the rule counts. */
function harder(value: number, factor: number, rising: boolean, whole: boolean): number {
  const away = rising === value > 0;
  const moved = away ? value * factor : value / factor;
  if (!whole) return Math.round(moved * 1_000) / 1_000;
  return rising === factor > 1 ? Math.ceil(moved - 1e-9) : Math.floor(moved + 1e-9);
}

/** The rule with its thresholds of orange and red harder by a factor; those of blue and yellow stay, and are never passed. */
export function scaledFile(file: RuleFile, factor: number): RuleFile {
  const thresholds = Object.fromEntries(
    Object.entries(file.thresholds).map(([name, table]) => {
      const known = alertTiers.flatMap((tier) => table[tier] ?? []);
      const rising = (known.at(-1) ?? 0) >= (known[0] ?? 0);
      const whole = known.every(Number.isInteger);
      const quiet = table.yellow ?? table.blue;
      const bounded = (value: number): number =>
        quiet === undefined ? value : rising ? Math.max(value, quiet) : Math.min(value, quiet);
      const scaled = loud.flatMap((tier) => {
        const value = table[tier];
        return value === undefined ? [] : [[tier, bounded(harder(value, factor, rising, whole))] as const];
      });
      return [name, { ...table, ...Object.fromEntries(scaled) }];
    }),
  );
  return RuleFileSchema.parse({ ...file, thresholds });
}

/** The settings of a rule that are weighed, easiest first, each once; empty where it has no number for orange or red. */
export function stepsOf({ file }: CheckedRule): readonly ThresholdStep[] {
  if (!Object.values(file.thresholds).some((table) => loud.some((tier) => table[tier] !== undefined)))
    return [];
  const seen = new Set<string>();
  // What is there comes first, so that a factor which changes nothing counts as no change.
  return hardness
    .toSorted((a, b) => Math.abs(a - 1) - Math.abs(b - 1))
    .flatMap((factor): ThresholdStep[] => {
      const scaled = factor === 1 ? file : scaledFile(file, factor);
      const text = JSON.stringify(scaled.thresholds);
      if (seen.has(text)) return [];
      seen.add(text);
      const checked = checkRule(scaled);
      return checked.ok ? [{ rule: checked.rule, factor }] : [];
    })
    .toSorted((a, b) => a.factor - b.factor);
}

/** What a changed rule sets otherwise, number by number. */
export function thresholdChanges(before: RuleFile, after: RuleFile): BudgetProposal['changes'] {
  return Object.entries(before.thresholds).flatMap(([name, table]) => {
    const feature = before.features[name];
    return loud.flatMap((tier) => {
      const [from, to] = [table[tier], after.thresholds[name]?.[tier]];
      if (from === undefined || to === undefined || from === to) return [];
      const thresholdName = feature === undefined ? { zh: name, en: name } : featureLabel(feature);
      return [{ ruleId: before.id, name: before.name, threshold: name, thresholdName, tier, from, to }];
    });
  });
}
