import { z } from 'zod';
import { defineQuery } from '../client/index.js';

const states = z.enum(['open', 'held', 'corrected', 'discarded']);
const fault = z.object({ code: z.string(), field: z.string(), value: z.string() });
const instant = z.coerce.date();

/** The order of a row's versions. */
const order = '(changed_at, correction_id)';

/** Quarantined rows as their newest version has them. `of` narrows what is read. */
const newest = (of: string): string => `SELECT batch_id AS batchId, any(layout) AS ofLayout, sheet, row,
    argMax(cells, ${order}) AS newCells, argMax(faults, ${order}) AS newFaults,
    toString(argMax(state, ${order})) AS newState, count() AS version, min(changed_at) AS cameAt
  FROM miaotou.quarantine WHERE ${of} GROUP BY batch_id, sheet, row`;

/** Empty or null parameters ask for everything. */
const wantedSql = `({state:String} = 'any' OR newState = {state:String} OR ({state:String} = '' AND newState IN ('open', 'held')))
  AND (isNull({before:Nullable(DateTime64(3, 'UTC'))}) OR cameAt <= {before:Nullable(DateTime64(3, 'UTC'))})
  AND (({reason:String} = '' AND {field:String} = '' AND isNull({value:Nullable(String)}))
    OR arrayExists(f -> ({reason:String} = '' OR f.code = {reason:String}) AND ({field:String} = '' OR f.field = {field:String})
      AND (isNull({value:Nullable(String)}) OR f.value = assumeNotNull({value:Nullable(String)})), newFaults))`;
const read = `({batchId:UInt64} = 0 OR batch_id = {batchId:UInt64}) AND ({every:UInt8} = 1 OR layout IN {layouts:Array(String)})`;

const wantedParams = {
  batchId: z.number(),
  every: z.number(),
  layouts: z.array(z.string()),
  state: z.string(),
  before: z.date().nullable(),
  reason: z.string(),
  field: z.string(),
  value: z.string().nullable(),
};
export type WantedParams = z.infer<z.ZodObject<typeof wantedParams>>;

const rowShape = {
  batchId: z.coerce.number(),
  ofLayout: z.string(),
  sheet: z.string(),
  row: z.number(),
  newCells: z.array(z.string()),
  newFaults: z.array(fault),
  newState: states,
  version: z.coerce.number(),
  cameAt: instant,
};
export const NewestRow = z.object(rowShape);

export const quarantinedRows = defineQuery({
  name: 'quarantine.rows',
  sql: `SELECT *, count() OVER () AS total FROM (${newest(read)}) WHERE ${wantedSql}
    ORDER BY cameAt, batchId, sheet, row LIMIT {size:UInt32} OFFSET {skip:UInt64}`,
  params: z.object({ ...wantedParams, size: z.number(), skip: z.number() }),
  row: NewestRow.extend({ total: z.coerce.number() }),
});

export const quarantinedAt = defineQuery({
  name: 'quarantine.rowsAt',
  sql: `${newest('batch_id = {batchId:UInt64} AND (sheet, row) IN arrayZip({sheets:Array(String)}, {rows:Array(UInt32)})')}
    ORDER BY sheet, row`,
  params: z.object({ batchId: z.number(), sheets: z.array(z.string()), rows: z.array(z.number()) }),
  row: NewestRow,
});

/** A group is a fault of a field of a layout; its commonest texts stand beside it. */
export const quarantineGroups = defineQuery({
  name: 'quarantine.groups',
  sql: `SELECT ofLayout AS layout, code, field, sum(n) AS rows, sum(heldRows) AS held,
      length(groupUniqArrayArray(batches)) AS batchCount, min(first) AS oldest, count() AS distinct,
      arraySlice(arraySort(x -> (-toInt64(x.2), x.1), groupArray((value, n))), 1, 12) AS common, count() OVER () AS total
    FROM (
      SELECT ofLayout, f.code AS code, f.field AS field, f.value AS value, count() AS n, countIf(newState = 'held') AS heldRows,
        groupUniqArray(batchId) AS batches, min(cameAt) AS first
      FROM (SELECT ofLayout, batchId, newState, newFaults, cameAt FROM (${newest(read)}) WHERE ${wantedSql}) ARRAY JOIN newFaults AS f
      WHERE ({reason:String} = '' OR f.code = {reason:String}) AND ({field:String} = '' OR f.field = {field:String})
        AND (isNull({value:Nullable(String)}) OR f.value = assumeNotNull({value:Nullable(String)}))
      GROUP BY ofLayout, code, field, value
    ) GROUP BY ofLayout, code, field ORDER BY rows DESC, layout, code, field LIMIT {limit:UInt32}`,
  params: z.object({ ...wantedParams, limit: z.number() }),
  row: z.object({
    layout: z.string(),
    code: z.string(),
    field: z.string(),
    rows: z.coerce.number(),
    held: z.coerce.number(),
    batchCount: z.coerce.number(),
    oldest: instant,
    distinct: z.coerce.number(),
    common: z.array(z.tuple([z.string(), z.coerce.number()])),
    total: z.coerce.number(),
  }),
});

export const waitingSince = defineQuery({
  name: 'quarantine.waitingSince',
  sql: `SELECT count() AS rows, uniqExact(batchId) AS batches, min(cameAt) AS oldest,
      arrayMap(at -> length(arrayFilter(c -> c <= at, groupArray(cameAt))), {instants:Array(DateTime64(3, 'UTC'))}) AS before
    FROM (${newest(read)}) WHERE ${wantedSql}`,
  params: z.object({ ...wantedParams, instants: z.array(z.date()) }),
  row: z.object({
    rows: z.coerce.number(),
    batches: z.coerce.number(),
    oldest: instant,
    before: z.array(z.coerce.number()),
  }),
});

export const waitingPlaces = defineQuery({
  name: 'quarantine.places',
  sql: `SELECT batchId, sheet, arraySort(groupArray(row)) AS rows FROM (${newest(read)}) WHERE ${wantedSql}
    GROUP BY batchId, sheet ORDER BY batchId, sheet`,
  params: z.object(wantedParams),
  row: z.object({ batchId: z.coerce.number(), sheet: z.string(), rows: z.array(z.number()) }),
});

export const rowVersions = defineQuery({
  name: 'quarantine.rowVersions',
  sql: `SELECT changed_at AS at, changed_by AS by, reason, toString(state) AS state, cells, faults, correction_id AS correctionId
    FROM miaotou.quarantine WHERE batch_id = {batchId:UInt64} AND sheet = {sheet:String} AND row = {row:UInt32}
    ORDER BY changed_at, correction_id`,
  params: z.object({ batchId: z.number(), sheet: z.string(), row: z.number() }),
  row: z.object({
    at: instant,
    by: z.string(),
    reason: z.string(),
    state: states,
    cells: z.array(z.string()),
    faults: z.array(fault),
    correctionId: z.coerce.number(),
  }),
});
