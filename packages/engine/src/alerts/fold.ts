import type { Evidence } from '@miaotou/contracts';
import { tierRank } from '@miaotou/domain';
import type { AlertTier, SubjectKind } from '@miaotou/domain';
import { bySystem, isClosedByRules } from './alert.js';
import type { Alert, AlertHappening, EndReason } from './alert.js';
import { decideAlert } from './decide.js';
import type { AlertDecision } from './decide.js';
import { holdOf } from './hold.js';
import type { TierLevels } from './hold.js';

/** A verdict as alerts see it. */
export interface AlertVerdict {
  readonly asOf: Date;
  readonly tier: AlertTier | null;
  readonly abstained: boolean;
  /** The rule asks nothing of the subject any more. */
  readonly ended?: EndReason;
  readonly evidence: Evidence | null;
}

/** All verdicts of one rule on one subject in one run, in order of time. */
export interface VerdictLine {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly plan: string;
  readonly disputeTypes: readonly string[];
  readonly keyGroups: readonly string[];
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly employerId: string | null;
  readonly region: string;
  /** When the event judged happened; null for other subjects, whose alerts begin with their first signal. */
  readonly occurredAt: Date | null;
  readonly verdicts: readonly AlertVerdict[];
}

export interface FoldContext {
  /** When the run knew it; the time at which everything it does is recorded. */
  readonly at: Date;
  readonly runId: string;
  /** What the tier table in force asks: how long an alert must be quiet. */
  readonly levels: TierLevels;
  readonly nextId: () => number;
}

/** What a line did: alerts to insert or update, in their final form, and what happened on the way. */
export interface Folded {
  readonly line: VerdictLine;
  readonly inserted: readonly Alert[];
  readonly updated: readonly Alert[];
  readonly happened: readonly { readonly alert: Alert; readonly happening: AlertHappening }[];
}

/** The last moment that a closed alert tells of. */
const toldUntil = (alert: Alert): Date => alert.easedSince ?? alert.lastSignalAt;

/** Folds the verdicts of one line into its alerts. */
class LineFold {
  readonly #line: VerdictLine;
  readonly #context: FoldContext;
  readonly #closed: Alert[];
  #live: Alert | null;
  readonly #inserted = new Map<number, Alert>();
  readonly #updated = new Map<number, Alert>();
  readonly #happened: { alert: Alert; happening: AlertHappening }[] = [];

  constructor(line: VerdictLine, alerts: readonly Alert[], context: FoldContext) {
    this.#line = line;
    this.#context = context;
    this.#live = alerts.find(({ closedAt }) => closedAt === null) ?? null;
    this.#closed = alerts.filter(({ closedAt }) => closedAt !== null);
  }

  run(): Folded {
    for (const verdict of this.#line.verdicts) this.#take(verdict);
    return {
      line: this.#line,
      inserted: [...this.#inserted.values()],
      updated: [...this.#updated.values()],
      happened: this.#happened,
    };
  }

  #keep(alert: Alert): void {
    if (this.#inserted.has(alert.id)) this.#inserted.set(alert.id, alert);
    else this.#updated.set(alert.id, { ...alert, version: alert.version });
  }

  #tell(before: Alert | null, after: Alert, kind: string, reason: string, evidence: Evidence | null): void {
    const { at, runId } = this.#context;
    this.#happened.push({
      alert: after,
      happening: {
        alertId: after.id,
        at,
        kind,
        reason,
        by: bySystem,
        fromState: before?.state ?? null,
        toState: after.state,
        fromTier: before?.tier ?? null,
        toTier: after.tier,
        note: null,
        evidence,
        runId,
      },
    });
  }

