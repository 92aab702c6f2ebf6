import { kindsOf } from '@miaotou/contracts';
import type { EventFeature, Evidence, RulesFeature } from '@miaotou/contracts';
import { dayOf, tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual, SubjectKind } from '@miaotou/domain';
import type { EndReason } from '../alerts/index.js';
import { explainRule, fillSentence, toldWindows, valueOfNothing } from '@miaotou/rules';
import type { CheckedRule, Explanation, Value } from '@miaotou/rules';
import { eventHorizonDays } from '@miaotou/rules';
import { nodeSentence } from './node-sentence.js';
import type { Covers, PassRow, SignalRow } from './ports.js';

/** What one rule says of one subject at one moment. */
export interface Verdict {
  readonly rule: CheckedRule;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly region: string;
  readonly asOf: Date;
  /** Null: no tier, or abstained. */
  readonly tier: AlertTier | null;
  readonly abstained: boolean;
  /** The source is not waited for, so that nothing can be asked of it. */
  readonly ended?: EndReason;
  /** Present with a tier. */
  readonly evidence: Evidence | null;
  /** Name and employer of an event subject; employers are named from the records. */
  readonly event: PassRow['event'];
}

/** Thresholds by name as they were used: those of the rule, as time nodes changed them. */
function usedThresholds({ tiers }: Explanation, { file }: CheckedRule): Evidence['thresholds'] {
  return Object.fromEntries(
    Object.entries(file.thresholds).map(([name, written]) => [
      name,
      {
        ...written,
        ...Object.fromEntries(
          tiers.flatMap(({ tier, thresholds }) => (name in thresholds ? [[tier, thresholds[name]]] : [])),
        ),
      },
    ]),
  );
}

function evidenceOf(
  rule: CheckedRule,
  explained: Explanation,
  condition: string,
  asOf: Date,
  knownAt: Date,
): Evidence {
  const { values, nodes, base, tier } = explained;
  const said: Bilingual = fillSentence(rule.file, values);
  const sentence = nodes === null ? said : nodeSentence(said, nodes, base, tier);
  return {
    ruleId: rule.file.id,
    ruleVersion: rule.file.version,
    asOf: asOf.toISOString(),
    knownAt: knownAt.toISOString(),
    features: Object.fromEntries(values),
    thresholds: usedThresholds(explained, rule),
    condition,
    sentence,
    ...(nodes === null || base === null
      ? {}
      : {
          nodes: {
            base,
            shift: nodes.shift,
            factor: nodes.factor,
            by: nodes.by.map(({ node: { code, name }, from, to }) => ({ code, name, from, to })),
          },
        }),
  };
}

/** Judges given features with cel-js. */
export function judge(
  rule: CheckedRule,
  features: Readonly<Record<string, Value>>,
  subject: Pick<Verdict, 'subjectKind' | 'subjectId' | 'region' | 'event'>,
  asOf: Date,
  knownAt: Date,
): Verdict {
  const explained = explainRule(rule, features, dayOf(asOf));
  const { tier, condition, abstained } = explained;
  const evidence =
    tier === null || condition === null ? null : evidenceOf(rule, explained, condition, asOf, knownAt);
  return { rule, ...subject, asOf, tier, abstained, evidence };
}

/** The verdict of one rule in a row. Where a tier is given, cel-js explains it, and must agree with the warehouse. */
export function verdictOf(rule: CheckedRule, row: PassRow, kind: SubjectKind, knownAt: Date): Verdict {
  const found = row.rules.get(rule.file.id);
  const subject = { subjectKind: kind, subjectId: row.subjectId, region: row.region, event: row.event };
  if (found?.over === true) {
    const over = { tier: null, abstained: false, ended: 'proceeding-over', evidence: null } as const;
    return { rule, ...subject, asOf: row.asOf, ...over };
  }
  if (found === undefined || found.rank === null || found.rank === 0) {
    const abstained = found?.rank === null;
    return { rule, ...subject, asOf: row.asOf, tier: null, abstained, evidence: null };
  }
  const verdict = judge(rule, found.features, subject, row.asOf, knownAt);
  if (tierRank(verdict.tier) === found.rank) return verdict;
  const seen = JSON.stringify(found.features);
  throw new Error(
    `${rule.file.id}: the warehouse gives tier ${found.rank}, cel-js ${tierRank(verdict.tier)} on ${seen}`,
  );
}

/** The value of a feature over other rules, from what they said of the same subject at the same moment. */
function rulesFeature(
  { rules, take, atLeast = 'blue' }: RulesFeature,
  said: ReadonlyMap<string, Verdict>,
): Value {
  const known = rules.flatMap((id) => said.get(id) ?? []).filter(({ abstained }) => !abstained);
  if (known.length === 0) return null;
  if (take === 'maxTier') return Math.max(0, ...known.map(({ tier }) => tierRank(tier)));
  const hit = known.filter(({ tier }) => tierRank(tier) >= tierRank(atLeast));
  return take === 'count' ? hit.length : new Set(hit.flatMap(({ rule }) => rule.file.families)).size;
}

/** Whether the sources of every kind that a feature counts told of all its windows. */
export function toldOf(feature: EventFeature, at: Date, covered: Covers): boolean {
  return kindsOf(feature).every((kind) =>
    toldWindows(feature).every(({ window, before }) => covered(kind, window, at, before)),
  );
}

/**
 * What all rules say of a subject of which no row lies in any window: counts are zero where the sources are complete,
 * everything else is not known. Rules come in the order of the book, used ones first.
 */
export function judgeEmpty(
  rules: readonly CheckedRule[],
  subject: Pick<Verdict, 'subjectKind' | 'subjectId' | 'region' | 'event'>,
  asOf: Date,
  knownAt: Date,
  covered: Covers,
): ReadonlyMap<string, Verdict> {
  const said = new Map<string, Verdict>();
  for (const rule of rules) {
    const features = rule.features.map(({ name, feature }): [string, Value] => {
      if ('rules' in feature) return [name, rulesFeature(feature, said)];
      return [name, 'event' in feature && toldOf(feature, asOf, covered) ? valueOfNothing(feature) : null];
    });
    said.set(rule.file.id, judge(rule, Object.fromEntries(features), subject, asOf, knownAt));
  }
  return said;
}

/** When an event stops being news, and its alert begins to ease. */
export function horizonOf(event: NonNullable<PassRow['event']>): Date {
  return new Date(event.occurredAt.getTime() + eventHorizonDays * 86_400_000);
}

/** Verdicts that gave a tier, as the warehouse keeps them. */
export function signalsOf(verdicts: readonly Verdict[], knownAt: Date): SignalRow[] {
  return verdicts.flatMap(({ rule, subjectKind, subjectId, region, asOf, tier, evidence }) =>
    tier === null || evidence === null
      ? []
      : {
          ruleId: rule.file.id,
          ruleVersion: rule.file.version,
          subjectKind,
          subjectId,
          region,
          tier,
          asOf,
          knownAt,
          evidence,
        },
  );
}
