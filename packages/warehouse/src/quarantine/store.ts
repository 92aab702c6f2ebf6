import type { QuarantineEntry, QuarantineStore, Wanted } from '@miaotou/engine';
import type { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import {
  quarantineGroups,
  quarantinedAt,
  quarantinedRows,
  rowVersions,
  waitingPlaces,
  waitingSince,
} from './queries.js';
import type { NewestRow, WantedParams } from './queries.js';

function paramsOf({ batchId = 0, layouts, reason, field, value, state, before }: Wanted): WantedParams {
  return {
    batchId,
    every: layouts === undefined ? 1 : 0,
    layouts: [...(layouts ?? [])],
    reason: reason ?? '',
    field: field ?? '',
    value: value ?? null,
    state: state ?? '',
    before: before ?? null,
  };
}

function entryOf(row: z.infer<typeof NewestRow>): QuarantineEntry {
  return {
    batchId: row.batchId,
    layout: row.ofLayout,
    sheet: row.sheet,
    row: row.row,
    cells: row.newCells,
    faults: row.newFaults,
    state: row.newState,
    version: row.version,
    since: row.cameAt,
  };
}

/** The quarantine over the warehouse. */
export function createQuarantineWarehouse(warehouse: Warehouse): QuarantineStore {
  return {
    async rows(wanted, { page, pageSize }) {
      const skip = (page - 1) * pageSize;
      const found = await warehouse.query(quarantinedRows, { ...paramsOf(wanted), size: pageSize, skip });
      return { items: found.map(entryOf), total: found[0]?.total ?? 0 };
    },

    async rowsAt(batchId, places) {
      if (places.length === 0) return [];
      const sheets = places.map(({ sheet }) => sheet);
      const rows = places.map(({ row }) => row);
      return (await warehouse.query(quarantinedAt, { batchId, sheets, rows })).map(entryOf);
    },

    async groups(wanted, limit) {
      const found = await warehouse.query(quarantineGroups, { ...paramsOf(wanted), limit });
      const items = found.map(({ common, batchCount, total: _total, ...one }) => ({
        ...one,
        batches: batchCount,
        values: common.map(([value, rows]) => ({ value, rows })),
      }));
      return { items, total: found[0]?.total ?? 0 };
    },

    async waitingSince(wanted, instants) {
      const params = { ...paramsOf(wanted), instants: [...instants] };
      const [found] = await warehouse.query(waitingSince, params);
      if (found === undefined || found.rows === 0)
        return { rows: 0, batches: 0, oldest: null, before: instants.map(() => 0) };
      return found;
    },

    places: (wanted) => warehouse.query(waitingPlaces, paramsOf(wanted)),

    history: (batchId, { sheet, row }) => warehouse.query(rowVersions, { batchId, sheet, row }),

    async append(rows, { at, by, reason }) {
      await warehouse.insert(
        'miaotou.quarantine',
        rows.map(({ batchId, layout, sheet, row, cells, faults, state }) => ({
          batch_id: batchId,
          layout,
          sheet,
          row,
          cells,
          faults,
          state,
          changed_at: at,
          changed_by: by,
          reason,
        })),
      );
    },
  };
}
