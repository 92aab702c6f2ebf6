import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mark } from '@miaotou/engine';
import { HighWater } from './high-water.js';

/** What a pull by a query with `>= :mark` delivers. */
function pull(table: readonly (readonly [string, string])[], mark: Mark | null) {
  const from = mark?.value ?? '0';
  const water = new HighWater(mark);
  const rows = table
    .filter(([at]) => at >= from)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .filter((row) => water.isNew(row, row[0]));
  return { rows, next: water.next() };
}

test('however rows are written with rising or equal marks, each is delivered exactly once', () => {
  const steps = fc.array(fc.array(fc.nat({ max: 2 }), { maxLength: 5 }), { maxLength: 8 });
  fc.assert(
    fc.property(steps, (batches) => {
      const table: [string, string][] = [];
      const delivered: string[] = [];
      let at = 10;
      let mark: Mark | null = null;
      for (const batch of batches) {
        for (const rise of batch) {
          at += rise;
          table.push([String(at), `row ${table.length}`]);
        }
        const { rows, next } = pull(table, mark);
        delivered.push(...rows.map(([, name]) => name));
        // What is remembered goes through the records as JSON.
        if (rows.length > 0) mark = JSON.parse(JSON.stringify(next)) as Mark;
      }
      expect(delivered.toSorted()).toEqual(table.map(([, name]) => name).toSorted());
    }),
  );
});
