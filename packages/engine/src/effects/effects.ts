import { createHash } from 'node:crypto';
import type {
  EffectAnswer,
  EffectEvidence,
  EffectEvidenceRequest,
  RuleDraft,
  Spreads,
  Thresholds,
} from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { Day, TimeNode } from '@miaotou/domain';
import {
  explainRule,
  fillSentence,
  lunarDay,
  onDays,
  rulesUsedBy,
  ruleText,
  withNodes,
} from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import type { LevelsAt, TierLevels } from '../alerts/index.js';
import { featureLabel, featureValueText } from '../alerts/index.js';
import { canonicalJson } from '../ledger/index.js';
import { knowledgeOf, knownOf, rulesInForce } from '../rules/index.js';
import type {
  KnownDeps,
  KnownSources,
  RulesRecords,
  RuleVersionRecords,
  RuleVersions,
} from '../rules/index.js';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { Clock, Records } from '../shared/index.js';
import { effectOf, historyOf } from './effect.js';
import type { History } from './effect.js';
import { effectMoments } from './moments.js';
import { nobody } from './ports.js';
import type { EffectsWarehouse, KeptMoment } from './ports.js';
import { triedRule } from './tried.js';

export interface EffectsDeps extends KnownDeps {
  readonly records: Records;
  readonly store: Pick<RulesRecords, 'subjects'> & Pick<RuleVersionRecords, 'published'>;
  readonly effects: EffectsWarehouse;
  readonly drafts: Pick<RuleVersions, 'begin'>;
  /** Time nodes in force on each day, as was known at a moment. */
  readonly timeNodes: (knownAt: Date) => Promise<(day: Day) => readonly TimeNode[]>;
  readonly levelsAt: LevelsAt;
  readonly clock: Clock;
  /** A name for the rows of one filling: a whole number of up to 64 bits. */
  readonly newFilling: () => string;
  readonly onFault: (error: unknown, ruleId: string) => void;
}

export interface Effects {
  /** What other numbers would have done over the last twelve months; begins to prepare where it has not yet. */
  look(ruleId: string, thresholds: Thresholds, signal?: AbortSignal): Promise<EffectAnswer>;
  /** Where subjects stand now on what the rule has numbers for; null while it is prepared. */
  spreads(ruleId: string): Promise<Spreads | null>;
  /** What the rule saw of one subject at one of the moments. */
  evidence(ruleId: string, asked: EffectEvidenceRequest): Promise<EffectEvidence>;
  /** Makes a draft of the rule with the numbers. */
  draft(ruleId: string, thresholds: Thresholds, reason: string, by: Viewer): Promise<RuleDraft>;
  /** Stops preparing. */
  cancel(ruleId: string): void;
  /** Stops all preparing, and waits for its end. */
  close(): Promise<void>;
}

const sha = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

interface Standing {
  readonly at: Date;
  readonly known: KnownSources;
  readonly state: string;
}

