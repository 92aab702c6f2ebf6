/** Newest first decides between versions known at the same instant: a later batch, then a later row. */
const newest = '(observed_at, batch_id, row)';

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
    `argMax((region, persons, amount_fen, months, person_keys, ${kept}, retracted, employer_name, industry), ${newest}) AS version ` +
    `FROM miaotou.events WHERE ${where} AND observed_at <= {knownAt:DateTime64(3, 'UTC')} ` +
    `GROUP BY kind, occurred_at, employer_id, event_id) WHERE version.7 = 0`
  );
}

/** SQL of observations as known at `knownAt`: (subject_id, indicator, period), newest version only. */
export function newestObservations(where: string): string {
  return (
    `SELECT subject_id, indicator, period, version.1 AS value, version.2 AS region ` +
    `FROM (SELECT subject_id, indicator, period, argMax((value, region), ${newest}) AS version ` +
    `FROM miaotou.observations WHERE ${where} AND observed_at <= {knownAt:DateTime64(3, 'UTC')} ` +
    `GROUP BY indicator, period, subject_id)`
  );
}
