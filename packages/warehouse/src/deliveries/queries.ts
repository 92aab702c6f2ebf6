import { eventKinds } from '@miaotou/domain';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';

const Known = z.object({ knownAt: z.date(), without: z.string() });
const known = `observed_at <= {knownAt:DateTime64(3, 'UTC')} AND batch_id != {without:UInt64}`;
const Part = z.object({
  layout: z.string(),
  batchId: z.coerce.number(),
  period: z.iso.date(),
  region: z.string(),
  rows: z.coerce.number(),
  main: z.coerce.boolean(),
  observedAt: z.coerce.date(),
});

/** Which periods each delivery told of, all towns together. */
export const deliveredPeriods = defineQuery({
  name: 'deliveries.periods',
  sql: `SELECT layout, batch_id AS batchId, period, '' AS region, sum(rows) AS rows, max(main) AS main, max(observed_at) AS observedAt
FROM miaotou.deliveries WHERE ${known} GROUP BY layout, batchId, period ORDER BY layout, period, batchId`,
  params: Known,
  row: Part,
});

/** Which periods each delivery told of, by town. */
export const deliveredTowns = defineQuery({
  name: 'deliveries.towns',
  sql: `SELECT layout, batch_id AS batchId, period, region, sum(rows) AS rows, max(main) AS main, max(observed_at) AS observedAt
FROM miaotou.deliveries WHERE ${known} GROUP BY layout, batchId, period, region ORDER BY layout, period, batchId, region`,
  params: Known,
  row: Part,
});

/** Which layout tells of which kinds of event. */
export const kindsOfLayouts = defineQuery({
  name: 'deliveries.kinds',
  sql: `SELECT layout, kind FROM miaotou.events WHERE layout IN {layouts:Array(String)} GROUP BY layout, kind ORDER BY layout, kind`,
  params: z.object({ layouts: z.array(z.string()) }),
  row: z.object({ layout: z.string(), kind: z.enum(eventKinds) }),
});
