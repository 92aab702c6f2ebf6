import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import type { CheckedRule } from '../rule/index.js';
import { eventCondition } from './feature-columns.js';
import { versionOrder } from './newest.js';
import { periodInside } from './windows.js';

const asOf = "{asOf:DateTime64(3, 'UTC')}";
const knownAt = "observed_at <= {knownAt:DateTime64(3, 'UTC')}";
const subject = '{subject:String}';

function newestEventRows(where: string): string {
  return (
    `SELECT version.1 AS batch_id, version.4 AS sheet, version.2 AS row FROM (SELECT argMax((batch_id, row, retracted, sheet), ${versionOrder}) AS version ` +
    `FROM miaotou.events WHERE ${where} AND ${knownAt} GROUP BY kind, occurred_at, employer_id, event_id) WHERE version.3 = 0`
  );
}

/**
 * SQL of the deliveries' rows (batch_id, sheet, row) that a feature of one subject was read from, newest versions only; null
 * for a feature that is read from no rows. Parameters: `subject`, `asOf`, `knownAt`.
 */
export function featureRowsSql(rule: CheckedRule, name: string): string | null {
  const feature = rule.features.find((one) => one.name === name)?.feature;
  if (feature === undefined) return null;
  if ('field' in feature) return newestEventRows(`event_id = ${subject}`);
  if ('event' in feature) {
    // The filter may rest on attributes that a correction changed, so it is put to the newest version.
    const kept = 'kind, occurred_at, employer_id, event_id';
    return (
      `SELECT batch_id, sheet, row FROM (SELECT ${kept}, version.1 AS batch_id, version.2 AS row, version.3 AS retracted, version.4 AS attributes, version.5 AS sheet ` +
      `FROM (SELECT ${kept}, argMax((batch_id, row, retracted, attributes, sheet), ${versionOrder}) AS version FROM miaotou.events ` +
      `WHERE kind = ${sqlText(feature.event)} AND employer_id = ${subject} AND ${knownAt} GROUP BY ${kept})) ` +
      `WHERE retracted = 0 AND ${eventCondition(feature, asOf)}`
    );
  }
  if (!('indicator' in feature)) return null;
  const inside = periodInside(windowOf(feature.window), 'period', asOf);
  return (
    `SELECT version.1 AS batch_id, version.3 AS sheet, version.2 AS row FROM (SELECT argMax((batch_id, row, sheet, retracted), ${versionOrder}) AS version ` +
    `FROM miaotou.observations WHERE subject_kind = 'employer' AND indicator = ${sqlText(feature.indicator)} ` +
    `AND subject_id = ${subject} AND ${inside} AND ${knownAt} GROUP BY period) WHERE version.4 = 0`
  );
}
