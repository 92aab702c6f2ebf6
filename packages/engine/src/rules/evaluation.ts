import type { Abstention } from '@miaotou/contracts';
import { kindsOf } from '@miaotou/contracts';
import { addDays, dayOf } from '@miaotou/domain';
import type { Day, SubjectKind, TimeNode } from '@miaotou/domain';
import { groupKinds, lunarDay, onDays, toldWindows, withNodes, watchesDeadline } from '@miaotou/rules';
import type { CheckedRule, CoveredWindow } from '@miaotou/rules';
import type { Alerts, LevelsAt, VerdictLine } from '../alerts/index.js';
import type { Clock, Progress, Records } from '../shared/index.js';
import { rulesInForce } from './book.js';
import type { Deliveries } from '../deliveries/index.js';
import { lastDayBefore, silenceOf } from './coverage.js';
import type { Laggard, SourceStanding } from './coverage.js';
import { knowledgeOf, knownOf } from './knowledge.js';
import type { Knowledge, Known } from './knowledge.js';
import { reasonTexts, waitingText } from './abstention-text.js';
import { linesOf } from './lines.js';
import type { JudgedSubjects } from './lines.js';
import { inParts, mergeMoments, momentsOf, valueMomentsOf } from './moments.js';
import type {
  Covers,
  LayoutCycle,
  PassRequest,
  PassResult,
  RulesRecords,
  RulesWarehouse,
  StandingKind,
} from './ports.js';
import { nameOfSubject, regionOfSubject } from './subjects.js';
import { judge, signalsOf } from './verdicts.js';
import type { Verdict } from './verdicts.js';
import type { RuleVersionRecords } from './version-ports.js';

