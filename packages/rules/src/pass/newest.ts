import { sqlText } from '../expression/index.js';
import { revisedTable } from './pass.js';

/**
 * Order of versions. Of those known at the same instant the later batch counts; within a batch what one row says counts
 * more than that another takes back its own; then the later row. One number, for the engine compares numbers many times
 * faster than tuples: 41 bits of milliseconds, 41 of batch, 1 of standing, 32 of row, 13 to tell sheets apart.
 */
export const versionOrder =
  '(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(observed_at)), 87) + bitShiftLeft(toUInt128(batch_id), 46) + ' +
  'bitShiftLeft(toUInt128(1 - retracted), 45) + bitShiftLeft(toUInt128(row), 13) + cityHash64(sheet) % 8192)';

const known = "observed_at <= {knownAt:DateTime64(3, 'UTC')}";

/**
 * SQL of events as known at `knownAt`, one row per event and place, newest version only, retracted ones left out.
 * A correction that moves an event writes a retraction at its old place, so that place and event together are the key.
 */
export function newestEvents(where: string, attributes: readonly string[]): string {
  const given =
    'kind, occurred_at, employer_id, event_id, region, persons, amount_fen, months, person_keys, employer_name, industry' +
    (attributes.length === 0 ? '' : ', attributes');
  // Sorted and not aggregated: whole rows as states of an aggregation cost several times more.
  return (
    `SELECT ${given} FROM (SELECT ${given}, retracted FROM miaotou.events WHERE ${where} AND ${known} ` +
    `ORDER BY ${versionOrder} DESC LIMIT 1 BY kind, occurred_at, employer_id, event_id) WHERE retracted = 0`
  );
}

/**
 * What `revised` names a subject by: a number is looked up much faster than a text, and of two subjects with the same
 * number both are put in order.
 */
const subjectNumber = 'cityHash64(subject_id)';

/**
 * SQL of the subjects with a value that was corrected or taken back, possibly with some more. Each indicator and month
 * has a bit: no two months are less than 28 days apart, so values of equal bits and more values than bits mean that a
 * value may be there twice. `places`: first bit of each indicator; what lies beyond the 64th shares bits.
 */
export function revisedSubjects(where: string, places: ReadonlyMap<string, number>): string {
  const place = [...places]
    .map(([indicator, first]) => `indicator = ${sqlText(indicator)}, ${first}`)
    .join(', ');
  const bit = `bitShiftLeft(toUInt64(1), (multiIf(${place}, 0) + intDiv(toUInt16(period), 28)) % 64)`;
  return (
    `SELECT ${subjectNumber} AS subject FROM miaotou.observations WHERE ${where} AND ${known} ` +
    `GROUP BY subject HAVING max(retracted) = 1 OR bitCount(groupBitOr(${bit})) < count()`
  );
}

/**
 * SQL of observations as known at `knownAt`: (subject_id, indicator, period, value, region), newest version only. Only
 * those of the subjects in the table `revised` are put in order, for that costs several times what reading them does.
 */
export function newestObservations(where: string): string {
  const revised = `${subjectNumber} IN (SELECT subject FROM ${revisedTable})`;
  return (
    `SELECT subject_id, indicator, period, value, region FROM miaotou.observations WHERE ${where} AND ${known} AND NOT ${revised} ` +
    `UNION ALL SELECT subject_id, indicator, period, newest_value AS value, some_region AS region FROM (` +
    `SELECT subject_id, indicator, period, argMax(value, version) AS newest_value, argMax(retracted, version) AS gone, any(region) AS some_region ` +
    `FROM (SELECT subject_id, indicator, period, value, region, retracted, ${versionOrder} AS version ` +
    `FROM miaotou.observations WHERE ${where} AND ${known} AND ${revised}) ` +
    `GROUP BY subject_id, indicator, period) WHERE gone = 0`
  );
}
