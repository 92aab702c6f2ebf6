import type { LandingStore, Undo } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { quarantinedAt, waitingPlaces } from './queries.js';
import { countUndone, undoEntries, undoEvents, undoObservations, undoRowVersions } from './undo-sql.js';

/** What runs of corrections ask of the quarantine, and how one is taken back. */
export function quarantineRuns(warehouse: Warehouse): Pick<LandingStore, 'waiting' | 'shownCells' | 'undo'> {
  return {
    async waiting(batchId) {
      const found = await warehouse.query(waitingPlaces, {
        batchId,
        every: 1,
        layouts: [],
        state: '',
        before: null,
        reason: '',
        field: '',
        value: null,
      });
      return new Map(found.map(({ sheet, rows }) => [sheet, new Set(rows)]));
    },

    async shownCells(batchId, places) {
      if (places.length === 0) return [];
      const found = await warehouse.query(quarantinedAt, {
        batchId,
        sheets: places.map(({ sheet }) => sheet),
        rows: places.map(({ row }) => row),
      });
      return found
        .filter(({ newState }) => newState === 'open' || newState === 'held')
        .map(({ sheet, row, newCells }) => ({ sheet, row, cells: newCells }));
    },

    async undo({ correction, knownAt, undo, original, layout, at, by, reason }: Undo) {
      const asked = { correction, knownAt, undo, original, layout, at, by, reason };
      const [found] = await warehouse.run(countUndone, asked, z.object({ n: z.coerce.number() }));
      if (found === undefined || found.n === 0) return 0;
      await warehouse.command(undoObservations, asked);
      await warehouse.command(undoEvents, asked);
      await warehouse.command(undoRowVersions, asked);
      // Last, because by these rows a run that is taken up again knows that there is something to do.
      await warehouse.command(undoEntries, asked);
      return found.n;
    },
  };
}