export interface EvaluationDeps {
  readonly records: Records;
  readonly store: RulesRecords & Pick<RuleVersionRecords, 'published'>;
  readonly warehouse: RulesWarehouse;
  readonly alerts: Pick<Alerts, 'apply' | 'push' | 'watched'>;
  /** The layouts in force. */
  readonly layouts: () => Promise<readonly LayoutCycle[]>;
  /** What came of each layout, and what is left out. */
  readonly deliveries: Pick<Deliveries, 'gaps' | 'standings'>;
  /** Time nodes in force on each day, as was known at a moment. */
  readonly timeNodes: (knownAt: Date) => Promise<(day: Day) => readonly TimeNode[]>;
  readonly levelsAt: LevelsAt;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface EvaluationInput {
  readonly reason: 'batch' | 'nightly' | 'manual' | 'detection';
  /** Judge only the subjects of which this run of the detectors judged something anew. */
  readonly detectionRunId?: string;
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

/** What rules count, how far back and how long before the moment, each once. */
function countedBy(rules: readonly CheckedRule[]): readonly CoveredWindow[] {
  const counted = rules.flatMap(({ features }) =>
    features.flatMap(({ feature }) =>
      'event' in feature
        ? kindsOf(feature).flatMap((kind) => toldWindows(feature).map((told) => ({ kind, ...told })))
        : [],
    ),
  );
  return [...new Map(counted.map((one) => [JSON.stringify(one), one])).values()];
}

/** What of a kind of subject is judged, and when. */
interface BatchScope {
  readonly batchId: string | null;
  readonly everything: boolean;
  readonly moments: readonly Date[];
  /** How many the batch touched. */
  readonly subjects: number;
}

/** Whether a rule rests on what the detectors say. */
export const usesDetections = (rule: CheckedRule): boolean =>
  rule.features.some(({ feature }) => 'detection' in feature);

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

  get layouts(): readonly LayoutCycle[] {
    return this.#known.layouts;
  }

  of(kind: SubjectKind): readonly CheckedRule[] {
    return this.#rules.filter(({ file }) => file.subject === kind);
  }

  /** Whether the sources' standing differs from what it would be without the batch: then others' zeros change as well. */
  coverageMoved(without: Pick<Known, 'watermarks' | 'gaps'>): boolean {
    const earlier = knowledgeOf({ ...this.#known, ...without });
    return countedBy(this.#rules).some(
      ({ kind, window, before }) =>
        earlier.coverage(kind, window, this.asOf, before) !==
        this.#knowledge.coverage(kind, window, this.asOf, before),
    );
  }

  async pass(
    kind: StandingKind | 'event',
    only: Pick<PassRequest, 'batchId' | 'detectionRunId'>,
    moments: readonly Date[],
    signal: AbortSignal,
  ): Promise<PassResult> {
    const rules = this.of(kind);
    if (rules.length === 0) return { rows: [], subjects: 0, abstained: new Map() };
    const { warehouse, alerts, records } = this.#deps;
    const { covers: covered, values } = this.#knowledge;
    const watched = await alerts.watched(records.read, kind);
    const asked = [...new Set(watched.map(({ subjectId }) => subjectId))];
    const request = {
      rules: onDays(rules, moments.map(dayOf)),
      ...only,
      moments,
      knownAt: this.knownAt,
      covered,
      values,
      asked,
    };
    if (kind === 'employer') return warehouse.employers(request, signal);
    if (kind === 'event') return warehouse.events(request, signal);
    const { rows, ...totals } = await warehouse.groups(kind, request, signal);
    const placed = rows.map((row) => ({
      ...row,
      region: regionOfSubject(kind, row.subjectId, row.region),
    }));
    return { ...totals, rows: placed };
  }

  /** Judges one kind of lasting subject: what a batch touched at the moments of its late rows, or everything as it stands. */
  async judge(
    kind: StandingKind,
    { batchId, everything, moments, subjects }: BatchScope,
    signal: AbortSignal,
  ): Promise<JudgedSubjects & { readonly results: readonly PassResult[] }> {
    const results: PassResult[] = [];
    // Late rows concern the batch's own subjects only; everything else is judged once, at the end.
    if (moments.length > 1 || !everything) {
      for (const part of inParts(moments, subjects)) {
        results.push(await this.pass(kind, { batchId }, part, signal));
      }
    }
    if (everything) results.push(await this.pass(kind, { batchId: null }, [this.asOf], signal));
    return { kind, rules: this.of(kind), rows: results.flatMap(({ rows }) => rows), moments, results };
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

  /** The layouts for which a rule waits, each once. */
  #laggards(rule: CheckedRule): readonly Laggard[] {
    const needed = rule.features.filter(({ optional }) => !optional);
    const values = needed.flatMap(({ feature }) =>
      'indicator' in feature ? this.#knowledge.laggingValues(feature.indicator, this.asOf) : [],
    );
    const counts = countedBy([{ ...rule, features: needed }]).flatMap(({ kind, window, before }) =>
      this.#knowledge.laggards(kind, window, this.asOf, before),
    );
    return [...new Map([...values, ...counts].map((one) => [JSON.stringify(one), one])).values()];
  }

  abstentions(counts: ReadonlyMap<string, number>): Abstention[] {
    return [...counts].flatMap(([ruleId, subjects]) => {
      const rule = this.#rules.find(({ file }) => file.id === ruleId);
      if (subjects === 0 || rule === undefined) return [];
      const needed = rule.features.flatMap(({ feature, optional }): SourceStanding[] => {
        if (optional) return [];
        if ('event' in feature) {
          return countedBy([rule]).map(({ kind, window, before }) =>
            this.#knowledge.coverage(kind, window, this.asOf, before),
          );
        }
        return 'indicator' in feature && this.#knowledge.stale(feature.indicator, this.asOf)
          ? ['source-behind']
          : [];
      });
      const reason =
        (['source-never-delivered', 'source-behind'] as const).find((one) => needed.includes(one)) ??
        'feature-missing';
      return [{ ruleId, subjects, reason, detail: waitingText(reasonTexts[reason], this.#laggards(rule)) }];
    });
  }
}

export function createEvaluation(deps: EvaluationDeps): Evaluation {
  const { records, store, warehouse, alerts, deliveries, clock, newId } = deps;

  /** Every pass of a run, one per kind of subject and what of it has to be judged. */
  const judgeAll = async (run: Run, input: EvaluationInput, signal: AbortSignal) => {
    const { asOf, knownAt } = run;
    const judged: (JudgedSubjects & { readonly results: readonly PassResult[] })[] = [];
    const { detectionRunId } = input;
    if (detectionRunId !== undefined) {
      for (const kind of groupKinds) {
        const rules = run.of(kind);
        if (!rules.some(usesDetections)) continue;
        const result = await run.pass(kind, { batchId: null, detectionRunId }, [asOf], signal);
        judged.push({ kind, rules, rows: result.rows, moments: [asOf], results: [result] });
      }
      return { judged, events: [], everything: false, withdrawn: new Set<string>() };
    }
    const batchId = input.batchId ?? null;
    const touched = batchId === null ? null : await warehouse.touched(batchId);
    const everything =
      batchId === null ||
      input.full === true ||
      run.coverageMoved({
        watermarks: await warehouse.watermarks(knownAt, batchId),
        gaps: await deliveries.gaps(knownAt, batchId),
      });
    const days = touched?.days ?? [];
    const eventMoments = momentsOf(days, asOf);
    const moments = mergeMoments(
      momentsOf(
        days.filter((day) => day.employed),
        asOf,
      ),
      valueMomentsOf(touched?.periods ?? [], run.layouts, asOf),
    );
    const employers = { batchId, everything, moments, subjects: touched?.employers ?? 0 };
    judged.push(await run.judge('employer', employers, signal));
    for (const kind of groupKinds) {
      // Values move no counts, so a batch without events leaves towns and industries as they were.
      if (run.of(kind).length === 0 || (!everything && days.length === 0)) continue;
      judged.push(await run.judge(kind, { batchId, everything, moments: eventMoments, subjects: 0 }, signal));
    }
    const events = [await run.pass('event', { batchId }, eventMoments, signal)];
    // A correction may move an event back in time and raise it at once: what is still news is judged as it stands now.
    if (batchId !== null && (everything || eventMoments.length > 1)) {
      events.push(await run.pass('event', { batchId: everything ? null : batchId }, [asOf], signal));
    }
    return { judged, events, everything, withdrawn: new Set(touched?.withdrawn) };
  };

  const evaluate: Evaluation['evaluate'] = async (input, { signal, progress }) => {
    const startedAt = clock.now();
    const asOf = input.asOf ?? startedAt;
    const knownAt = input.knownAt ?? asOf;
    const runId = newId();
    const batchId = input.batchId ?? null;
    progress(0, 4, 'reading');
    const rules = withNodes(
      rulesInForce(await store.published(records.read), knownAt),
      await deps.timeNodes(knownAt),
      lunarDay,
    );
    const known = await knownOf(deps, asOf, knownAt);
    const levels = await deps.levelsAt(asOf, knownAt);
    const run = new Run(deps, rules, known, asOf, knownAt);
    progress(1, 4, 'judging');
    const { judged, events, everything, withdrawn } = await judgeAll(run, input, signal);
    signal.throwIfAborted();
    progress(2, 4, 'explaining');
    const all = [...judged.flatMap(({ results }) => results), ...events];
    const subjects = judged.find(({ kind }) => kind === 'employer')?.results.at(-1)?.subjects ?? 0;
    const abstained = new Map(all.flatMap((result) => [...result.abstained]));
    const verdicts = linesOf({
      subjects: judged,
      events: events.flatMap(({ rows }) => rows),
      sources: input.detectionRunId === undefined ? run.sources() : [],
      eventRules: run.of('event'),
      // A run over one batch says nothing of the events of others.
      watchedEvents: (await alerts.watched(records.read, 'event')).filter(
        ({ subjectId }) => everything || withdrawn.has(subjectId),
      ),
      asOf,
      knownAt,
      covered: run.covers,
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
      const made = await alerts.apply(tx, lines, { at: knownAt, runId, levels });
      const { opened, raised, lowered, resolved } = made;
      await store.recordRun(tx, {
        id: runId,
        reason: batchId === null ? input.reason : 'batch',
        batchId,
        asOf,
        knownAt,
        detectionRunId: input.detectionRunId ?? null,
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
    subjectName:
      known?.name ??
      event?.label ??
      layout?.name.zh ??
      nameOfSubject(subjectKind, subjectId)?.zh ??
      subjectId,
    employerId: subjectKind === 'employer' ? (known?.known === true ? subjectId : null) : eventEmployer,
    // One who is only named, or a natural person, lies where its rows say when the register does not.
    region:
      (known?.known === false && known.region === '' ? undefined : known?.region) ??
      own.findLast((one) => one.region !== '')?.region ??
      '',
    // A clock alerts when it comes near, which is not when its proceeding began.
    occurredAt: watchesDeadline(first.rule) ? null : (event?.occurredAt ?? null),
    verdicts: own,
  };
}
