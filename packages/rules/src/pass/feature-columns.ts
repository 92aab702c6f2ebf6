import type { EventFeature, Feature, FieldFeature, IndicatorFeature } from '@miaotou/contracts';
import { findIndicator } from '@miaotou/domain';
import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import { instantInside, periodBefore, periodInside } from './windows.js';

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

/** Months from one period of an indicator to the next. */
export function stepMonths(indicator: string): number {
  return findIndicator(indicator)?.frequency === 'quarterly' ? 3 : 1;
}

/**
 * Length of the unbroken run of periods with a value above zero that ends with the newest period reported.
 * `periods`: those above zero, newest first; `newest`: the newest reported at all.
 */
function streakSql(condition: string, step: number): string {
  const periods = `arrayReverseSort(groupArrayIf(period, ${condition} AND value > 0))`;
  const run = `arrayFirstIndex((p, i) -> p != subtractMonths(newest, ${step} * (i - 1)), periods, arrayEnumerate(periods))`;
  return (
    `multiIf(countIf(${condition}) = 0, NULL, ` +
    `arrayMap((periods, newest) -> if(${run} = 0, length(periods), ${run} - 1), ` +
    `[${periods}], [maxIf(period, ${condition})])[1])`
  );
}

/** The newest value less the value `against` before it, as a share of the latter where `relative`; NULL without either. */
function changeSql(condition: string, against: string, relative: boolean): string {
  const points = `groupArrayIf((period, value), ${condition})`;
  const newest = `maxIf(period, ${condition})`;
  const earlier = periodBefore(windowOf(against), newest);
  // A value that is not there would read as 0 in the tuple, so its value is made Nullable first.
  const before = `arrayFirst(x -> x.1 = ${earlier}, arrayMap(x -> (x.1, toNullable(x.2)), ${points})).2`;
  const difference = `(argMaxIf(value, period, ${condition}) - ${before})`;
  return relative ? `(${difference} / nullIf(${before}, 0))` : difference;
}

/** SQL of a feature over one subject's rows of (indicator, period, value); NULL where there are none. */
export function indicatorSql(feature: IndicatorFeature, asOf: string): string {
  const inside = periodInside(windowOf(feature.window), 'period', asOf);
  const condition = `(indicator = ${sqlText(feature.indicator)} AND ${inside})`;
  switch (feature.take) {
    case 'latest':
      return `argMaxOrNullIf(value, period, ${condition})`;
    case 'sum':
      return `sumOrNullIf(value, ${condition})`;
    case 'max':
      return `maxOrNullIf(value, ${condition})`;
    case 'min':
      return `minOrNullIf(value, ${condition})`;
    case 'mean':
      return `avgOrNullIf(value, ${condition})`;
    case 'change':
    case 'difference':
      return changeSql(condition, feature.against ?? feature.window, feature.take === 'change');
    case 'streak':
      return streakSql(condition, stepMonths(feature.indicator));
  }
}

/** A happening whose source does not say how many people took part had at least one. */
const people = 'ifNull(persons, 1)';

/** SQL of the condition that an event counts for a feature. */
export function eventCondition(feature: EventFeature, asOf: string): string {
  const inside = instantInside(windowOf(feature.window), 'occurred_at', asOf);
  return `(kind = ${sqlText(feature.event)} AND ${inside} AND ${whereSql(feature.where, attributeSql)})`;
}

/** SQL of a feature over one subject's events; 0 where there are none, NULL where there are some but none says it. */
export function eventSql(feature: EventFeature, asOf: string): string {
  const condition = eventCondition(feature, asOf);
  const measured = (aggregate: string, of: string): string =>
    `if(countIf(${condition}) = 0, 0, ${aggregate}OrNullIf(${of}, ${condition}))`;
  const attribute = `toFloat64OrNull(${attributeSql(feature.of ?? '')})`;
  switch (feature.take) {
    case 'count':
      return `countIf(${condition})`;
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
