import { z } from 'zod';
import { defineQuery } from '../client/index.js';

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
