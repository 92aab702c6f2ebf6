import type { Abstention } from '@miaotou/contracts';
import { addDays, dayOf } from '@miaotou/domain';
import type { EventKind, SubjectKind } from '@miaotou/domain';
import type { CheckedRule } from '@miaotou/rules';
import type { Alerts, VerdictLine } from '../alerts/index.js';
import type { Clock, Progress, Records } from '../shared/index.js';
import { rulesInForce } from './book.js';
import type { Deliveries } from '../deliveries/index.js';
import { lastDayBefore, silenceOf } from './coverage.js';
import type { SourceStanding } from './coverage.js';
import { knowledgeOf, knownOf } from './knowledge.js';
import type { Knowledge, Known } from './knowledge.js';
import { linesOf } from './lines.js';
import { momentsOf } from './moments.js';
import type { Covers, LayoutCycle, PassResult, RulesRecords, RulesWarehouse, Touched } from './ports.js';
import { judge, signalsOf } from './verdicts.js';
import type { Verdict } from './verdicts.js';
import type { RuleVersionRecords } from './version-ports.js';

export interface EvaluationDeps {
  readonly records: Records;
  readonly store: RulesRecords & Pick<RuleVersionRecords, 'published'>;
  readonly warehouse: RulesWarehouse;
  readonly alerts: Alerts;
  /** The layouts in force. */
  readonly layouts: () => Promise<readonly LayoutCycle[]>;
  /** What came of each layout, and what is left out. */
  readonly deliveries: Pick<Deliveries, 'gaps' | 'standings'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface EvaluationInput {
  readonly reason: 'batch' | 'nightly' | 'manual';
  /** Judge the subjects that this batch touched, and its late events at the moments at which they happened. */
  readonly batchId?: string;
  /** The moment judged; now by default. */
  readonly asOf?: Date;
  /** What was known then; `asOf` by default. */
  readonly knownAt?: Date;
  /** Judge every subject, also after a batch. */
  readonly full?: boolean;
}

export interface EvaluationSummary {
  readonly runId: string;
  readonly subjects: number;
  readonly signals: number;
  readonly opened: number;
  readonly raised: number;
  readonly lowered: number;
  readonly resolved: number;
  readonly abstentions: readonly Abstention[];
}

export interface Evaluation {
  evaluate(
    input: EvaluationInput,
    control: { readonly signal: AbortSignal; readonly progress: Progress },
  ): Promise<EvaluationSummary>;
}

/** What rules count, and how far back, each once. */
function countedBy(rules: readonly CheckedRule[]): readonly { kind: EventKind; window: string }[] {
  const counted = rules.flatMap(({ features }) =>
    features.flatMap(({ feature }) =>
      'event' in feature ? { kind: feature.event, window: feature.window } : [],
    ),
  );
  return [...new Map(counted.map((one) => [`${one.kind} ${one.window}`, one])).values()];
}

const reasonTexts = {
  'feature-missing': { zh: '缺少所需数据', en: 'data that it needs are missing' },
  'source-behind': { zh: '来源逾期未报', en: 'a source is behind its cycle' },
  'source-never-delivered': { zh: '来源从未报送', en: 'a source never delivered' },
} as const;

/** One run: everything it asks and says. */
class Run {
  readonly #deps: EvaluationDeps;
  readonly #rules: readonly CheckedRule[];
  readonly #known: Known;
  readonly #knowledge: Knowledge;
  readonly asOf: Date;
  readonly knownAt: Date;

  constructor(deps: EvaluationDeps, rules: readonly CheckedRule[], known: Known, asOf: Date, knownAt: Date) {
    this.#deps = deps;
    this.#rules = rules;
    this.#known = known;
    this.#knowledge = knowledgeOf(known);
    this.asOf = asOf;
    this.knownAt = knownAt;
  }

  get covers(): Covers {
    return this.#knowledge.covers;
  }

  of(kind: SubjectKind): readonly CheckedRule[] {
    return this.#rules.filter(({ file }) => file.subject === kind);
  }

