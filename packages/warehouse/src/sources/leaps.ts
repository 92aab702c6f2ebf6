import type { HistoryCheck } from '@miaotou/contracts';
import { dayOf, monthStart, quarterStart } from '@miaotou/domain';
import type { StagePlan } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { Counted } from './answers.js';
import { anyBefore, holdLeaps, passOverWaiting, periodEdges } from './history-sql.js';

const Edges = z.object({ first: z.string().nullable(), last: z.string().nullable() });

/**
 * Holds kept rows whose values leap away from the employer's last ones, unless a person has confirmed them. A list of
 * the whole state tells of its own period, which `latestPeriod` gives.
 */
export async function settleLeaps(
  warehouse: Warehouse,
  { manifest, batchId, observedAt, correction, lastCycle }: StagePlan,
  latestPeriod: () => Promise<string | null>,
): Promise<void> {
  if (correction !== null && manifest.groupBy !== undefined)
    await warehouse.command(passOverWaiting, { home: correction.batchId });
  const checks = manifest.checks?.history ?? [];
  if (checks.length === 0 || correction?.confirms === true) return;
  const day = (manifest.snapshot ? await latestPeriod() : lastCycle) ?? dayOf(observedAt);
  const main = manifest.cycle.every === 'quarter' ? quarterStart(day) : monthStart(day);
  const [edges] = await warehouse.run(periodEdges(manifest), { main }, Edges);
  if (edges === undefined || edges.first === null || edges.last === null) return;
  const known = { batchId, observedAt, main, first: edges.first, last: edges.last };
  const asked: HistoryCheck[] = [];
  for (const check of checks)
    if ((await warehouse.run(anyBefore(check), known, Counted)).length > 0) asked.push(check);
  if (asked.length > 0) await warehouse.command(holdLeaps(manifest, asked), known);
}
