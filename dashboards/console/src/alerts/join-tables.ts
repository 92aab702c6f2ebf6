import type { SourceRows } from '@miaotou/contracts';

export type DeliveredRows = SourceRows['tables'][number];

/** Pages of delivered rows put together again, delivery by delivery. */
export function joinTables(pages: readonly SourceRows[]): readonly DeliveredRows[] {
  const joined = new Map<string, DeliveredRows>();
  for (const table of pages.flatMap(({ tables }) => tables)) {
    const before = joined.get(table.batchId);
    joined.set(
      table.batchId,
      before === undefined ? table : { ...before, rows: [...before.rows, ...table.rows] },
    );
  }
  return [...joined.values()];
}
