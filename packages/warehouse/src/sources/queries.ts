import { z } from 'zod';
import { defineQuery } from '../client/index.js';

const state = z.enum(['open', 'corrected', 'discarded']);
const fault = z.object({ code: z.string(), field: z.string(), value: z.string() });
export const QuarantineRowSchema = z.object({
  sheet: z.string(),
  row: z.number(),
  cells: z.array(z.string()),
  faults: z.array(fault),
  state,
});

/** A quarantined row as its newest entry has it. */
const newest = `SELECT sheet, row, argMax(cells, changed_at) AS cells, argMax(faults, changed_at) AS faults,
    toString(argMax(state, changed_at)) AS state
  FROM miaotou.quarantine WHERE batch_id = {batchId:UInt64} GROUP BY sheet, row`;

export const quarantinedRows = defineQuery({
  name: 'sources.quarantinedRows',
  sql: `SELECT *, count() OVER () AS total FROM (${newest})
    WHERE ({state:String} = '' OR state = {state:String})
      AND ({reason:String} = '' OR arrayExists(f -> f.code = {reason:String}, faults))
    ORDER BY sheet, row LIMIT {size:UInt32} OFFSET {skip:UInt64}`,
  params: z.object({
    batchId: z.number(),
    state: z.string(),
    reason: z.string(),
    size: z.number(),
    skip: z.number(),
  }),
  row: QuarantineRowSchema.extend({ total: z.coerce.number() }),
});

export const quarantinedAt = defineQuery({
  name: 'sources.quarantinedAt',
  sql: `SELECT * FROM (${newest}) WHERE (sheet, row) IN arrayZip({sheets:Array(String)}, {rows:Array(UInt32)}) ORDER BY sheet, row`,
  params: z.object({ batchId: z.number(), sheets: z.array(z.string()), rows: z.array(z.number()) }),
  row: QuarantineRowSchema,
});

export const quarantineReasons = defineQuery({
  name: 'sources.quarantineReasons',
  sql: `SELECT f.code AS code, f.field AS field, count() AS rows FROM (${newest}) ARRAY JOIN faults AS f
    WHERE state = 'open' GROUP BY code, field ORDER BY rows DESC, code, field`,
  params: z.object({ batchId: z.number() }),
  row: z.object({ code: z.string(), field: z.string(), rows: z.coerce.number() }),
});

export const newestWatermarks = defineQuery({
  name: 'sources.newestWatermarks',
  sql: `SELECT layout, toString(max(complete_through)) AS completeThrough FROM miaotou.watermarks
    WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY layout`,
  params: z.object({ knownAt: z.date() }),
  row: z.object({ layout: z.string(), completeThrough: z.string() }),
});

export const rowsOfSubjects = defineQuery({
  name: 'sources.rowsOfSubjects',
  sql: `SELECT subject, uniqExact(batch_id, sheet, row) AS rows FROM (
      SELECT subject_id AS subject, batch_id, sheet, row FROM miaotou.observations
      WHERE subject_kind = 'employer' AND subject_id IN {subjects:Array(String)}
      UNION ALL
      SELECT employer_id AS subject, batch_id, sheet, row FROM miaotou.events WHERE employer_id IN {subjects:Array(String)}
    ) GROUP BY subject`,
  params: z.object({ subjects: z.array(z.string()) }),
  row: z.object({ subject: z.string(), rows: z.coerce.number() }),
});
