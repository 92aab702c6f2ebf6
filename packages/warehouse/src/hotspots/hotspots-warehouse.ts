import { detectionMeasures, hotspotWeeks } from '@miaotou/contracts';
import { scanAbstentions } from '@miaotou/engine';
import type { HotspotsWarehouse } from '@miaotou/engine';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';
import type { Warehouse } from '../client/index.js';

const Whole = z.coerce.number().int();
const Regions = z.array(z.object({ region: z.string(), observed: Whole }));
const Clusters = z.array(
  z.object({
    members: z.array(z.object({ region: z.string(), observed: Whole, expected: z.number() })),
    since: z.iso.date(),
    observed: Whole,
    expected: z.number(),
    relativeRisk: z.number().nullable(),
    p: z.number(),
  }),
);
const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);

/** The newest scan of a measure over so many weeks, as known at a moment. */
const newestScan = defineQuery({
  name: 'hotspots.newest',
  sql: `SELECT measure, weeks, from_day AS fromDay, through_day AS throughDay, cases, replicates, significance, abstained, regions, clusters,
  fingerprint, judged_at AS judgedAt
FROM miaotou.hotspots WHERE measure = {measure:String} AND weeks = {weeks:UInt8} AND known_at <= {knownAt:DateTime64(3, 'UTC')}
ORDER BY known_at DESC, judged_at DESC LIMIT 1`,
  params: z.object({ measure: z.enum(detectionMeasures), weeks: z.number().int(), knownAt: z.date() }),
  row: z.object({
    measure: z.enum(detectionMeasures),
    weeks: z.literal([...hotspotWeeks]),
    fromDay: z.iso.date(),
    throughDay: z.iso.date(),
    cases: Whole,
    replicates: Whole,
    significance: z.number(),
    abstained: z.union([z.enum(scanAbstentions), z.literal('')]),
    regions: json(Regions),
    clusters: json(Clusters),
    fingerprint: z.string(),
    judgedAt: z.coerce.date(),
  }),
});

/** Scans for hotspots, over the warehouse. */
export function createHotspotsWarehouse(warehouse: Warehouse): HotspotsWarehouse {
  return {
    async newest(measure, weeks, knownAt) {
      const [row] = await warehouse.query(newestScan, { measure, weeks, knownAt });
      if (row === undefined) return null;
      const { fromDay, throughDay, abstained, ...scan } = row;
      return { ...scan, from: fromDay, through: throughDay, abstained: abstained === '' ? null : abstained };
    },
    async append(scan, { runId, knownAt, judgedAt }) {
      const { from, through, abstained, regions, clusters, ...rest } = scan;
      await warehouse.insert('miaotou.hotspots', [
        {
          ...rest,
          from_day: from,
          through_day: through,
          abstained: abstained ?? '',
          regions: JSON.stringify(regions),
          clusters: JSON.stringify(clusters),
          known_at: knownAt,
          judged_at: judgedAt,
          run_id: runId,
        },
      ]);
    },
  };
}
