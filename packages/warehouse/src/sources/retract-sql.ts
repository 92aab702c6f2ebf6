/**
 * What corrected rows said before and the newer delivery says no more, taken back at its old place. The newest row of
 * a place tells whether it stands; the new delivery's own rows are there already.
 */
export const retractEvents = `INSERT INTO miaotou.events (kind, layout, event_id, employer_id, employer_name, region, industry, occurred_at,
  observed_at, persons, amount_fen, months, person_keys, attributes, retracted, batch_id, row, sheet)
SELECT kind, {layout:String}, event_id, employer_id, name, place, trade, occurred_at, {observedAt:DateTime64(3, 'UTC')},
  NULL, NULL, NULL, [], map(), 1, {batchId:UInt64}, source_row, source_sheet
FROM (
  SELECT kind, occurred_at, employer_id, event_id,
    argMax(retracted, (observed_at, batch_id)) AS gone, argMax(batch_id, (observed_at, batch_id)) AS source_batch,
    argMax(row, (observed_at, batch_id)) AS source_row, argMax(sheet, (observed_at, batch_id)) AS source_sheet,
    any(employer_name) AS name, any(region) AS place, any(industry) AS trade
  FROM miaotou.events
  WHERE layout = {layout:String} AND observed_at <= {observedAt:DateTime64(3, 'UTC')}
  GROUP BY kind, occurred_at, employer_id, event_id
)
WHERE gone = 0 AND source_batch != {batchId:UInt64}
  AND ((source_batch, source_sheet, source_row) IN (SELECT batch_id, sheet, row FROM corrected)
    OR event_id IN (SELECT event_id FROM miaotou.events WHERE layout = {layout:String} AND batch_id = {batchId:UInt64}))`;

/** The same for values. */
export const retractObservations = `INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at,
  layout, batch_id, row, sheet, retracted)
SELECT indicator, subject_kind, subject_id, place, period, last_value, {observedAt:DateTime64(3, 'UTC')}, {layout:String}, {batchId:UInt64},
  source_row, source_sheet, 1
FROM (
  SELECT indicator, subject_kind, subject_id, period, any(region) AS place,
    argMax(value, (observed_at, batch_id)) AS last_value, argMax(retracted, (observed_at, batch_id)) AS gone,
    argMax(batch_id, (observed_at, batch_id)) AS source_batch, argMax(row, (observed_at, batch_id)) AS source_row,
    argMax(sheet, (observed_at, batch_id)) AS source_sheet
  FROM miaotou.observations
  WHERE layout = {layout:String} AND observed_at <= {observedAt:DateTime64(3, 'UTC')}
  GROUP BY indicator, subject_kind, subject_id, period
)
WHERE gone = 0 AND (source_batch, source_sheet, source_row) IN (SELECT batch_id, sheet, row FROM corrected)`;
