import { z } from 'zod';
import type { AlertsWarehouse, SourceRowsRequest } from '@miaotou/engine';
import { featureRowsSql } from '@miaotou/rules';
import type { Warehouse } from '../client/index.js';
import { industryTextsOf } from '../industries/index.js';
import { rawRowsAt } from '../sources/index.js';
import type { Originals } from '../sources/index.js';

const Counted = z.object({ total: z.union([z.number(), z.string()]).transform(Number) });
const Place = z.object({ batchId: z.coerce.number(), sheet: z.string(), row: z.number() });

/** Rows as delivered behind an alert's features. */
export function createAlertsWarehouse(warehouse: Warehouse, originals: Originals): AlertsWarehouse {
  return {
    async sourceRows(request: SourceRowsRequest) {
      const { rule, feature, subjectId, asOf, knownAt, offset, limit } = request;
      const places = featureRowsSql(rule, feature);
      if (places === null) return { total: 0, rows: [] };
      // A zero for somebody who is absent from a list has no row behind it, and rows are numbered from 1.
      const found = `FROM (SELECT DISTINCT batch_id, sheet, row FROM (${places}) WHERE row > 0)`;
      const texts = rule.file.subject === 'industry' ? await industryTextsOf(warehouse) : {};
      const params = { subject: subjectId, asOf, knownAt, offset, limit, ...texts };
      const [counted] = await warehouse.run(`SELECT count() AS total ${found}`, params, Counted);
      const rows = await warehouse.run(
        `SELECT batch_id AS batchId, sheet, row ${found} ORDER BY batch_id DESC, sheet, row LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
        params,
        Place,
      );
      return {
        total: counted?.total ?? 0,
        rows: (await rawRowsAt(warehouse, originals, rows)).map(({ batchId, ...rest }) => ({
          batchId: String(batchId),
          ...rest,
        })),
      };
    },
  };
}
