import { z } from 'zod';
import { defineQuery } from '../client/index.js';

const Count = z.union([z.number(), z.string()]).transform(Number);
const Filling = z.union([z.number(), z.string()]).transform(String);

/** How many rows there are of everything that rules look at. */
export const counted = defineQuery({
  name: 'effects.counted',
  sql: `SELECT (SELECT count() FROM miaotou.observations) AS observations, (SELECT count() FROM miaotou.events) AS events,
    (SELECT count() FROM miaotou.matter_reports) AS matters, (SELECT count() FROM miaotou.watermarks) AS watermarks,
    (SELECT count() FROM miaotou.detections) AS detections`,
  params: z.object({}),
  row: z.object({
    observations: Count,
    events: Count,
    matters: Count,
    watermarks: Count,
    detections: Count,
  }),
});

/** Rows by the hour in which they became known: what comes on the hour belongs to the hour before. */
export const learned = defineQuery({
  name: 'effects.learned',
  sql: `SELECT what, toStartOfHour(subtractMilliseconds(at, 1)) AS hour, count() AS rows FROM (
    SELECT 'observations' AS what, observed_at AS at FROM miaotou.observations
    UNION ALL SELECT 'events', observed_at FROM miaotou.events
    UNION ALL SELECT 'matters', observed_at FROM miaotou.matter_reports
    UNION ALL SELECT 'detections', known_at FROM miaotou.detections) GROUP BY what, hour ORDER BY hour, what`,
  params: z.object({}),
  row: z.object({ what: z.string(), hour: z.iso.datetime(), rows: Count }),
});

export const fillings = defineQuery({
  name: 'effects.fillings',
  sql: `SELECT as_of AS at, state, argMax(filling, (filled_at, filling)) AS newest FROM miaotou.effect_moments
    WHERE rule_key = {key:String} GROUP BY at, state`,
  params: z.object({ key: z.string() }),
  row: z.object({ at: z.iso.datetime(), state: z.string(), newest: Filling }),
});

/** The row of one subject in one filling, else the row of one that has nothing. */
export const kept = defineQuery({
  name: 'effects.features',
  sql: `SELECT numbers, words FROM miaotou.effect_values
    WHERE filling = {filling:UInt64} AND subject_id IN ({subject:String}, {nobody:String}) ORDER BY subject_id = {nobody:String} LIMIT 1`,
  params: z.object({ filling: z.string(), subject: z.string(), nobody: z.string() }),
  row: z.object({
    numbers: z.array(z.number().nullable()),
    words: z.array(z.string().nullable()),
  }),
});