  /** Whether a signal tells nothing new, because a closed alert told of that time or a person closed it while it stood. */
  #told(verdict: AlertVerdict): boolean {
    for (const [index, closed] of this.#closed.entries()) {
      if (verdict.asOf >= closed.sinceAt && verdict.asOf <= toldUntil(closed)) return true;
      if (isClosedByRules(closed.closeReason) || closed.easedSince !== null) continue;
      if (verdict.asOf < closed.sinceAt || verdict.abstained) continue;
      if (verdict.tier === null) {
        const cleared = { ...closed, easedSince: verdict.asOf };
        this.#closed[index] = cleared;
        this.#keep(cleared);
        return true;
      }
      if (tierRank(verdict.tier) <= tierRank(closed.peakTier)) return true;
    }
    return false;
  }

  #take(verdict: AlertVerdict): void {
    if (this.#live === null && this.#told(verdict)) return;
    const decision = decideAlert(this.#live, verdict, verdict.asOf, (tier) =>
      holdOf(this.#context.levels, tier, this.#line.subjectKind),
    );
    if (decision.kind === 'open') this.#open(decision.tier, decision.reason, verdict);
    else if (this.#live !== null) this.#change(this.#live, decision, verdict);
  }

  #open(tier: AlertTier, reason: string, { asOf, evidence }: AlertVerdict): void {
    if (evidence === null) return;
    const { ruleId, ruleVersion, plan, subjectKind, subjectId, subjectName, employerId, region, occurredAt } =
      this.#line;
    const alert: Alert = {
      id: this.#context.nextId(),
      ruleId,
      ruleVersion,
      subjectKind,
      subjectId,
      subjectName,
      employerId,
      region,
      tier,
      peakTier: tier,
      state: 'open',
      openedAt: this.#context.at,
      sinceAt: occurredAt ?? asOf,
      tierSince: asOf,
      lastSignalAt: asOf,
      easedSince: null,
      easedTier: null,
      evidence,
      sentence: evidence.sentence,
      plan,
      closedAt: null,
      closeReason: null,
      version: 1,
    };
    this.#inserted.set(alert.id, alert);
    this.#live = alert;
    this.#tell(null, alert, 'opened', reason, evidence);
  }

  #change(live: Alert, decision: AlertDecision, verdict: AlertVerdict): void {
    const after = changed(live, decision, verdict, this.#context.at, this.#line.ruleVersion);
    if (after === live) return;
    this.#keep(after);
    const kind = toldKinds[decision.kind];
    if (kind !== undefined) this.#tell(live, after, kind, decision.reason, verdict.evidence);
    if (after.closedAt === null) this.#live = after;
    else {
      this.#live = null;
      this.#closed.push(after);
    }
  }
}

const toldKinds: Readonly<Partial<Record<AlertDecision['kind'], string>>> = {
  raise: 'raised',
  'ease-start': 'easing',
  lower: 'lowered',
  resolve: 'resolved',
};

/** The alert after a decision; the same object when nothing changed. */
function changed(
  live: Alert,
  decision: AlertDecision,
  verdict: AlertVerdict,
  at: Date,
  ruleVersion: number,
): Alert {
  const { asOf, evidence } = verdict;
  const version = live.version + 1;
  const seen = evidence === null ? {} : { evidence, sentence: evidence.sentence, ruleVersion };
  switch (decision.kind) {
    case 'raise':
      return {
        ...live,
        ...seen,
        version,
        tier: decision.tier,
        peakTier: tierRank(decision.tier) > tierRank(live.peakTier) ? decision.tier : live.peakTier,
        tierSince: asOf,
        lastSignalAt: asOf,
        easedSince: null,
        easedTier: null,
      };
    case 'refresh':
      return { ...live, ...seen, version, lastSignalAt: asOf, easedSince: null, easedTier: null };
    case 'ease-start':
      return { ...live, version, easedSince: asOf, easedTier: decision.easedTier };
    case 'lower':
      return {
        ...live,
        ...seen,
        version,
        tier: decision.tier,
        tierSince: asOf,
        lastSignalAt: asOf,
        easedSince: decision.easing ? asOf : null,
        easedTier: decision.easing ? decision.easedTier : null,
      };
    case 'resolve':
      return { ...live, version, state: 'resolved', closedAt: at, closeReason: decision.reason };
    case 'none': {
      // While the hold runs, the strongest tier seen decides whether it ends in lowering or in resolving.
      const stronger = tierRank(verdict.tier) > tierRank(live.easedTier);
      const running = decision.reason === 'hold-running' || decision.reason === 'needs-written-decision';
      return running && stronger ? { ...live, version, easedTier: verdict.tier } : live;
    }
    case 'open':
      return live;
  }
}

/** Folds the verdicts of one rule on one subject into its alerts (all of them, live and closed). */
export function foldLine(line: VerdictLine, alerts: readonly Alert[], context: FoldContext): Folded {
  return new LineFold(line, alerts, context).run();
}
