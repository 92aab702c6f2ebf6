import { z } from 'zod';
import type { AlertsWarehouse, SourceRowsRequest } from '@miaotou/engine';
import { featureRowsSql } from '@miaotou/rules';
import type { Warehouse } from '../client/index.js';

const Counted = z.object({ total: z.union([z.number(), z.string()]).transform(Number) });
const SourceRow = z.object({
  batch_id: z.union([z.number(), z.string()]).transform(String),
  sheet: z.string(),
  row: z.number(),
  cells: z.array(z.string()),
});

/** Rows as delivered behind an alert's features. */
export function createAlertsWarehouse(warehouse: Warehouse): AlertsWarehouse {
  return {
    async sourceRows(request: SourceRowsRequest) {
      const { rule, feature, subjectId, asOf, knownAt, offset, limit } = request;
      const places = featureRowsSql(rule, feature);
      if (places === null) return { total: 0, rows: [] };
      // Narrowed by batch first, which is the key that raw rows are kept in.
      const found = `FROM miaotou.raw_rows WHERE batch_id IN (SELECT batch_id FROM (${places})) AND (batch_id, sheet, row) IN (${places})`;
      const params = { subject: subjectId, asOf, knownAt, offset, limit };
      const [counted] = await warehouse.run(`SELECT count() AS total ${found}`, params, Counted);
      const rows = await warehouse.run(
        `SELECT batch_id, sheet, row, cells ${found} ORDER BY batch_id DESC, sheet, row LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
        params,
        SourceRow,
      );
      return {
        total: counted?.total ?? 0,
        rows: rows.map(({ batch_id: batchId, ...rest }) => ({ batchId, ...rest })),
      };
    },
  };
}
