import type { EventFeature, Feature, FieldFeature } from '@miaotou/contracts';
import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import { instantInside } from './windows.js';

/**
 * SQL of events with the quarrel that each tells of, as linked at `knownAt`: reports of one matter bear its name, any
 * other event its own.
 */
export function withMatters(rows: string): string {
  const links =
    `SELECT event_id, argMax(matter_id, (observed_at, seq)) AS linked FROM miaotou.matter_reports ` +
    `WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY event_id`;
  return (
    `SELECT *, if(ifNull(linked, '') = '', event_id, concat('matter ', linked)) AS matter ` +
    `FROM (${rows}) AS told LEFT JOIN (${links}) AS links USING (event_id)`
  );
}

/** SQL of a filter on an event's attributes; `read` gives the SQL of one attribute. */
export function whereSql(where: EventFeature['where'], read: (attribute: string) => string): string {
  const tests = Object.entries(where ?? {}).map(([attribute, wanted]) => {
    const list = (Array.isArray(wanted) ? wanted : [wanted]).map(sqlText).join(', ');
    return `${read(attribute)} IN (${list})`;
  });
  return tests.length === 0 ? 'true' : tests.join(' AND ');
}

/** Attributes that a feature reads besides what every event has. */
export function attributesOf(feature: Feature): readonly string[] {
  if (!('event' in feature)) return [];
  return [...Object.keys(feature.where ?? {}), ...(feature.of === undefined ? [] : [feature.of])];
}

/** SQL that reads an attribute of the event row `v`, '' where it has none. */
export const attributeSql = (attribute: string): string => `attributes[${sqlText(attribute)}]`;

/** A happening whose source does not say how many people took part had at least one. */
const people = 'ifNull(persons, 1)';

/** SQL of the condition that an event counts for a feature; its window is left out where `asOf` is null. */
export function eventCondition(feature: EventFeature, asOf: string | null): string {
  const inside = asOf === null ? '' : ` AND ${instantInside(windowOf(feature.window), 'occurred_at', asOf)}`;
  return `(kind = ${sqlText(feature.event)}${inside} AND ${whereSql(feature.where, attributeSql)})`;
}

/** SQL of a feature over one subject's events that fulfil `condition`; 0 where there are none, NULL where there are some but none says it. */
export function eventSql(feature: EventFeature, condition: string): string {
  const measured = (aggregate: string, of: string): string =>
    `if(countIf(${condition}) = 0, 0, ${aggregate}OrNullIf(${of}, ${condition}))`;
  const attribute = `toFloat64OrNull(${attributeSql(feature.of ?? '')})`;
  switch (feature.take) {
    case 'count':
      return `countIf(${condition})`;
    case 'matters':
      return `uniqExactIf(matter, ${condition})`;
    case 'persons':
      return `sumIf(${people}, ${condition})`;
    case 'maxPersons':
      return measured('max', people);
    case 'distinctPersons':
      // Whoever is known by a key counts once; those of an event beyond its keys count by number.
      return `uniqExactArrayIf(person_keys, ${condition}) + sumIf(greatest(toInt64(${people}) - length(person_keys), 0), ${condition})`;
    case 'amount':
      return measured('sum', 'amount_fen');
    case 'maxMonths':
      return measured('max', 'months');
    case 'sum':
      return measured('sum', attribute);
    case 'max':
      return measured('max', attribute);
  }
}

/** SQL of a field of one event; NULL where the event does not say it. */
export function fieldSql({ field, type }: FieldFeature): string {
  if (field === 'persons' || field === 'months') return `toFloat64(${field})`;
  if (field === 'amountFen') return 'toFloat64(amount_fen)';
  if (field === 'region' || field === 'industry') return `nullIf(${field}, '')`;
  const attribute = attributeSql(field);
  if (type === 'string') return `nullIf(${attribute}, '')`;
  if (type === 'bool') return `multiIf(${attribute} = 'true', true, ${attribute} = 'false', false, NULL)`;
  return `toFloat64OrNull(${attribute})`;
}
