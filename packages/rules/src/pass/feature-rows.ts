import type { IndicatorFeature } from '@miaotou/contracts';
import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import type { CheckedRule } from '../rule/index.js';
import { eventSubjects, groupKinds } from './event-subjects.js';
import { earlierConditions, eventCondition, kindSql } from './feature-columns.js';
import { againstWindow, countsSql, stepMonths } from './indicator-columns.js';
import { versionOrder } from './newest.js';
import { periodBefore, periodInside } from './windows.js';

const asOf = "{asOf:DateTime64(3, 'UTC')}";
const knownAt = "observed_at <= {knownAt:DateTime64(3, 'UTC')}";
const subject = '{subject:String}';

function newestEventRows(where: string): string {
  return (
    `SELECT version.1 AS batch_id, version.4 AS sheet, version.2 AS row FROM (SELECT argMax((batch_id, row, retracted, sheet), ${versionOrder}) AS version ` +
    `FROM miaotou.events WHERE ${where} AND ${knownAt} GROUP BY kind, occurred_at, employer_id, event_id) WHERE version.3 = 0`
  );
}

/** Of the newest versions in the window, those that the aggregation looked at. */
function observationRows(feature: IndicatorFeature): string {
  const inside = periodInside(windowOf(feature.window), 'period', asOf);
  const versions =
    `SELECT period, version.1 AS batch_id, version.2 AS row, version.3 AS sheet, version.5 AS value FROM (` +
    `SELECT period, argMax((batch_id, row, sheet, retracted, value), ${versionOrder}) AS version ` +
    `FROM miaotou.observations WHERE subject_kind = 'employer' AND indicator = ${sqlText(feature.indicator)} ` +
    `AND subject_id = ${subject} AND ${inside} AND ${knownAt} GROUP BY period) WHERE version.4 = 0`;
  const placed = `SELECT *, max(period) OVER () AS newest, row_number() OVER (ORDER BY period DESC) AS place FROM (${versions})`;
  const chosen = (condition: string): string =>
    `SELECT batch_id, sheet, row FROM (${placed}) WHERE ${condition}`;
  switch (feature.take) {
    case 'latest':
      return chosen('period = newest');
    case 'change':
    case 'difference': {
      const step = stepMonths(feature.indicator);
      if (feature.against === 'baseline')
        return chosen(`period >= subtractMonths(newest, ${step * (feature.periods ?? 0)})`);
      const earlier = periodBefore(againstWindow(feature), 'newest');
      return chosen(`(period = newest OR period = ${earlier})`);
    }
    case 'streak': {
      const due = `subtractMonths(newest, ${stepMonths(feature.indicator)} * (place - 1))`;
      const breaks = `sum(NOT (${countsSql(feature, 'value')}) OR period != ${due}) OVER (ORDER BY period DESC) AS breaks`;
      return `SELECT batch_id, sheet, row FROM (SELECT *, ${breaks} FROM (${placed})) WHERE breaks = 0 OR place = 1`;
    }
    case 'sum':
    case 'max':
    case 'min':
    case 'mean':
    case 'trend':
      return chosen('true');
    case 'count':
      return chosen(feature.is === undefined ? 'true' : countsSql(feature, 'value'));
    case 'any':
      return chosen(countsSql(feature, 'value'));
  }
}

/**
 * SQL of the deliveries' rows (batch_id, sheet, row) that a feature of one subject was read from, newest versions only; null
 * for a feature that is read from no rows. Parameters: `subject`, `asOf`, `knownAt` and, for industries, `texts` and `letters`.
 */
export function featureRowsSql(rule: CheckedRule, name: string): string | null {
  const feature = rule.features.find((one) => one.name === name)?.feature;
  if (feature === undefined) return null;
  if ('field' in feature || 'deadline' in feature) return newestEventRows(`event_id = ${subject}`);
  if ('event' in feature) {
    // The filter may rest on attributes that a correction changed, so it is put to the newest version.
    const kept = 'kind, occurred_at, employer_id, event_id';
    const told = [
      'batch_id',
      'row',
      'retracted',
      'sheet',
      'attributes',
      'persons',
      'amount_fen',
      'months',
      'region',
      'industry',
    ];
    const unpacked = told.map((column, at) => `version.${at + 1} AS ${column}`).join(', ');
    const { subject: kind } = rule.file;
    const group = groupKinds.find((one) => one === kind);
    const own = group === undefined ? ` AND employer_id = ${subject}` : '';
    const newest =
      `SELECT ${kept}, ${unpacked} FROM (SELECT ${kept}, argMax((${told.join(', ')}), ${versionOrder}) AS version ` +
      `FROM miaotou.events WHERE ${kindSql(feature)}${own} AND ${knownAt} GROUP BY ${kept})`;
    const rows = group === undefined ? newest : eventSubjects(group).named(newest, false);
    const inside = [eventCondition(feature, asOf), ...earlierConditions(feature, asOf)].join(' OR ');
    return (
      `SELECT batch_id, sheet, row FROM (${rows}) WHERE retracted = 0 AND (${inside})` +
      (group === undefined ? '' : ` AND subject = ${subject}`)
    );
  }
  return 'indicator' in feature ? observationRows(feature) : null;
}
