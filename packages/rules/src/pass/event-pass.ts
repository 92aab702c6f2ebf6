import { sqlText } from '../expression/index.js';
import type { CheckedRule } from '../rule/index.js';
import { deadlineSql, watchesDeadline } from './deadline-columns.js';
import { fieldSql, whereSql } from './feature-columns.js';
import { layeredSql } from './layers.js';
import { newestEvents } from './newest.js';
import { touchedTable } from './pass.js';
import type { CompiledPass, PassShape } from './pass.js';

/** Days for which a happening is judged as news; later it is history and gives no signal any more. */
export const eventHorizonDays = 30;

/** In place of a tier: the rule does not judge the event at this moment, and its clock's proceeding is over. */
export const notJudged = -1;
export const proceedingOver = -2;

const fieldColumn = (rule: CheckedRule, name: string): string => `field_${rule.file.id}_${name}`;

/** What people call a happening: its employer, as known or as written, else its title. */
const label = `multiIf(employer_name != '', employer_name, attributes['employer'] != '', attributes['employer'], attributes['title'] != '', attributes['title'], event_id)`;

function ownEvent(rule: CheckedRule): string {
  const { event } = rule.file;
  if (event === undefined) throw new RangeError(`${rule.file.id} names no event`);
  return `kind = ${sqlText(event.kind)} AND ${whereSql(event.where)}`;
}

/** SQL of the condition that an event is of a kind that some of the rules judge. */
function ofKinds(rules: readonly CheckedRule[]): string {
  const kinds = rules.flatMap(({ file }) => (file.event === undefined ? [] : sqlText(file.event.kind)));
  return kinds.length === 0 ? 'false' : `kind IN (${[...new Set(kinds)].join(', ')})`;
}

function fieldsOf(rule: CheckedRule): string[] {
  return rule.features.flatMap(({ name, feature }) => {
    if ('field' in feature) return [`, ${fieldSql(feature)} AS ${fieldColumn(rule, name)}`];
    return 'deadline' in feature ? [`, ${deadlineSql(feature)} AS ${fieldColumn(rule, name)}`] : [];
  });
}

/**
 * Compiles all rules on single events to one query. As news an event is judged at the first moment after it happened, if
 * that is within the horizon; by a rule that watches a clock at every moment, whenever it happened. Parameters: `moments`,
 * `knownAt`, and the table of working days. Table: `touched` (event ids) when only some.
 */
export function compileEventPass(
  rules: readonly CheckedRule[],
  shape: Pick<PassShape, 'some'>,
): CompiledPass {
  const moments = "{moments:Array(DateTime64(3, 'UTC'))}";
  const news = ofKinds(rules.filter((rule) => !watchesDeadline(rule)));
  const clocks = ofKinds(rules.filter(watchesDeadline));
  const where =
    `occurred_at < arrayMax(${moments}) AND (${clocks} OR (${news} ` +
    `AND occurred_at >= subtractDays(arrayMin(${moments}), ${eventHorizonDays})))` +
    (shape.some ? ` AND event_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const judged =
    `SELECT *, event_id AS subject_id, ${label} AS label${rules.flatMap(fieldsOf).join('')} FROM (` +
    `SELECT *, arrayFirst(m -> m > occurred_at, ${moments}) AS seen_at, ` +
    `arrayJoin(arrayFilter(m -> m = seen_at OR (m > seen_at AND ${clocks}), ${moments})) AS as_of, ` +
    `as_of = seen_at AND occurred_at >= subtractDays(as_of, ${eventHorizonDays}) AS is_news ` +
    `FROM (${newestEvents(where, ['any'])})) WHERE is_news OR ${clocks}`;
  const layered = layeredSql(rules, fieldColumn, judged, (rule, tier) =>
    watchesDeadline(rule)
      ? `if(${ownEvent(rule)}, ${tier}, ${proceedingOver})`
      : `multiIf(NOT is_news, ${notJudged}, ${ownEvent(rule)}, ${tier}, 0)`,
  );
  return { sql: layered.sql, before: [], rules: layered.rules, coveredWindows: [], newestOf: [] };
}
