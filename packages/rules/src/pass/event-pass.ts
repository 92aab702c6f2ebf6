import { sqlText } from '../expression/index.js';
import type { CheckedRule } from '../rule/index.js';
import { attributeSql, fieldSql, whereSql } from './feature-columns.js';
import { layeredSql } from './layers.js';
import { newestEvents } from './newest.js';
import { touchedTable } from './pass.js';
import type { CompiledPass, PassShape } from './pass.js';

/** Days for which a happening is judged as news; later it is history and gives no signal any more. */
export const eventHorizonDays = 30;

const fieldColumn = (rule: CheckedRule, name: string): string => `field_${rule.file.id}_${name}`;

/** What people call a happening: its employer, as known or as written, else its title. */
const label = `multiIf(employer_name != '', employer_name, attributes['employer'] != '', attributes['employer'], attributes['title'] != '', attributes['title'], event_id)`;

function ownEvent(rule: CheckedRule): string {
  const { event } = rule.file;
  if (event === undefined) throw new RangeError(`${rule.file.id} names no event`);
  return `kind = ${sqlText(event.kind)} AND ${whereSql(event.where, attributeSql)}`;
}

/**
 * Compiles all rules on single events to one query: each event is judged at the first moment after it happened, if that
 * is within the horizon. Parameters: `moments`, `knownAt`. Table: `touched` (event ids) when only some.
 */
export function compileEventPass(
  rules: readonly CheckedRule[],
  shape: Pick<PassShape, 'some'>,
): CompiledPass {
  const moments = "{moments:Array(DateTime64(3, 'UTC'))}";
  const kinds = [
    ...new Set(rules.flatMap(({ file }) => (file.event === undefined ? [] : sqlText(file.event.kind)))),
  ];
  const where =
    `kind IN (${kinds.join(', ')}) AND occurred_at < arrayMax(${moments}) ` +
    `AND occurred_at >= subtractDays(arrayMin(${moments}), ${eventHorizonDays})` +
    (shape.some ? ` AND event_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const fields = rules.flatMap((rule) =>
    rule.features.flatMap(({ name, feature }) =>
      'field' in feature ? [`, ${fieldSql(feature)} AS ${fieldColumn(rule, name)}`] : [],
    ),
  );
  const judged =
    `SELECT *, event_id AS subject_id, ${label} AS label, arrayFirst(m -> m > occurred_at, ${moments}) AS as_of${fields.join('')} ` +
    `FROM (${newestEvents(where, ['any'])}) ` +
    `WHERE as_of > occurred_at AND occurred_at >= subtractDays(as_of, ${eventHorizonDays})`;
  const layered = layeredSql(rules, fieldColumn, judged, (rule, tier) => `if(${ownEvent(rule)}, ${tier}, 0)`);
  return { sql: layered.sql, before: [], rules: layered.rules, coveredWindows: [], newestOf: [] };
}
