import { monthStart, quarterStart } from '@miaotou/domain';
import type { StagePlan } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import { Counted } from './answers.js';
import { quoted } from './sql-text.js';
import { stagedRows } from './stage-sql.js';

/** Staged rows whose employer is not known for sure: with one of them, who is absent cannot be told. */
const unsureRows = `SELECT count() AS n FROM ${stagedRows} LEFT JOIN idents ON staged.ident = idents.ident
WHERE context = 0 AND (idents.subject = '' OR startsWith(idents.subject, 'pending:'))`;

/** Values that anybody has told of the period itself stand, and so does one that another layout told last. */
function absentSql(indicators: readonly string[]): string {
  // What nobody has told of for over a year is history and needs no end.
  const asked =
    `subject_kind = 'employer' AND indicator IN (${indicators.map(quoted).join(', ')}) AND period <= {period:Date} ` +
    `AND period > subtractMonths({period:Date}, 13) AND observed_at <= {observedAt:DateTime64(3, 'UTC')}`;
  // No row stands behind such a zero, and delivered rows are numbered from 1.
  return `INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at, layout, batch_id, row, sheet, retracted)
SELECT indicator, 'employer', subject_id, argMax(place, period), {period:Date}, 0, {observedAt:DateTime64(3, 'UTC')}, {layout:String}, {batchId:UInt64}, 0, '', 0
FROM (
  SELECT indicator, subject_id, period, any(region) AS place, argMax(value, (observed_at, batch_id)) AS said,
    argMax(retracted, (observed_at, batch_id)) AS gone, argMax(layout, (observed_at, batch_id)) AS teller
  FROM miaotou.observations
  WHERE ${asked} AND subject_id IN (SELECT subject_id FROM miaotou.observations WHERE ${asked} AND layout = {layout:String} AND value > 0)
    AND subject_id NOT IN (SELECT subject FROM idents)
  GROUP BY indicator, subject_id, period
)
WHERE gone = 0
GROUP BY indicator, subject_id
HAVING max(period) < {period:Date} AND argMax(said, period) > 0 AND argMax(teller, period) = {layout:String}`;
}

/**
 * Zero for employers whom an earlier list of the layout named and this one, which tells the whole state as of `latest`,
 * names no more. A part of a list, such as rows tried again, tells nothing of who is absent.
 */
export async function zeroAbsent(
  warehouse: Warehouse,
  plan: StagePlan,
  latest: string | null,
): Promise<void> {
  const { batchId, observedAt, correction } = plan;
  const { layout, cycle, zeroWhenAbsent } = plan.manifest;
  if (zeroWhenAbsent.length === 0 || correction !== null || latest === null) return;
  const [unsure] = await warehouse.run(unsureRows, {}, Counted);
  if (unsure === undefined || unsure.n > 0) return;
  const period = cycle.every === 'quarter' ? quarterStart(latest) : monthStart(latest);
  await warehouse.command(absentSql(zeroWhenAbsent), { period, observedAt, layout, batchId });
}
