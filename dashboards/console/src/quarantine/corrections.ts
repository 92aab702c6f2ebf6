import type { CellFault, QuarantineRow } from '@miaotou/contracts';

/** Cells that the reader changed, by row and place in the row. */
export type Corrections = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** A row's name in the whole work-list. */
export function rowKey({ batchId, sheet, row }: Pick<QuarantineRow, 'batchId' | 'sheet' | 'row'>): string {
  return `${batchId}\u0000${sheet}\u0000${row}`;
}

/** The cell as it stands now: corrected, or as delivered. */
export function cellNow(row: QuarantineRow, at: number, corrections: Corrections): string {
  return corrections.get(rowKey(row))?.get(at) ?? row.cells[at] ?? '';
}

/** Notes one corrected cell; a cell set back to what was delivered is no correction. */
export function correct(corrections: Corrections, row: QuarantineRow, at: number, text: string): Corrections {
  const next = new Map(corrections);
  const cells = new Map(next.get(rowKey(row)));
  if (text === (row.cells[at] ?? '')) cells.delete(at);
  else cells.set(at, text);
  if (cells.size === 0) next.delete(rowKey(row));
  else next.set(rowKey(row), cells);
  return next;
}

/** The full cells to run again, in file order, as long as the header even where the delivered row was short. */
export function correctedCells(row: QuarantineRow, corrections: Corrections): string[] {
  const length = Math.max(row.headers.length, row.cells.length);
  return Array.from({ length }, (_, at) => cellNow(row, at, corrections));
}

/** How many cells were changed in all. */
export function changedCells(corrections: Corrections): number {
  return [...corrections.values()].reduce((sum, cells) => sum + cells.size, 0);
}

/** Places of the cells that have faults, each with its faults; a fault of several columns stands at each of them. */
export function faultsByPlace({ headers, faults }: QuarantineRow): ReadonlyMap<number, readonly CellFault[]> {
  const found = new Map<number, CellFault[]>();
  for (const fault of faults) {
    for (const header of fault.header.split('、')) {
      const at = headers.indexOf(header);
      if (at >= 0) found.set(at, [...(found.get(at) ?? []), fault]);
    }
  }
  return found;
}

/** Rows by the delivery that brought them, since each delivery is corrected by itself. */
export function byBatch(rows: readonly QuarantineRow[]): ReadonlyMap<string, readonly QuarantineRow[]> {
  const found = new Map<string, QuarantineRow[]>();
  for (const row of rows) found.set(row.batchId, [...(found.get(row.batchId) ?? []), row]);
  return found;
}
