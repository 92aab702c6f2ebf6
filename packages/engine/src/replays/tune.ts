import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RuleFile } from '@miaotou/contracts';
import { addDays, daysBetween, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import type { CheckedRule } from '@miaotou/rules';
import type { Outcome } from './ports.js';
import { scoreOf } from './score.js';
import type { ScoreSpan } from './score.js';
import { searchBudget } from './search.js';
import type { SearchFound, SettingEffect, Tunable } from './search.js';
import { alertsOf } from './simulate.js';
import type { Finding, Findings } from './simulate.js';
import { loudByWeek, messagesOf, warningOf, weeksOf } from './side.js';
import type { Replayed } from './replayed.js';
import { stepsOf } from './steps.js';
import type { ThresholdStep } from './steps.js';

/** Share of a span on which thresholds are chosen; the rest judges them. */
const trainShare = 0.7;

/** The last day of the earlier part of a span, the end of a week. */
export function trainEnd(from: Day, to: Day): Day {
  const split = weekStart(addDays(from, Math.floor(daysBetween(from, to) * trainShare)));
  return split <= from ? to : addDays(split, -1);
}

export interface TuneInput {
  readonly rules: readonly CheckedRule[];
  readonly findings: Findings;
  /** The published rules' alerts, of which those of rules that stay as they are count. */
  readonly published: readonly Replayed[];
  readonly outcomes: readonly Outcome[];
  readonly span: ScoreSpan;
  readonly budget: number;
}

export interface Tuned {
  readonly found: SearchFound;
  readonly changed: readonly RuleFile[];
}

/** Findings judged before others have their turn: a few milliseconds of work. */
const block = 200;

/** As `alertsOf`, letting others have their turn. */
async function alertsInTurns(
  rule: CheckedRule,
  findings: Iterable<readonly Finding[]>,
  levels: ScoreSpan['levels'],
): Promise<Replayed[]> {
  const found: Replayed[] = [];
  let waiting: (readonly Finding[])[] = [];
  let count = 0;
  const judge = async (): Promise<void> => {
    found.push(...alertsOf(rule, waiting, levels));
    waiting = [];
    count = 0;
    await nextTurn();
  };
  for (const line of findings) {
    waiting.push(line);
    count += line.length;
    if (count >= block) await judge();
  }
  await judge();
  return found;
}

/** Chooses thresholds on the outcomes and weeks of a span that keep orange and red within a budget. */
export async function tune({
  rules,
  findings,
  published,
  outcomes,
  span,
  budget,
}: TuneInput): Promise<Tuned> {
  const { from, to, levels } = span;
  const asked = outcomes.filter(({ on }) => on >= from && on <= to);
  const numbers = new Map(asked.map((one, at) => [one, at]));
  const effectOf = (alerts: readonly Replayed[]): SettingEffect => {
    const messages = messagesOf(alerts, span);
    const missed = new Set(scoreOf(alerts.map(warningOf), asked, span, 'orange').missed);
    return {
      loud: loudByWeek(messages, from, to),
      hours: messages.reduce((sum, { hours }) => sum + hours, 0),
      caught: new Set([...numbers].flatMap(([one, at]) => (missed.has(one) ? [] : [at]))),
    };
  };
  const steps = rules
    .map((rule) => ({ rule, steps: stepsOf(rule) }))
    .filter((one): one is { rule: CheckedRule; steps: readonly ThresholdStep[] } => one.steps.length > 1);
  const tunables: Tunable[] = [];
  for (const { rule, steps: own } of steps) {
    const settings: SettingEffect[] = [];
    for (const step of own) {
      settings.push(effectOf(await alertsInTurns(step.rule, findings.of(rule.file.id), levels)));
    }
    tunables.push({ ruleId: rule.file.id, now: own.findIndex(({ factor }) => factor === 1), settings });
  }
  const tuned = new Set(steps.map(({ rule }) => rule.file.id));
  const fixed = effectOf(published.filter(({ alert }) => !tuned.has(alert.ruleId)));
  const found = await searchBudget({ fixed, tunables, weeks: weeksOf(from, to), budget });
  const changed = steps.flatMap(({ steps: own }, at): RuleFile[] => {
    const step = own[found.chosen.places[at] ?? 0];
    return step === undefined || step.factor === 1 ? [] : [step.rule.file];
  });
  return { found, changed };
}
