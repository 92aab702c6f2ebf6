import { explainRule } from '@miaotou/rules';
import type { CheckedRule, Value } from '@miaotou/rules';
import type { SubjectKind } from '@miaotou/domain';
import { foldLine } from '../alerts/index.js';
import type { Alert, AlertHappening, VerdictLine, TierLevels } from '../alerts/index.js';
import type { PassRow } from '../rules/index.js';
import type { Replayed } from './replayed.js';

/** What one rule was given of one subject at one moment: judged again for every setting, read once. */
export interface Finding {
  readonly subjectId: string;
  readonly employerId: string | null;
  readonly region: string;
  readonly occurredAt: Date | null;
  readonly asOf: Date;
  readonly knownAt: Date;
  readonly features: Readonly<Record<string, Value>>;
}

const isEmployer = (id: string): boolean => /^\d{1,15}$/u.test(id);

/** Findings by rule, subjects beside each other and each in order of time. */
export class Findings {
  readonly #byRule = new Map<string, Map<string, Finding[]>>();
  readonly #kinds: ReadonlyMap<string, SubjectKind>;

  constructor(rules: readonly CheckedRule[]) {
    this.#kinds = new Map(rules.map(({ file }) => [file.id, file.subject]));
  }

  add(rows: readonly PassRow[], knownAt: Date): void {
    for (const row of rows) {
      for (const [ruleId, { features }] of row.rules) {
        const kind = this.#kinds.get(ruleId);
        if (kind === undefined) continue;
        const named = kind === 'employer' ? row.subjectId : (row.event?.employerId ?? '');
        const own = this.#byRule.get(ruleId) ?? new Map<string, Finding[]>();
        this.#byRule.set(ruleId, own);
        const line = own.get(row.subjectId) ?? [];
        own.set(row.subjectId, line);
        line.push({
          subjectId: row.subjectId,
          employerId: isEmployer(named) ? named : null,
          region: row.region,
          occurredAt: row.event?.occurredAt ?? null,
          asOf: row.asOf,
          knownAt,
          features,
        });
      }
    }
  }

  of(ruleId: string): Iterable<readonly Finding[]> {
    return this.#byRule.get(ruleId)?.values() ?? [];
  }
}

/** The verdict of a setting on a finding, as alerts see it. */
function verdictOf(rule: CheckedRule, { asOf, knownAt, features }: Finding) {
  const { tier, condition, abstained, values } = explainRule(rule, features);
  const evidence =
    tier === null
      ? null
      : {
          ruleId: rule.file.id,
          ruleVersion: rule.file.version,
          asOf: asOf.toISOString(),
          knownAt: knownAt.toISOString(),
          features: Object.fromEntries(values),
          thresholds: rule.file.thresholds,
          condition: condition ?? '',
          sentence: rule.file.name,
        };
  return { asOf, tier, abstained, evidence };
}

/** The alerts that a setting of a rule would have raised, folded as production folds them. */
export function alertsOf(
  rule: CheckedRule,
  findings: Iterable<readonly Finding[]>,
  levels: TierLevels,
): Replayed[] {
  const { file } = rule;
  const found: Replayed[] = [];
  let numbers = 0;
  for (const line of findings) {
    const alerts = new Map<number, Alert>();
    const happened: AlertHappening[] = [];
    for (const finding of line) {
      const verdict = verdictOf(rule, finding);
      if (verdict.tier === null && alerts.size === 0) continue;
      const told: VerdictLine = {
        ruleId: file.id,
        ruleVersion: file.version,
        plan: file.plan,
        disputeTypes: [],
        keyGroups: [],
        subjectKind: file.subject,
        subjectId: finding.subjectId,
        subjectName: finding.subjectId,
        employerId: finding.employerId,
        region: finding.region,
        occurredAt: finding.occurredAt,
        verdicts: [verdict],
      };
      const nextId = (): number => (numbers += 1);
      const context = { at: finding.knownAt, runId: '', levels, nextId };
      const folded = foldLine(told, [...alerts.values()], context);
      for (const alert of [...folded.inserted, ...folded.updated]) alerts.set(alert.id, alert);
      happened.push(...folded.happened.map(({ happening }) => happening));
    }
    for (const alert of alerts.values()) {
      found.push({ alert, history: happened.filter(({ alertId }) => alertId === alert.id) });
    }
  }
  return found;
}