interface Preparing {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** What is asked of a rule whose features are kept. */
interface Asked {
  readonly rule: CheckedRule;
  readonly used: readonly CheckedRule[];
  readonly key: string;
  readonly standings: readonly Standing[];
}

/** Rules that a rule rests on, and itself last. */
function restingOn(rule: CheckedRule, rules: readonly CheckedRule[]): readonly CheckedRule[] {
  const wanted = new Set([rule.file.id]);
  for (let before = 0; before < wanted.size;) {
    before = wanted.size;
    for (const one of rules) if (wanted.has(one.file.id)) for (const id of rulesUsedBy(one)) wanted.add(id);
  }
  return rules.filter(({ file }) => wanted.has(file.id));
}

/** Everything that the kept features of a rule were computed from besides the data. */
function keyOf(rule: CheckedRule, used: readonly CheckedRule[]): string {
  const { id, subject, event = null, features } = rule.file;
  const others = used.filter((one) => one !== rule).map(({ file }) => file);
  return sha({ id, subject, event, features, others });
}

const sourcesOf = ({ watermarks, gaps, standings }: KnownSources): unknown => ({
  watermarks: watermarks
    .map(({ layout, completeThrough }) => [layout, completeThrough])
    .map((one) => JSON.stringify(one))
    .toSorted(),
  gaps: [...gaps.byLayout].map(([layout, own]) => [layout, own.map(({ from, through }) => [from, through])]),
  standings: [...standings].map(([layout, { paused }]) => [layout, paused]),
});

/** How long what is known of past moments is believed while no row was added: pauses and layouts change seldom. */
const believedMs = 120_000;

export function createEffects(deps: EffectsDeps): Effects {
  const { records, store, effects, clock } = deps;
  const preparing = new Map<string, Preparing>();
  let standing: { readonly name: string; readonly until: number; readonly all: readonly Standing[] } | null =
    null;
  let published: { readonly name: string; readonly history: History } | null = null;

  const standings = async (): Promise<readonly Standing[]> => {
    const now = clock.now();
    const moments = effectMoments(now);
    const name = `${await effects.state()} ${moments.at(-1)?.toISOString() ?? ''}`;
    if (standing?.name === name && now.getTime() < standing.until) return standing.all;
    const rows = await effects.known(moments);
    const all: Standing[] = [];
    for (const [place, at] of moments.entries()) {
      const known = await knownOf(deps, at, at);
      all.push({ at, known, state: sha({ rows: rows[place] ?? '', sources: sourcesOf(known) }) });
    }
    standing = { name, until: now.getTime() + believedMs, all };
    return all;
  };

  const ask = async (ruleId: string): Promise<Asked> => {
    const now = clock.now();
    const inForce = rulesInForce(await store.published(records.read), now);
    const rules = withNodes(inForce, await deps.timeNodes(now), lunarDay);
    const rule = rules.find(({ file }) => file.id === ruleId);
    if (rule === undefined)
      throw refuse('not-found', 'rule-not-in-force', '该规则未生效', 'The rule is not in force');
    const used = restingOn(rule, rules);
    return {
      rule,
      used,
      key: keyOf(rule, used),
      standings: rule.file.subject === 'source' ? [] : await standings(),
    };
  };

  const keptOf = ({ key, standings: all }: Asked): Promise<readonly KeptMoment[]> => effects.kept(key, all);

  const prepare = async (asked: Asked, missing: readonly Standing[], signal: AbortSignal): Promise<void> => {
    // The newest first: the distribution is shown as soon as it is there.
    for (const { at, known, state } of missing.toReversed()) {
      if (signal.aborted) return;
      const { covers: covered, values } = knowledgeOf(known);
      const request = {
        rules: onDays(asked.used, [dayOf(at)]),
        batchId: null,
        moments: [at],
        knownAt: at,
        covered,
        values,
        asked: [nobody],
      };
      await effects.keep({ key: asked.key, state, filling: deps.newFilling() }, asked.rule, request, signal);
    }
  };

  const history = async (
    rule: CheckedRule,
    kept: readonly KeptMoment[],
    levels: TierLevels,
    signal: AbortSignal | undefined,
  ): Promise<History> => {
    const moments = kept.map(({ at }) => at);
    const [dated = rule] = onDays([rule], moments.map(dayOf));
    return historyOf(rule, await effects.ranked(dated, kept, signal), moments, levels);
  };

  const begin = (asked: Asked, missing: readonly Standing[]): void => {
    const { id } = asked.rule.file;
    if (preparing.has(id)) return;
    const stop = new AbortController();
    const ended = prepare(asked, missing, stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) deps.onFault(error, id);
      })
      .finally(() => preparing.delete(id));
    preparing.set(id, { stop, ended });
  };

  return {
    async look(ruleId, thresholds, signal) {
      const asked = await ask(ruleId);
      const tried = triedRule(asked.rule, thresholds);
      if (asked.standings.length === 0) {
        const reason = {
          zh: '该规则判断的是数据来源，没有可回看的逐周取值。',
          en: 'This rule judges sources; there are no weekly values to look back on.',
        };
        return { state: 'none', reason };
      }
      const kept = await keptOf(asked);
      const done = new Set(kept.map(({ at }) => at.getTime()));
      const missing = asked.standings.filter(({ at }) => !done.has(at.getTime()));
      if (missing.length > 0) {
        begin(asked, missing);
        return { state: 'warming', done: kept.length, total: asked.standings.length };
      }
      const moments = kept.map(({ at }) => at);
      const now = deps.clock.now();
      const levels = await deps.levelsAt(now, now);
      const name = sha({
        rule: asked.rule.file,
        levels,
        nodes: moments.map((at) => asked.rule.nodes?.(dayOf(at)) ?? null),
        fillings: kept.map(({ filling }) => filling),
      });
      if (published?.name !== name) {
        published = { name, history: await history(asked.rule, kept, levels, signal) };
      }
      const before = published.history;
      const same = sha(tried.file.thresholds) === sha(asked.rule.file.thresholds);
      const after = same ? before : await history(tried, kept, levels, signal);
      return effectOf({
        rule: asked.rule,
        moments,
        published: before,
        tried: after,
        levels,
        names: (ids) => store.subjects(records.read, ids),
      });
    },
    async spreads(ruleId) {
      const asked = await ask(ruleId);
      const last = asked.standings.at(-1)?.at;
      const kept = (await keptOf(asked)).findLast(({ at }) => at.getTime() === last?.getTime());
      if (kept === undefined) return null;
      const [rule = asked.rule] = onDays([asked.rule], [dayOf(kept.at)]);
      const found = await effects.spreads(rule, Object.keys(rule.file.thresholds), kept);
      return {
        asOf: kept.at.toISOString(),
        spreads: found.map((spread) => {
          const feature = rule.file.features[spread.name];
          const name = { zh: spread.name, en: spread.name };
          return {
            ...spread,
            label: feature === undefined ? name : featureLabel(feature),
            thresholds: rule.file.thresholds[spread.name] ?? {},
          };
        }),
      };
    },
    async evidence(ruleId, { subject, at, thresholds }) {
      const asked = await ask(ruleId);
      const tried = triedRule(asked.rule, thresholds);
      const kept = (await keptOf(asked)).find((one) => one.at.toISOString() === at);
      const features = kept === undefined ? null : await effects.features(asked.rule, kept, subject);
      if (features === null)
        throw refuse(
          'not-found',
          'moment-unknown',
          '该时点没有保存的取值',
          'No values are kept of that moment',
        );
      const told = (rule: CheckedRule): EffectEvidence['published'] => {
        const { tier, abstained, condition } = explainRule(rule, features, dayOf(new Date(at)));
        return { tier, abstained, condition, thresholds: rule.file.thresholds };
      };
      const { values } = explainRule(asked.rule, features, dayOf(new Date(at)));
      return {
        at,
        sentence: fillSentence(asked.rule.file, values),
        features: [...values].map(([name, value]) => {
          const feature = asked.rule.file.features[name];
          return {
            name,
            label: feature === undefined ? { zh: name, en: name } : featureLabel(feature),
            value,
            valueText: feature === undefined ? null : featureValueText(feature, value),
          };
        }),
        published: told(asked.rule),
        tried: told(tried),
      };
    },
    async draft(ruleId, thresholds, reason, by) {
      const { rule } = await ask(ruleId);
      const { file } = triedRule(rule, thresholds);
      const text = ruleText(file);
      return deps.drafts.begin({ ruleId, text, basedOn: rule.file.version, reason, replayId: null }, by);
    },
    cancel(ruleId) {
      preparing.get(ruleId)?.stop.abort();
    },
    async close() {
      const all = [...preparing.values()];
      for (const { stop } of all) stop.abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}
