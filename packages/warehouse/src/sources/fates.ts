import type { Manifest } from '@miaotou/contracts';
import { faultNumber } from '@miaotou/engine';
import type { StagePlan } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import { Counted } from './answers.js';
import {
  anyBareBefore,
  anyToldBefore,
  bareTable,
  besideBare,
  besideTold,
  fillBare,
  fillTold,
  toldTable,
} from './direct-sql.js';
import { stagedRows } from './stage-sql.js';

/** Fates of rows that are not kept. */
export const quarantined = 1;
export const duplicate = 2;

export const keptRow = 'context = 0 AND n NOT IN (SELECT n FROM fates)';

async function count(warehouse: Warehouse, sql: string): Promise<number> {
  const [found] = await warehouse.run(sql, {}, Counted);
  return found?.n ?? 0;
}

/** The same row again is a duplicate of its first; rows that share a key and differ are all kept back: none is the right one. */
export async function settleRepeated(
  warehouse: Warehouse,
  { manifest: { columns, key }, correction }: StagePlan,
): Promise<void> {
  // Two rows of one key have one hash, so that as many hashes as rows prove that nothing repeats. Counted month by month,
  // the hashes stay few enough to be found again quickly. Only a correction has rows for their group's sake.
  const months = columns.filter(({ field, type }) => type === 'month' && key.includes(field));
  const parts = [...(correction === null ? [] : ['context']), ...months.map(({ field }) => `v_${field}`)];
  const alike = await count(
    warehouse,
    `SELECT sum(whole - different) AS n FROM (SELECT count() AS whole, uniqExact(row_key) AS different
       FROM ${stagedRows} WHERE n NOT IN (SELECT n FROM fates)${parts.length === 0 ? '' : ` GROUP BY ${parts.join(', ')}`})`,
  );
  if (alike === 0) return;
  await warehouse.command(
    `INSERT INTO repeated SELECT row_key FROM ${stagedRows} WHERE n NOT IN (SELECT n FROM fates) GROUP BY context, row_key HAVING count() > 1`,
  );
  if ((await count(warehouse, 'SELECT count() AS n FROM repeated')) === 0) return;
  await warehouse.command(
    `INSERT INTO fates SELECT n, if(copy > 1, ${duplicate}, ${quarantined}), if(copy > 1, 0, ${faultNumber('duplicate-key-in-file')}), ''
     FROM (
       SELECT n, row_number() OVER (PARTITION BY context, row_key, content ORDER BY n) AS copy,
         min(content) OVER (PARTITION BY context, row_key) != max(content) OVER (PARTITION BY context, row_key) AS differ
       FROM ${stagedRows}
       WHERE row_key IN (SELECT row_key FROM repeated) AND n NOT IN (SELECT n FROM fates)
     ) WHERE copy > 1 OR differ`,
  );
}

/** A row whose value stands since before contents were kept says nothing new, whatever its other cells said then. */
async function settleBare(
  warehouse: Warehouse,
  direct: NonNullable<Manifest['direct']>,
  known: { readonly layout: string; readonly observedAt: Date },
): Promise<void> {
  if ((await warehouse.run(anyBareBefore(direct), known, Counted)).length === 0) return;
  await warehouse.command(bareTable);
  await warehouse.command(fillBare(direct), known);
  await warehouse.command(
    `INSERT INTO fates SELECT n, ${duplicate}, 0, '' FROM ${besideBare(direct)} WHERE ${keptRow}`,
  );
}

/** Compares the rows of a direct layout with the values that its newest delivery gave at the same places. */
export async function settleToldBefore(
  warehouse: Warehouse,
  direct: NonNullable<Manifest['direct']>,
  known: { readonly layout: string; readonly observedAt: Date },
): Promise<void> {
  if ((await warehouse.run(anyToldBefore(direct), known, Counted)).length === 0) return;
  await warehouse.command(toldTable);
  await warehouse.command(fillTold(direct), known);
  await warehouse.command(
    `INSERT INTO fates SELECT n, ${duplicate}, 0, '' FROM ${besideTold(direct)} WHERE ${keptRow} AND has(told.contents, staged.content)`,
  );
  await settleBare(warehouse, direct, known);
  await warehouse.command(
    `INSERT INTO corrected SELECT n, 0, '', 0 FROM ${besideTold(direct)} WHERE ${keptRow}`,
  );
}
