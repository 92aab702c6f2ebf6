import { askingFaults } from '@miaotou/engine';
import { quoted } from './sql-text.js';

/** A row is held when every one of its faults only asks whether the value is right. */
const waitingState = (faults: string): string =>
  `if(notEmpty(${faults}) AND arrayAll(f -> f.1 IN (${askingFaults.map(quoted).join(', ')}), ${faults}), 'held', 'open')`;

/** SQL that writes a version of rows of the quarantine; `rows` is a table or subquery of staged rows. */
export function quarantineRows(faults: string, state: 'open' | 'corrected', rows: string): string {
  return `INSERT INTO miaotou.quarantine (batch_id, layout, sheet, row, cells, faults, state, changed_at, changed_by, reason, correction_id)
     SELECT {home:UInt64}, {layout:String}, sheet, row, cells, ${faults} AS said_faults, ${state === 'open' ? waitingState('said_faults') : quoted(state)},
       {observedAt:DateTime64(3, 'UTC')}, {by:String}, {reason:String}, if({home:UInt64} = {batchId:UInt64}, 0, {batchId:UInt64})
     FROM ${rows} WHERE context = 0`;
}
