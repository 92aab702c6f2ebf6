import { watchesDeadline } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import type { Covers, PassRow, StandingKind } from './ports.js';
import { horizonOf, judgeEmpty, verdictOf } from './verdicts.js';
import type { Verdict } from './verdicts.js';

/** What the rules on one kind of lasting subject found, and when they asked. */
export interface JudgedSubjects {
  readonly kind: StandingKind;
  readonly rules: readonly CheckedRule[];
  readonly rows: readonly PassRow[];
  /** Ascending; the last is the run's as-of. */
  readonly moments: readonly Date[];
}

export interface LinesInput {
  readonly subjects: readonly JudgedSubjects[];
  readonly events: readonly PassRow[];
  readonly sources: readonly Verdict[];
  readonly eventRules: readonly CheckedRule[];
  /** Event alerts whose end must be noticed. */
  readonly watchedEvents: readonly { readonly ruleId: string; readonly subjectId: string }[];
  readonly asOf: Date;
  readonly knownAt: Date;
  readonly covered: Covers;
}

type Lines = Map<string, Verdict[]>;

const keyOf = ({ rule, subjectKind, subjectId }: Verdict): string =>
  JSON.stringify([rule.file.id, subjectKind, subjectId]);

function add(lines: Lines, verdict: Verdict): void {
  const key = keyOf(verdict);
  const own = lines.get(key);
  if (own === undefined) lines.set(key, [verdict]);
  else if (own.at(-1)?.asOf.getTime() !== verdict.asOf.getTime()) own.push(verdict);
}

function bySubject(rows: readonly PassRow[]): ReadonlyMap<string, PassRow[]> {
  const found = new Map<string, PassRow[]>();
  for (const row of rows.toSorted((a, b) => a.asOf.getTime() - b.asOf.getTime())) {
    const own = found.get(row.subjectId);
    if (own === undefined) found.set(row.subjectId, [row]);
    else own.push(row);
  }
  return found;
}

/**
 * Verdicts of lasting subjects in order of time. Where a subject has no row at a moment, none of its rows lies in any window:
 * the moment after its last row and the run's as-of are judged on that, so that what ended is seen to end.
 */
function addSubjects(lines: Lines, { kind, rules, rows, moments }: JudgedSubjects, input: LinesInput): void {
  for (const [subjectId, own] of bySubject(rows)) {
    const last = own.at(-1);
    const region = own.findLast((row) => row.region !== '')?.region ?? '';
    const next = moments.find((moment) => last !== undefined && moment > last.asOf);
    const subject = { subjectKind: kind, subjectId, region, event: null } as const;
    const after = [...new Set([next, moments.at(-1)])].flatMap((at) =>
      at === undefined || last === undefined || at <= last.asOf
        ? []
        : judgeEmpty(rules, subject, at, input.knownAt, input.covered),
    );
    for (const rule of rules) {
      for (const row of own) add(lines, verdictOf(rule, row, kind, input.knownAt));
      for (const said of after) {
        const verdict = said.get(rule.file.id);
        if (verdict !== undefined) add(lines, verdict);
      }
    }
  }
}

/** Verdicts of events: the event itself, and its end as news, which comes with time and not with data. */
function addEvents(lines: Lines, input: LinesInput): void {
  const { asOf } = input;
  for (const row of input.events.toSorted((a, b) => a.asOf.getTime() - b.asOf.getTime())) {
    for (const rule of input.eventRules) {
      if (!row.rules.has(rule.file.id)) continue;
      const verdict = verdictOf(rule, row, 'event', input.knownAt);
      add(lines, verdict);
      const { event } = row;
      if (event === null || watchesDeadline(rule)) continue;
      const gone = { ...verdict, tier: null, abstained: false, evidence: null };
      const end = horizonOf(event);
      if (end > row.asOf && end <= asOf) add(lines, { ...gone, asOf: end });
      if (end < asOf && asOf > row.asOf) add(lines, { ...gone, asOf });
    }
  }
  const byId = new Map(input.eventRules.map((rule) => [rule.file.id, rule]));
  for (const { ruleId, subjectId } of input.watchedEvents) {
    const rule = byId.get(ruleId);
    if (rule === undefined) continue;
    const subject = { subjectKind: 'event', subjectId, region: '', event: null } as const;
    const verdict = { rule, ...subject, asOf, tier: null, abstained: false, evidence: null };
    // An open proceeding is judged whenever it happened: one that is not there was taken back.
    const ended = watchesDeadline(rule) ? { ended: 'proceeding-over' as const } : {};
    if (!lines.has(keyOf(verdict))) add(lines, { ...verdict, ...ended });
  }
}

/** All verdicts of a run by rule and subject, in order of time; lines that say nothing at any moment are left out. */
export function linesOf(input: LinesInput): ReadonlyMap<string, readonly Verdict[]> {
  const lines: Lines = new Map();
  for (const judged of input.subjects) addSubjects(lines, judged, input);
  addEvents(lines, input);
  for (const verdict of input.sources) add(lines, verdict);
  return lines;
}
