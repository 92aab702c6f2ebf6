import type { Column, Manifest } from '@miaotou/contracts';
import { quoted } from './sql-text.js';

/** A check across cells of a row: SQL that is 1 where it fails, its fault, and the fields in question. */
export interface RowCheck {
  readonly fails: string;
  readonly code: 'out-of-order' | 'does-not-add-up' | 'months-unlike-period';
  readonly fields: readonly string[];
}

function columnOf({ columns, layout }: Manifest, field: string): Column {
  const found = columns.find((column) => column.field === field);
  if (found === undefined) throw new Error(`layout ${layout} has no column ${field}`);
  return found;
}

/** A cell that says the day alone stands for any hour of it. */
const dayOf = ({ field, type }: Column): string =>
  type === 'instant' ? `toDate32(toTimeZone(v_${field}, 'Asia/Shanghai'))` : `v_${field}`;

/** Three roundings meet in one difference: half of the last place, a hundredth of the unit, each. */
const roundings = 1.5;

/**
 * The checks across cells that the manifest names. `fen` is what the sheet's unit of money is worth. A missing cell
 * proves nothing.
 */
export function rowChecks(manifest: Manifest, fen: number): readonly RowCheck[] {
  const { order = [], sums = [], months = [] } = manifest.checks ?? {};
  const slack = Math.floor((fen / 100) * roundings);
  return [
    ...order.map(({ earlier, later }): RowCheck => ({
      fails: `ifNull(${dayOf(columnOf(manifest, earlier))} > ${dayOf(columnOf(manifest, later))}, 0)`,
      code: 'out-of-order',
      fields: [earlier, later],
    })),
    ...sums.map(({ total, of, less }): RowCheck => ({
      fails: `ifNull(abs(v_${of} - ${less.map((field) => `v_${field}`).join(' - ')} - v_${total}) > ${slack}, 0)`,
      code: 'does-not-add-up',
      fields: [total, of, ...less],
    })),
    ...months.map(({ months: count, from, to }): RowCheck => ({
      fails: `ifNull(v_${count} < dateDiff('month', v_${from}, v_${to}) + 1, 0)`,
      code: 'months-unlike-period',
      fields: [count, from, to],
    })),
  ];
}

/** Failed checks as entries of a row's list of faults; `cellOf` gives the cell of a field as it came. */
export const rowFaults = (checks: readonly RowCheck[], cellOf: (field: string) => string): string[] =>
  checks.map(
    ({ fails, code, fields }) =>
      `(if(${fails}, ${quoted(code)}, ''), ${quoted(fields.join(','))}, concatWithSeparator(' | ', ${fields.map(cellOf).join(', ')}))`,
  );
