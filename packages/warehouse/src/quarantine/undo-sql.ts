/**
 * SQL that takes one correction back. What the correction wrote is told by its batch and the moment at which it counts
 * as known; what somebody wrote since stands, and a second run finds nothing more to do.
 */

const version = '(observed_at, batch_id)';
const own = `({knownAt:DateTime64(3, 'UTC')}, {correction:UInt64})`;
/** Rows that a merge of employers moved away are newer than the correction and gone at their old place: they are left alone. */
const stillOwn = `lastBatch = {correction:UInt64} AND (gone = 0 OR lastAt = {knownAt:DateTime64(3, 'UTC')})`;

/** Values: as they were before the correction, or taken back where there were none. */
export const undoObservations = `INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at,
  layout, batch_id, row, sheet, content, retracted)
SELECT indicator, subject_kind, subject_id, was.1, period, was.2, {at:DateTime64(3, 'UTC')}, {layout:String}, was.4, was.5, was.6, was.7, was.3
FROM (
  SELECT indicator, subject_kind, subject_id, period, argMax(batch_id, ${version}) AS lastBatch,
    argMax(retracted, ${version}) AS gone, max(observed_at) AS lastAt,
    if(countIf(${version} < ${own}) = 0,
      argMax((region, value, toUInt8(1), batch_id, row, sheet, content), ${version}),
      argMaxIf((region, value, retracted, batch_id, row, sheet, content), ${version}, ${version} < ${own})) AS was
  FROM miaotou.observations
  WHERE layout = {layout:String} AND (indicator, subject_kind, subject_id, period) IN (
    SELECT indicator, subject_kind, subject_id, period FROM miaotou.observations WHERE layout = {layout:String} AND batch_id = {correction:UInt64})
  GROUP BY indicator, subject_kind, subject_id, period
) WHERE ${stillOwn}`;

const eventFacts = `employer_name, region, industry, persons, amount_fen, months, person_keys, attributes`;

/** The same for events, at each place in time where the correction put or took one. */
export const undoEvents = `INSERT INTO miaotou.events (kind, layout, event_id, employer_id, employer_name, region, industry, occurred_at,
  observed_at, persons, amount_fen, months, person_keys, attributes, retracted, batch_id, row, sheet)
SELECT kind, {layout:String}, event_id, employer_id, was.1, was.2, was.3, occurred_at, {at:DateTime64(3, 'UTC')},
  was.4, was.5, was.6, was.7, was.8, was.9, was.10, was.11, was.12
FROM (
  SELECT kind, occurred_at, employer_id, event_id, argMax(batch_id, ${version}) AS lastBatch,
    argMax(retracted, ${version}) AS gone, max(observed_at) AS lastAt,
    if(countIf(${version} < ${own}) = 0,
      argMax((${eventFacts}, toUInt8(1), batch_id, row, sheet), ${version}),
      argMaxIf((${eventFacts}, retracted, batch_id, row, sheet), ${version}, ${version} < ${own})) AS was
  FROM miaotou.events
  WHERE layout = {layout:String} AND event_id IN (
    SELECT event_id FROM miaotou.events WHERE layout = {layout:String} AND batch_id = {correction:UInt64})
  GROUP BY kind, occurred_at, employer_id, event_id
) WHERE ${stillOwn}`;

/** Keys: as they were before, or with a content that no row has, so that the same row delivered again is taken. */
export const undoRowVersions = `INSERT INTO miaotou.row_versions (layout, row_key, content, observed_at, batch_id, sheet, row)
SELECT {layout:String}, row_key, was.1, {at:DateTime64(3, 'UTC')}, was.2, was.3, was.4
FROM (
  SELECT row_key, max(observed_at) AS lastAt, argMax(batch_id, ${version}) AS lastBatch,
    if(countIf(${version} < ${own}) = 0,
      argMax((toUInt128(0), batch_id, sheet, row), ${version}),
      argMaxIf((content, batch_id, sheet, row), ${version}, ${version} < ${own})) AS was
  FROM miaotou.row_versions
  WHERE layout = {layout:String} AND row_key IN (
    SELECT row_key FROM miaotou.row_versions WHERE layout = {layout:String} AND batch_id = {correction:UInt64})
  GROUP BY row_key
) WHERE lastBatch = {correction:UInt64} AND lastAt = {knownAt:DateTime64(3, 'UTC')}`;

const entry = '(changed_at, correction_id)';

/** Rows whose newest version the correction wrote, as they were in the version before it. */
const entriesBefore = `SELECT sheet, row, any(layout) AS ofLayout, argMax(correction_id, ${entry}) AS lastBy,
    argMaxIf((cells, faults, state), ${entry}, correction_id != {correction:UInt64}) AS was
  FROM miaotou.quarantine WHERE batch_id = {original:UInt64} GROUP BY sheet, row
  HAVING lastBy = {correction:UInt64}`;

export const countUndone = `SELECT count() AS n FROM (${entriesBefore})`;

export const undoEntries = `INSERT INTO miaotou.quarantine (batch_id, layout, sheet, row, cells, faults, state, changed_at, changed_by, reason, correction_id)
SELECT {original:UInt64}, ofLayout, sheet, row, was.1, was.2, was.3, {at:DateTime64(3, 'UTC')}, {by:String}, {reason:String}, {undo:UInt64}
FROM (${entriesBefore})`;
