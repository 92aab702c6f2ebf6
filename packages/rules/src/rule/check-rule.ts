import type { RuleFile } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { celEvaluator, namesIn, readExpression } from '../expression/index.js';
import type { ValueType, Vocabulary } from '../expression/index.js';
import { sentencePlaces } from '../sentence/index.js';
import { checkFeatures } from './check-features.js';
import { checkThresholds } from './check-thresholds.js';
import { featureType, isOptional } from './checked-rule.js';
import type { CheckedExpression, CheckedRule, Derived, TierConditions } from './checked-rule.js';
import type { RuleFaultAt } from './faults.js';

export type RuleCheck =
  | { readonly ok: true; readonly rule: CheckedRule }
  | { readonly ok: false; readonly faults: readonly RuleFaultAt[] };

type Path = readonly (string | number)[];

/** Reads the expressions of one rule and keeps what is wrong with them. */
class RuleReader {
  readonly faults: RuleFaultAt[] = [];
  readonly names = new Map<string, ValueType>();
  readonly #file: RuleFile;

  constructor(file: RuleFile) {
    this.#file = file;
    for (const [name, feature] of Object.entries(file.features)) this.names.set(name, featureType(feature));
  }

  #vocabulary(withThresholds: boolean): Vocabulary {
    return {
      names: this.names,
      thresholds: new Set(withThresholds ? Object.keys(this.#file.thresholds) : []),
    };
  }

  #read(path: Path, text: string, vocabulary: Vocabulary, wanted?: ValueType): CheckedExpression | null {
    const read = readExpression(text, vocabulary, wanted);
    if (!read.ok) {
      this.faults.push({ path, ...read.fault });
      return null;
    }
    return { text, expression: read.expression, evaluate: celEvaluator(read.expression, vocabulary.names) };
  }

  /** Derived values in an order in which each uses only earlier ones; what remains over is a circle. */
  derived(): Derived[] {
    const done: Derived[] = [];
    let waiting = Object.entries(this.#file.derive);
    while (waiting.length > 0) {
      const later: typeof waiting = [];
      for (const [name, text] of waiting) {
        const needs = waiting.some(([other]) => new RegExp(`(?<![\\w.])${other}(?!\\w)`, 'u').test(text));
        if (needs) {
          later.push([name, text]);
          continue;
        }
        const read = this.#read(['derive', name], text, this.#vocabulary(false));
        this.names.set(name, read?.expression.type ?? 'number');
        if (read !== null) done.push({ name, ...read });
      }
      if (later.length === waiting.length) {
        for (const [name] of later) {
          const message = { zh: `派生值 ${name} 循环引用`, en: `the derived value ${name} refers to itself` };
          this.faults.push({ path: ['derive', name], code: 'circular', message });
          this.names.set(name, 'number');
        }
        return done;
      }
      waiting = later;
    }
    return done;
  }

  #thresholdsOf(tier: AlertTier): Record<string, number> {
    const found: Record<string, number> = {};
    for (const [name, byTier] of Object.entries(this.#file.thresholds)) {
      const number = byTier[tier];
      if (number !== undefined) found[name] = number;
    }
    return found;
  }

  tiers(): TierConditions[] {
    const { when, also } = this.#file;
    const vocabulary = this.#vocabulary(true);
    const common = when === undefined ? null : this.#read(['when'], when, vocabulary, 'bool');
    const strongestFirst = alertTiers.toReversed();
    return strongestFirst.flatMap((tier) => {
      const thresholds = this.#thresholdsOf(tier);
      const conditions: CheckedExpression[] = [];
      if (common !== null) {
        const needed = namesIn(common.expression, 'threshold');
        if ([...needed].every((name) => name in thresholds)) conditions.push(common);
      }
      const own = also[tier];
      const read = own === undefined ? null : this.#read(['also', tier], own, vocabulary, 'bool');
      if (read !== null) {
        const absent = [...namesIn(read.expression, 'threshold')].find((name) => !(name in thresholds));
        if (absent === undefined) conditions.push(read);
        else {
          const message = {
            zh: `${absent} 没有该等级的阈值`,
            en: `${absent} has no threshold for this tier`,
          };
          this.faults.push({ path: ['also', tier], code: 'unknown-threshold', message });
        }
      }
      return conditions.length === 0 ? [] : [{ tier, thresholds, conditions }];
    });
  }

  sentence(): void {
    for (const language of ['zh', 'en'] as const) {
      for (const place of sentencePlaces(this.#file.sentence[language])) {
        if (this.names.has(place)) continue;
        const message = {
          zh: `句子里的 {${place}} 不是特征或派生值`,
          en: `{${place}} in the sentence is no feature or derived value`,
        };
        this.faults.push({ path: ['sentence', language], code: 'unknown-feature', message });
      }
    }
  }
}

/** Checks a rule whose shape is right: every name, type, number and date. Gives all faults, not the first. */
export function checkRule(file: RuleFile): RuleCheck {
  const reader = new RuleReader(file);
  const derived = reader.derived();
  const tiers = reader.tiers();
  reader.sentence();
  const faults = [...checkFeatures(file), ...checkThresholds(file, reader.names), ...reader.faults];
  if (tiers.length === 0 && faults.length === 0) {
    const message = { zh: '规则给不出任何等级', en: 'the rule can give no tier' };
    faults.push({ path: ['when'], code: 'no-tier', message });
  }
  if (faults.length > 0) return { ok: false, faults };
  const features = Object.entries(file.features).map(([name, feature]) => ({
    name,
    feature,
    type: featureType(feature),
    optional: isOptional(feature),
  }));
  return { ok: true, rule: { file, features, derived, tiers } };
}
