import { periodStart } from '@miaotou/domain';
import type { StagePlan } from '@miaotou/engine';
import { stagedRows } from './stage-sql.js';

const startOf = {
  day: (day: string) => day,
  week: (day: string) => `toMonday(${day})`,
  month: (day: string) => `toStartOfMonth(${day})`,
  quarter: (day: string) => `toStartOfQuarter(${day})`,
} as const;

/**
 * Writes which periods the staged delivery tells of, by town. A list of the whole state tells of its own period alone,
 * whatever days its rows name. Null for a layout without cycle, which owes no period.
 */
export function deliveredPeriods(
  plan: StagePlan,
  completeThrough: string,
): { readonly sql: string; readonly parameters: Record<string, unknown> } | null {
  const { manifest, batchId, observedAt, correction } = plan;
  const { every } = manifest.cycle;
  if (every === 'none') return null;
  const field = `v_${manifest.periodField}`;
  const instant = manifest.columns.some(
    (column) => column.field === manifest.periodField && column.type === 'instant',
  );
  const day = instant ? `toDate(toTimeZone(${field}, 'Asia/Shanghai'))` : `toDate(${field})`;
  // A day that was not over when the delivery came is a slip of the keyboard.
  const own = '{main:Date}';
  const said = `if(ifNull(${day}, ${own}) > {through:Date}, ${own}, ifNull(${day}, ${own}))`;
  const period = manifest.snapshot ? own : startOf[every](said);
  return {
    sql: `INSERT INTO miaotou.deliveries (source, layout, office, region, period, rows, main, observed_at, batch_id)
      SELECT {source:String}, {layout:String}, {office:String}, idents.region AS town, told, sum(tellings),
        ${correction === null ? `told = ${own}` : '0'}, {observedAt:DateTime64(3, 'UTC')}, {batchId:UInt64}
      FROM (
        SELECT ident, ${period} AS told, count() AS tellings FROM ${stagedRows}
        WHERE context = 0 AND n NOT IN (SELECT n FROM fates WHERE fate = 1) GROUP BY ident, told
      ) AS tells LEFT JOIN idents ON tells.ident = idents.ident
      GROUP BY town, told`,
    parameters: {
      source: manifest.source,
      layout: manifest.layout,
      office: manifest.office.code,
      main: periodStart(every, completeThrough),
      through: completeThrough,
      observedAt,
      batchId,
    },
  };
}
