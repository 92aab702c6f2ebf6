/** Newest standing values of one subject, written again under another. Rows already moved stand no more, so a second run moves nothing. */
const standingObservations = `SELECT indicator, subject_kind, period, layout AS from_layout,
    argMax(region, (observed_at, batch_id)) AS place, argMax(value, (observed_at, batch_id)) AS last_value,
    argMax(retracted, (observed_at, batch_id)) AS gone, argMax(batch_id, (observed_at, batch_id)) AS source_batch,
    argMax(row, (observed_at, batch_id)) AS source_row, argMax(sheet, (observed_at, batch_id)) AS source_sheet,
    argMax(content, (observed_at, batch_id)) AS said
  FROM miaotou.observations WHERE subject_kind = 'employer' AND subject_id = {from:String} GROUP BY indicator, subject_kind, period, layout`;

/**
 * The new place first and the old one last: a stop in between leaves the old rows standing, so the next run does it all
 * again, and rows written twice are one version.
 */
export const moveObservations = (
  target: 'new' | 'old',
): string => `INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at, layout, batch_id, row, sheet, content, retracted)
SELECT indicator, subject_kind, ${target === 'new' ? '{to:String}, {region:String}' : '{from:String}, place'}, period, last_value, {at:DateTime64(3, 'UTC')},
  from_layout, source_batch, source_row, source_sheet, said, ${target === 'new' ? 0 : 1}
FROM (${standingObservations}) WHERE gone = 0`;

const standingEvents = `SELECT kind, occurred_at, event_id, layout AS from_layout,
    argMax((region, industry, persons, amount_fen, months), (observed_at, batch_id)) AS facts,
    argMax(employer_name, (observed_at, batch_id)) AS name, argMax(person_keys, (observed_at, batch_id)) AS people,
    argMax(attributes, (observed_at, batch_id)) AS said, argMax(retracted, (observed_at, batch_id)) AS gone,
    argMax(batch_id, (observed_at, batch_id)) AS source_batch, argMax(row, (observed_at, batch_id)) AS source_row,
    argMax(sheet, (observed_at, batch_id)) AS source_sheet
  FROM miaotou.events WHERE employer_id = {from:String} GROUP BY kind, occurred_at, event_id, layout`;

export const moveEvents = (
  target: 'new' | 'old',
): string => `INSERT INTO miaotou.events (kind, layout, event_id, employer_id, employer_name, region, industry, occurred_at, observed_at,
  persons, amount_fen, months, person_keys, attributes, retracted, batch_id, row, sheet)
SELECT kind, from_layout, event_id, ${target === 'new' ? '{to:String}, {name:String}' : '{from:String}, name'}, facts.1, facts.2, occurred_at,
  {at:DateTime64(3, 'UTC')}, facts.3, facts.4, facts.5, people, said, ${target === 'new' ? 0 : 1}, source_batch, source_row, source_sheet
FROM (${standingEvents}) WHERE gone = 0`;

/** Batches whose rows stand under a subject. */
export const batchesOf = `SELECT DISTINCT batch_id AS batchId FROM (
  SELECT batch_id FROM miaotou.observations WHERE subject_kind = 'employer' AND subject_id = {from:String}
  UNION ALL SELECT batch_id FROM miaotou.events WHERE employer_id = {from:String}
) ORDER BY batchId`;
