import { kindsOf } from '@miaotou/contracts';
import type {
  Comparisons,
  EventCount,
  EventFeature,
  EventFilter,
  Feature,
  FieldFeature,
} from '@miaotou/contracts';
import { sqlNumber, sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import type { Window } from '../rule/index.js';
import { earlierWindows } from './earlier-windows.js';
import { instantInside, windowStart } from './windows.js';

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

/** Measures that an event has besides its attributes, by the name that a rule calls them. */
const measures: Readonly<Record<string, string>> = {
  persons: 'persons',
  months: 'months',
  amountFen: 'amount_fen',
};
const places: readonly string[] = ['region', 'industry'];

/** SQL that reads an attribute of an event row as text, '' where it has none. */
export function attributeSql(attribute: string): string {
  const measure = measures[attribute];
  if (measure !== undefined) return `ifNull(toString(${measure}), '')`;
  return places.includes(attribute) ? attribute : `attributes[${sqlText(attribute)}]`;
}

/** SQL that reads an attribute of an event row as a number, NULL where it has none. */
export function numberSql(attribute: string): string {
  const measure = measures[attribute];
  return measure === undefined ? `toFloat64OrNull(${attributeSql(attribute)})` : `toFloat64(${measure})`;
}

/** SQL of comparisons of a number, all of which must hold; NULL where the number is. */
export function comparedSql(number: string, comparisons: Comparisons): string {
  return Object.entries(comparisons)
    .flatMap(([operator, limit]) =>
      limit === undefined ? [] : `${number} ${operator === '==' ? '=' : operator} ${sqlNumber(limit)}`,
    )
    .join(' AND ');
}

const listSql = (texts: string | readonly string[]): string => [texts].flat().map(sqlText).join(', ');

function testSql(attribute: string, wanted: EventFilter[string]): string {
  const text = attributeSql(attribute);
  if (typeof wanted === 'string' || Array.isArray(wanted)) return `${text} IN (${listSql(wanted)})`;
  if ('not' in wanted) return `(${text} != '' AND ${text} NOT IN (${listSql(wanted.not)}))`;
  const number = numberSql(attribute);
  return `ifNull(isFinite(${number}) AND ${comparedSql(number, wanted)}, false)`;
}

/** SQL of a filter on an event's attributes; never NULL. */
export function whereSql(where: EventFilter | undefined): string {
  const tests = Object.entries(where ?? {}).map(([attribute, wanted]) => testSql(attribute, wanted));
  return tests.length === 0 ? 'true' : tests.join(' AND ');
}

/** Attributes that a feature reads besides what every event has. */
export function attributesOf(feature: Feature): readonly string[] {
  if (!('event' in feature)) return [];
  return [...Object.keys(feature.where ?? {}), ...(feature.of === undefined ? [] : [feature.of])];
}

/** What `change` and `difference` of a feature compare. */
export function countedBy({ of }: EventFeature): EventCount {
  const counts: readonly EventCount[] = ['count', 'matters', 'persons', 'distinctPersons', 'amount'];
  return counts.find((one) => one === of) ?? 'count';
}

/** Whether a feature needs to know which reports tell of one quarrel. */
export function needsMatters(feature: EventFeature): boolean {
  const compared = feature.take === 'change' || feature.take === 'difference';
  return (
    feature.take === 'matters' ||
    feature.take === 'reportsPerMatter' ||
    (compared && countedBy(feature) === 'matters')
  );
}

/** A happening whose source does not say how many people took part had at least one. */
const people = 'ifNull(persons, 1)';

/** SQL of the condition that an event is of a kind that a feature looks at. */
export const kindSql = (feature: EventFeature): string => `kind IN (${listSql(kindsOf(feature))})`;

/** SQL of the condition that an event is one that a feature looks at, at whichever time. */
function asked(feature: EventFeature): string {
  return `${kindSql(feature)} AND ${whereSql(feature.where)}`;
}

/** SQL of the condition that an event counts for a feature; its window is left out where `asOf` is null. */
export function eventCondition(feature: EventFeature, asOf: string | null): string {
  const inside = asOf === null ? '' : ` AND ${instantInside(windowOf(feature.window), 'occurred_at', asOf)}`;
  return `(${asked(feature)}${inside})`;
}

/** SQL of the conditions that an event counts in each of the windows that a feature is put against. */
export function earlierConditions(feature: EventFeature, asOf: string): readonly string[] {
  const inside = (before: Window): string =>
    instantInside(windowOf(feature.window), 'occurred_at', windowStart(before, asOf));
  return earlierWindows(feature).map((before) => `(${asked(feature)} AND ${inside(before)})`);
}

const measured = (aggregate: string, of: string, condition: string): string =>
  `if(countIf(${condition}) = 0, 0, ${aggregate}OrNullIf(${of}, ${condition}))`;

function countSql(counted: EventCount, condition: string): string {
  switch (counted) {
    case 'count':
      return `countIf(${condition})`;
    case 'matters':
      return `uniqExactIf(matter, ${condition})`;
    case 'persons':
      return `sumIf(${people}, ${condition})`;
    case 'distinctPersons':
      // Whoever is known by a key counts once; those of an event beyond its keys count by number.
      return `uniqExactArrayIf(person_keys, ${condition}) + sumIf(greatest(toInt64(${people}) - length(person_keys), 0), ${condition})`;
    case 'amount':
      return measured('sum', 'amount_fen', condition);
  }
}

/** SQL of a feature over one subject's events: those of its window fulfil `condition`, those of earlier ones `earlier`. */
export function eventSql(
  feature: EventFeature,
  condition: string,
  earlier: readonly string[],
  asOf: string,
): string {
  const attribute = numberSql(feature.of ?? '');
  switch (feature.take) {
    case 'count':
    case 'matters':
    case 'persons':
    case 'distinctPersons':
    case 'amount':
      return countSql(feature.take, condition);
    case 'reportsPerMatter':
      return `arrayMax(sumMapIf([matter], [toUInt64(1)], ${condition}).2)`;
    case 'maxPersons':
      return measured('max', people, condition);
    case 'maxMonths':
      return measured('max', 'months', condition);
    case 'sum':
      return measured('sum', attribute, condition);
    case 'max':
      return measured('max', attribute, condition);
    case 'min':
      return `minOrNullIf(${attribute}, ${condition})`;
    case 'mean':
      return `avgOrNullIf(${attribute}, ${condition})`;
    case 'any':
      return `countIf(${condition}) > 0`;
    case 'daysSince':
      return `floor(dateDiff('second', maxOrNullIf(occurred_at, ${condition}), ${asOf}) / 86400)`;
    case 'change':
    case 'difference': {
      const counted = countedBy(feature);
      const before = `((${earlier.map((one) => countSql(counted, one)).join(' + ')}) / ${sqlNumber(earlier.length)})`;
      const more = `(${countSql(counted, condition)} - ${before})`;
      return feature.take === 'difference' ? more : `(${more} / nullIf(${before}, 0))`;
    }
  }
}

/** SQL of a field of one event; NULL where the event does not say it. */
export function fieldSql({ field, type }: FieldFeature): string {
  if (measures[field] !== undefined) return numberSql(field);
  const attribute = attributeSql(field);
  if (places.includes(field) || type === 'string') return `nullIf(${attribute}, '')`;
  if (type === 'bool') return `multiIf(${attribute} = 'true', true, ${attribute} = 'false', false, NULL)`;
  return `toFloat64OrNull(${attribute})`;
}
