import type { HistoryCheck, Manifest } from '@miaotou/contracts';
import { keptRow, quarantined } from './fates.js';
import { leapFault } from './leap-faults.js';
import { quoted } from './sql-text.js';
import { stagedRows } from './stage-sql.js';

/** An older last value says nothing of what is likely today. */
const monthsBack = 24;

/** SQL for the period of a row; a list of the whole state tells of its own period, `main`, whatever days its rows name. */
function periodOf(manifest: Manifest): string {
  if (manifest.snapshot) return '{main:Date}';
  const field = manifest.direct?.period ?? manifest.periodField;
  const instant = manifest.columns.some((column) => column.field === field && column.type === 'instant');
  const day = instant ? `toTimeZone(v_${field}, 'Asia/Shanghai')` : `v_${field}`;
  return `ifNull(toDate(${day}), {main:Date})`;
}

const indicatorOf = ({ indicator }: HistoryCheck): string =>
  typeof indicator === 'string' ? quoted(indicator) : `ifNull(v_${indicator.field}, '')`;

/** SQL for the indicators of a check as a set. */
const indicatorsOf = (check: HistoryCheck): string => {
  if (check.only !== undefined) return `(${check.only.map(quoted).join(', ')})`;
  return typeof check.indicator === 'string'
    ? `(${quoted(check.indicator)})`
    : `(SELECT DISTINCT ${indicatorOf(check)} FROM ${stagedRows} WHERE bad = 0)`;
};

/** First and last period of the rows at hand. */
export const periodEdges = (manifest: Manifest): string =>
  `SELECT toString(min(${periodOf(manifest)})) AS first, toString(max(${periodOf(manifest)})) AS last FROM ${stagedRows}
   WHERE bad = 0 HAVING count() > 0`;

/** Values of periods that any row at hand may be compared with, as known before the delivery. */
const before = (check: HistoryCheck): string => `FROM miaotou.observations
  WHERE subject_kind = 'employer' AND indicator IN ${indicatorsOf(check)}
    AND period >= subtractMonths({first:Date}, ${monthsBack}) AND period < {last:Date}
    AND observed_at <= {observedAt:DateTime64(3, 'UTC')} AND batch_id != {batchId:UInt64}`;

export const anyBefore = (check: HistoryCheck): string => `SELECT 1 AS n ${before(check)} LIMIT 1`;

/** What stands between the values in a leap's text: `value ← last (month, ×times)`. */
function leapText({ type }: Manifest['columns'][number]): string {
  const last = type === 'money' ? 'told.value / 100' : 'told.value';
  return `concat(' ← ', toString(${last}), ' (', formatDateTime(told.period, '%Y-%m'), ', ',
    if(abs(said.value) > abs(told.value), '×', '÷'), toString(round(greatest(said.value / told.value, told.value / said.value))), ')')`;
}

/** SELECT of rows whose value leaps by one check: number, field, and what is to be said of it. */
function leaps(manifest: Manifest, check: HistoryCheck): string {
  const column = manifest.columns.find(({ field }) => field === check.field);
  if (column === undefined) throw new Error(`layout ${manifest.layout} has no column ${check.field}`);
  const value = `v_${check.field}`;
  const said = `SELECT staged.n AS n, idents.subject AS subject, ${indicatorOf(check)} AS indicator, ${periodOf(manifest)} AS period,
      toFloat64(assumeNotNull(${value})) AS value
    FROM ${stagedRows} INNER JOIN idents ON staged.ident = idents.ident
    WHERE ${keptRow} AND idents.subject != '' AND abs(ifNull(${value}, 0)) >= ${check.floor}`;
  const told = `SELECT subject_id AS subject, toString(indicator) AS ofIndicator, period, argMax(value, (observed_at, batch_id)) AS value
    ${before(check)} AND subject_id IN (SELECT subject FROM idents)
    GROUP BY subject_id, indicator, period
    HAVING argMax(retracted, (observed_at, batch_id)) = 0`;
  const up = `said.value / told.value >= ${check.factor}`;
  const down = `told.value / said.value >= ${check.factor}`;
  return `SELECT said.n AS n, ${quoted(check.field)} AS field, ${leapText(column)} AS text
    FROM (${said}) AS said ASOF INNER JOIN (${told}) AS told
      ON said.subject = told.subject AND said.indicator = told.ofIndicator AND said.period > told.period
    WHERE abs(told.value) >= ${check.floor} AND (${check.part ? up : `${up} OR ${down}`})`;
}

/** SQL that holds the rows whose values leap; of each, every leap is said in its fate. */
export const holdLeaps = (manifest: Manifest, checks: readonly HistoryCheck[]): string =>
  `INSERT INTO fates SELECT n, ${quarantined}, ${leapFault}, arrayStringConcat(groupArray(concat('\\n', field, '\\t', text))) FROM (
    ${checks.map((check) => leaps(manifest, check)).join(' UNION ALL ')}) GROUP BY n`;

/** In a correction, rows of the same group that wait in quarantine for a person count for no sum. */
export const passOverWaiting = `INSERT INTO fates SELECT n, ${quarantined}, 0, '' FROM ${stagedRows}
  WHERE context = 1 AND n NOT IN (SELECT n FROM fates) AND (sheet, row) IN (
    SELECT sheet, row FROM miaotou.quarantine WHERE batch_id = {home:UInt64}
    GROUP BY sheet, row HAVING argMax(state, (changed_at, correction_id)) IN ('held', 'discarded'))`;
