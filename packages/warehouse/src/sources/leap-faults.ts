import type { Manifest } from '@miaotou/contracts';
import { faultNumber } from '@miaotou/engine';
import { quoted } from './sql-text.js';

/** Number of the fault that holds a row whose value leaps. */
export const leapFault = faultNumber('unlike-before');

/** A row's leaps as entries of its list of faults; `cellOf` gives the cell of a field as it came. */
export function leapFaults(manifest: Manifest, cellOf: (field: string) => string): string[] {
  const fields = new Set((manifest.checks?.history ?? []).map(({ field }) => field));
  return [...fields].map((field) => {
    const mark = quoted(`\n${field}\t`);
    const text = `splitByChar('\\n', splitByString(${mark}, said)[2])[1]`;
    return `(if(code = ${leapFault} AND position(said, ${mark}) > 0, 'unlike-before', ''), ${quoted(field)}, concat(${cellOf(field)}, ${text}))`;
  });
}
