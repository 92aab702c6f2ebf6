import type { Manifest } from '@miaotou/contracts';
import { quoted } from './sql-text.js';
import { stagedRows } from './stage-sql.js';

/** SQL that keeps the values of a direct layout just as they were staged; `keptRow` tells which rows are kept. */
export function directValues(direct: NonNullable<Manifest['direct']>, keptRow: string): string {
  const indicator =
    typeof direct.indicator === 'string'
      ? quoted(direct.indicator)
      : `assumeNotNull(v_${direct.indicator.field})`;
  return `INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at, layout, batch_id, row, sheet, retracted)
     SELECT ${indicator}, 'employer', idents.subject, idents.region, toDate(assumeNotNull(v_${direct.period})), toFloat64(assumeNotNull(v_${direct.value})),
       {observedAt:DateTime64(3, 'UTC')}, {layout:String}, {batchId:UInt64}, row, sheet, 0
     FROM ${stagedRows} INNER JOIN idents ON staged.ident = idents.ident
     WHERE ${keptRow} AND isNotNull(v_${direct.value}) AND isNotNull(v_${direct.period}) AND idents.subject != ''`;
}

/** SQL that writes the state of rows of the quarantine; `rows` is a table or subquery of staged rows. */
export function quarantineRows(faults: string, state: 'open' | 'corrected', rows: string): string {
  return `INSERT INTO miaotou.quarantine (batch_id, layout, sheet, row, cells, faults, state, changed_at, changed_by, reason)
     SELECT {home:UInt64}, {layout:String}, sheet, row, cells, ${faults}, ${quoted(state)}, {observedAt:DateTime64(3, 'UTC')}, {by:String}, {reason:String}
     FROM ${rows} WHERE context = 0`;
}
