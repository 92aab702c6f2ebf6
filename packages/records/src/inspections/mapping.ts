import { InspectionChecklistSchema } from '@miaotou/contracts';
import { inspectionOutcomes, inspectionStates, tierOfRank } from '@miaotou/domain';
import type { Inspection } from '@miaotou/engine';
import { z } from 'zod';
import type { inspections } from './schema.js';

const Codes = z.array(z.string()).nullable();
const Stored = z.object({
  checklist: InspectionChecklistSchema,
  state: z.enum(inspectionStates),
  outcome: z.enum(inspectionOutcomes).nullable(),
});

/** An inspection as its row tells it. */
export function inspectionOf(row: typeof inspections.$inferSelect): Inspection {
  return {
    ...row,
    ...Stored.parse(row),
    tier: row.tier === null ? null : tierOfRank(row.tier),
    disputeTypes: Codes.parse(row.disputeTypes) ?? [],
    keyGroups: Codes.parse(row.keyGroups) ?? [],
  };
}
