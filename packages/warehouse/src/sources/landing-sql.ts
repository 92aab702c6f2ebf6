import { quoted } from './sql-text.js';

/** SQL that writes the state of rows of the quarantine; `rows` is a table or subquery of staged rows. */
export function quarantineRows(faults: string, state: 'open' | 'corrected', rows: string): string {
  return `INSERT INTO miaotou.quarantine (batch_id, layout, sheet, row, cells, faults, state, changed_at, changed_by, reason)
     SELECT {home:UInt64}, {layout:String}, sheet, row, cells, ${faults}, ${quoted(state)}, {observedAt:DateTime64(3, 'UTC')}, {by:String}, {reason:String}
     FROM ${rows} WHERE context = 0`;
}
