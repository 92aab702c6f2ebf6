/**
 * Order of versions. Of those known at the same instant the later batch counts; within a batch what one row says counts
 * more than that another takes back its own; then the later row. One number, for the engine compares numbers many times
 * faster than tuples: 41 bits of milliseconds, 41 of batch, 1 of standing, 32 of row, 13 to tell sheets apart.
 */
export const versionOrder =
  '(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(observed_at)), 87) + bitShiftLeft(toUInt128(batch_id), 46) + ' +
  'bitShiftLeft(toUInt128(1 - retracted), 45) + bitShiftLeft(toUInt128(row), 13) + cityHash64(sheet) % 8192)';

/**
 * SQL of events as known at `knownAt`, one row per event and place, newest version only, retracted ones left out.
 * A correction that moves an event writes a retraction at its old place, so that place and event together are the key.
 */
export function newestEvents(where: string, attributes: readonly string[]): string {
  const kept = attributes.length === 0 ? 'map()' : 'attributes';
  return (
    `SELECT kind, occurred_at, employer_id, event_id, version.1 AS region, version.2 AS persons, version.3 AS amount_fen, ` +
    `version.4 AS months, version.5 AS person_keys, version.6 AS attributes, version.8 AS employer_name, version.9 AS industry ` +
    `FROM (SELECT kind, occurred_at, employer_id, event_id, ` +
    `argMax((region, persons, amount_fen, months, person_keys, ${kept}, retracted, employer_name, industry), ${versionOrder}) AS version ` +
    `FROM miaotou.events WHERE ${where} AND observed_at <= {knownAt:DateTime64(3, 'UTC')} ` +
    `GROUP BY kind, occurred_at, employer_id, event_id) WHERE version.7 = 0`
  );
}

/** SQL of observations as known at `knownAt`: (subject_id, indicator, period), newest version only. */
export function newestObservations(where: string): string {
  return (
    `SELECT subject_id, indicator, period, newest_value AS value, some_region AS region FROM (` +
    `SELECT subject_id, indicator, period, argMax(value, version_order) AS newest_value, argMax(retracted, version_order) AS gone, ` +
    `any(region) AS some_region FROM (SELECT subject_id, indicator, period, value, region, retracted, ${versionOrder} AS version_order ` +
    `FROM miaotou.observations WHERE ${where} AND observed_at <= {knownAt:DateTime64(3, 'UTC')}) ` +
    `GROUP BY indicator, period, subject_id SETTINGS optimize_aggregation_in_order = 1) WHERE gone = 0`
  );
}