  /** Whether the sources' standing differs from what it would be without the batch: then others' zeros change as well. */
  coverageMoved(before: Pick<Known, 'watermarks' | 'gaps'>): boolean {
    const earlier = knowledgeOf({ ...this.#known, ...before });
    return countedBy(this.#rules).some(
      ({ kind, window }) =>
        earlier.coverage(kind, window, this.asOf) !== this.#knowledge.coverage(kind, window, this.asOf),
    );
  }

  async pass(
    kind: 'employer' | 'event',
    batchId: string | null,
    moments: readonly Date[],
    signal: AbortSignal,
  ): Promise<PassResult> {
    const rules = this.of(kind);
    if (rules.length === 0) return { rows: [], subjects: 0, abstained: new Map() };
    const { covers: covered, values } = this.#knowledge;
    const watched = await this.#deps.alerts.watched(this.#deps.records.read, kind);
    const asked = [...new Set(watched.map(({ subjectId }) => subjectId))];
    const request = { rules, batchId, moments, knownAt: this.knownAt, covered, values, asked };
    return kind === 'employer'
      ? this.#deps.warehouse.employers(request, signal)
      : this.#deps.warehouse.events(request, signal);
  }

  sources(): Verdict[] {
    return this.of('source').flatMap((rule) =>
      this.#known.layouts
        .filter(({ every }) => every !== 'none')
        .map((layout) => {
          const features = this.#sourceFeatures(rule, layout);
          const subject = {
            subjectKind: 'source' as const,
            subjectId: layout.layout,
            region: '',
            event: null,
          };
          const paused = this.#known.standings.get(layout.layout)?.paused === true;
          const verdict = judge(rule, features, subject, this.asOf, this.knownAt);
          return paused ? { ...verdict, ended: 'source-paused' as const } : verdict;
        }),
    );
  }

  /** What rules ask of a source; nothing is known of one that is not waited for or was never promised. */
  #sourceFeatures(rule: CheckedRule, layout: LayoutCycle): Record<string, number | null> {
    const { standings, gaps } = this.#known;
    const standing = standings.get(layout.layout);
    const through = this.#known.watermarks.find((one) => one.layout === layout.layout)?.completeThrough;
    const since = standing?.since ?? null;
    const yearAgo = addDays(lastDayBefore(this.asOf), -365);
    const owed = (gaps.byLayout.get(layout.layout) ?? []).find(
      ({ from, through: until }) => until >= yearAgo && until >= (since ?? from),
    );
    const silentFrom = owed?.from ?? (through === undefined ? since : addDays(through, 1));
    const paused = standing?.paused === true;
    const values = {
      cycles: paused || silentFrom === null ? null : silenceOf(layout, addDays(silentFrom, -1), this.asOf),
      partial: paused ? null : (standing?.partial ?? null),
      doubled: paused ? null : (standing?.doubled ?? null),
    };
    return Object.fromEntries(
      rule.features.map(({ name, feature }) => [name, 'silence' in feature ? values[feature.silence] : null]),
    );
  }

  abstentions(counts: ReadonlyMap<string, number>): Abstention[] {
    return [...counts].flatMap(([ruleId, subjects]) => {
      const rule = this.#rules.find(({ file }) => file.id === ruleId);
      if (subjects === 0 || rule === undefined) return [];
      const needed = rule.features.flatMap(({ feature, optional }): SourceStanding[] => {
        if (optional) return [];
        if ('event' in feature) return [this.#knowledge.coverage(feature.event, feature.window, this.asOf)];
        return 'indicator' in feature && this.#knowledge.stale(feature.indicator, this.asOf)
          ? ['source-behind']
          : [];
      });
      const reason =
        (['source-never-delivered', 'source-behind'] as const).find((one) => needed.includes(one)) ??
        'feature-missing';
      return [{ ruleId, subjects, reason, detail: reasonTexts[reason] }];
    });
  }
}

export function createEvaluation(deps: EvaluationDeps): Evaluation {
  const { records, store, warehouse, alerts, deliveries, clock, newId } = deps;

  const evaluate: Evaluation['evaluate'] = async (input, { signal, progress }) => {
    const startedAt = clock.now();
    const asOf = input.asOf ?? startedAt;
    const knownAt = input.knownAt ?? asOf;
    const runId = newId();
    progress(0, 4, 'reading');
    const rules = rulesInForce(await store.published(records.read), knownAt);
    const known = await knownOf(deps, asOf, knownAt);
    const run = new Run(deps, rules, known, asOf, knownAt);
    const batchId = input.batchId ?? null;
    const touched: Touched | null = batchId === null ? null : await warehouse.touched(batchId);
    const before =
      batchId === null
        ? known
        : {
            watermarks: await warehouse.watermarks(knownAt, batchId),
            gaps: await deliveries.gaps(knownAt, batchId),
          };
    const everything = touched === null || input.full === true || run.coverageMoved(before);
    const late = (touched?.days ?? []).filter(({ employed }) => employed);
    const moments = momentsOf(late, asOf);
    const results: PassResult[] = [];
    progress(1, 4, 'judging');
    // Late events concern the batch's own subjects only; everything else is judged once, at the end.
    if (moments.length > 1 || !everything) results.push(await run.pass('employer', batchId, moments, signal));
    if (everything) results.push(await run.pass('employer', null, [asOf], signal));
    const eventMoments = momentsOf(touched?.days ?? [], asOf);
    const eventResults = [await run.pass('event', batchId, eventMoments, signal)];
    // A correction may move an event back in time and raise it at once: what is still news is judged as it stands now.
    if (batchId !== null && (everything || eventMoments.length > 1)) {
      eventResults.push(await run.pass('event', everything ? null : batchId, [asOf], signal));
    }
    signal.throwIfAborted();
    progress(2, 4, 'explaining');
    const subjects = results.at(-1)?.subjects ?? 0;
    const abstained = new Map([...results, ...eventResults].flatMap((result) => [...result.abstained]));
    const covered: Covers = run.covers;
    const verdicts = linesOf({
      employers: results.flatMap(({ rows }) => rows),
      events: eventResults.flatMap(({ rows }) => rows),
      sources: run.sources(),
      employerRules: run.of('employer'),
      eventRules: run.of('event'),
      // A run over one batch says nothing of the events of others.
      watchedEvents: everything ? await alerts.watched(records.read, 'event') : [],
      moments,
      knownAt,
      covered,
    });
    const signals = signalsOf([...verdicts.values()].flat(), knownAt);
    await warehouse.appendSignals(runId, signals);
    progress(3, 4, 'recording');
    const ids = [
      ...new Set(
        [...verdicts.values()]
          .flat()
          .filter((one) => one.subjectKind === 'employer')
          .map((one) => one.subjectId),
      ),
    ];
    const names = await store.subjects(records.read, ids);
    const lines = [...verdicts.values()].map((own) => lineOf(own, names, known.layouts));
    const abstentions = run.abstentions(abstained);
    const changes = await records.transaction(async (tx) => {
      const made = await alerts.apply(tx, lines, knownAt, runId);
      const { opened, raised, lowered, resolved } = made;
      await store.recordRun(tx, {
        id: runId,
        reason: everything && batchId === null ? input.reason : 'batch',
        batchId,
        asOf,
        startedAt,
        finishedAt: clock.now(),
        subjects,
        signals: signals.length,
        opened,
        raised,
        lowered,
        resolved,
        abstentions,
      });
      return made;
    });
    alerts.push(changes);
    progress(4, 4, 'done');
    const { opened, raised, lowered, resolved } = changes;
    return { runId, subjects, signals: signals.length, opened, raised, lowered, resolved, abstentions };
  };

  return {
    evaluate,
  };
}

function lineOf(
  own: readonly Verdict[],
  names: Awaited<ReturnType<RulesRecords['subjects']>>,
  layouts: readonly LayoutCycle[],
): VerdictLine {
  const [first] = own;
  if (first === undefined) throw new RangeError('a line without verdicts');
  const { file } = first.rule;
  const { subjectKind, subjectId } = first;
  const known = subjectKind === 'employer' ? names.get(subjectId) : undefined;
  const event = own.findLast((one) => one.event !== null)?.event ?? null;
  const layout = layouts.find((one) => one.layout === subjectId);
  const eventEmployer = event === null || event.employerId === '' ? null : event.employerId;
  return {
    ruleId: file.id,
    ruleVersion: file.version,
    plan: file.plan,
    disputeTypes: file.disputeTypes,
    keyGroups: file.keyGroups,
    subjectKind,
    subjectId,
    subjectName: known?.name ?? event?.label ?? layout?.name.zh ?? subjectId,
    employerId: subjectKind === 'employer' ? (known?.known === true ? subjectId : null) : eventEmployer,
    // One who is only named, or a natural person, lies where its rows say when the register does not.
    region:
      (known?.known === false && known.region === '' ? undefined : known?.region) ??
      own.findLast((one) => one.region !== '')?.region ??
      '',
    occurredAt: event?.occurredAt ?? null,
    verdicts: own,
  };
}
