import type { Evidence } from '@miaotou/contracts';
import { tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual, EventKind, SubjectKind } from '@miaotou/domain';
import type { EndReason } from '../alerts/index.js';
import { explainRule, fillSentence } from '@miaotou/rules';
import type { CheckedRule, Value } from '@miaotou/rules';
import { eventHorizonDays } from '@miaotou/rules';
import type { PassRow, SignalRow } from './ports.js';

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

function evidenceOf(
  rule: CheckedRule,
  values: ReadonlyMap<string, Value>,
  condition: string,
  asOf: Date,
  knownAt: Date,
): Evidence {
  const sentence: Bilingual = fillSentence(rule.file, values);
  return {
    ruleId: rule.file.id,
    ruleVersion: rule.file.version,
    asOf: asOf.toISOString(),
    knownAt: knownAt.toISOString(),
    features: Object.fromEntries(values),
    thresholds: rule.file.thresholds,
    condition,
    sentence,
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
  const { tier, condition, abstained, values } = explainRule(rule, features);
  const evidence =
    tier === null || condition === null ? null : evidenceOf(rule, values, condition, asOf, knownAt);
  return { rule, ...subject, asOf, tier, abstained, evidence };
}

/** The verdict of one rule in a row. Where a tier is given, cel-js explains it, and must agree with the warehouse. */
export function verdictOf(rule: CheckedRule, row: PassRow, kind: SubjectKind, knownAt: Date): Verdict {
  const found = row.rules.get(rule.file.id);
  const subject = { subjectKind: kind, subjectId: row.subjectId, region: row.region, event: row.event };
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
  feature: { readonly rules: readonly string[]; readonly take: 'maxTier' | 'families' },
  said: ReadonlyMap<string, Verdict>,
): Value {
  const known = feature.rules.flatMap((id) => said.get(id) ?? []).filter(({ abstained }) => !abstained);
  if (known.length === 0) return null;
  const hit = known.filter(({ tier }) => tier !== null);
  if (feature.take === 'maxTier') return Math.max(0, ...hit.map(({ tier }) => tierRank(tier)));
  return new Set(hit.flatMap(({ rule }) => rule.file.families)).size;
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
  covered: (kind: EventKind, window: string) => boolean,
): ReadonlyMap<string, Verdict> {
  const said = new Map<string, Verdict>();
  for (const rule of rules) {
    const features = rule.features.map(({ name, feature }): [string, Value] => {
      if ('rules' in feature) return [name, rulesFeature(feature, said)];
      return [name, 'event' in feature && covered(feature.event, feature.window) ? 0 : null];
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
