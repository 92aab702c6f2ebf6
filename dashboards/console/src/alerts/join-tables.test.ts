import { expect, it } from 'vitest';
import type { SourceRows } from '@miaotou/contracts';
import { joinTables } from './join-tables.js';

const page = (batchId: string, rows: readonly number[]): SourceRows => ({
  total: 3,
  tables: [
    {
      batchId,
      fileName: `${batchId}.csv`,
      layout: { zh: '版式', en: 'layout' },
      receivedAt: '2026-11-01T00:00:00Z',
      headers: ['甲'],
      rows: rows.map((row) => ({ sheet: '', row, cells: [String(row)] })),
    },
  ],
});

it('puts the pages of one delivery into one table and keeps deliveries apart', () => {
  const joined = joinTables([page('a', [1, 2]), page('b', [7]), page('a', [3])]);
  expect(joined.map(({ batchId, rows }) => [batchId, rows.map(({ row }) => row)])).toEqual([
    ['a', [1, 2, 3]],
    ['b', [7]],
  ]);
});
