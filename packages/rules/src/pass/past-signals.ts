import { sqlText } from '../expression/index.js';
import { windowDays, windowOf } from '../rule/index.js';
import type { CheckedRule } from '../rule/index.js';
import type { EventSubjects } from './event-subjects.js';
import { touchedTable } from './pass.js';
import { instantInside, windowStart } from './windows.js';

/** Column of the strongest tier that a rule gave at any moment of a window; 0 where it gave none. */
export const pastColumn = (ruleId: string, window: string): string => `past_${ruleId}_${window}`;

/** What rules ask of what other rules gave before, each once. */
function askedOf(
  rules: readonly CheckedRule[],
): readonly { readonly ruleId: string; readonly window: string }[] {
  const asked = rules.flatMap(({ features }) =>
    features.flatMap(({ feature }) => {
      const window = 'rules' in feature ? feature.window : undefined;
      return window !== undefined && 'rules' in feature
        ? feature.rules.map((ruleId) => ({ ruleId, window }))
        : [];
    }),
  );
  return [...new Map(asked.map((one) => [pastColumn(one.ruleId, one.window), one])).values()];
}

/** SQL of the tiers that rules gave in windows before the moments, from the signals kept by `knownAt`. */
export interface PastSignals {
  /** (subject_id, as_of, a column per rule and window). */
  readonly sql: string;
  readonly columns: readonly string[];
}

/** The signals that rules look back on; null where none does. */
export function pastSignals(
  kind: EventSubjects['kind'],
  rules: readonly CheckedRule[],
  moments: { readonly list: string; readonly some: boolean },
): PastSignals | null {
  const asked = askedOf(rules);
  const [longest] = asked
    .map(({ window }) => windowOf(window))
    .toSorted((a, b) => windowDays(b) - windowDays(a));
  if (longest === undefined) return null;
  const ids = [...new Set(asked.map(({ ruleId }) => sqlText(ruleId)))].join(', ');
  const given =
    `SELECT subject_id, rule_id, tier, as_of AS given_at FROM miaotou.signals WHERE rule_id IN (${ids}) ` +
    `AND subject_kind = ${sqlText(kind)} AND known_at <= {knownAt:DateTime64(3, 'UTC')} ` +
    `AND as_of < arrayMax(${moments.list}) AND as_of >= ${windowStart(longest, `arrayMin(${moments.list})`)}` +
    (moments.some ? ` AND subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const columns = asked.map(({ ruleId, window }) => ({
    name: pastColumn(ruleId, window),
    sql: `maxIf(tier, rule_id = ${sqlText(ruleId)} AND ${instantInside(windowOf(window), 'given_at', 'as_of')})`,
  }));
  const named = columns.map(({ name }) => name);
  return {
    columns: named,
    sql:
      `SELECT * FROM (SELECT subject_id, as_of, ${columns.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')} ` +
      `FROM (SELECT *, arrayJoin(${moments.list}) AS as_of FROM (${given})) GROUP BY subject_id, as_of) ` +
      `WHERE ${named.join(' + ')} > 0`,
  };
}
