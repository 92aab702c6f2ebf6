import type { Manifest } from '@miaotou/contracts';
import { faultNumber } from '@miaotou/engine';
import type { StagePlan, StatedIndustry } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { keptRow, quarantined } from './fates.js';
import { placeFields, stagedRows } from './stage-sql.js';

const page = 5_000;

/** Holds kept rows that name a place which nobody knows, unless a person has confirmed them. */
export async function settlePlaces(
  warehouse: Warehouse,
  { manifest, correction }: StagePlan,
  unknown: readonly string[],
): Promise<void> {
  if (unknown.length === 0 || correction?.confirms === true) return;
  await warehouse.insert(
    'unknown_places',
    unknown.map((text) => ({ text })),
  );
  const named = placeFields(manifest).map(
    (field) => `ifNull(v_${field}, '') IN (SELECT text FROM unknown_places)`,
  );
  await warehouse.command(
    `INSERT INTO fates SELECT n, ${quarantined}, ${faultNumber('unknown-place')}, '' FROM ${stagedRows}
     WHERE ${keptRow} AND (${named.join(' OR ')})`,
  );
}

const Stated = z.object({ subject: z.string(), industry: z.string(), rows: z.coerce.number() });

/** What kept rows say of the industries of registered employers, each with the newest of its rows, in pages. */
export async function* statedIndustries(
  warehouse: Warehouse,
  { employer, periodField }: Manifest,
): AsyncIterable<readonly StatedIndustry[]> {
  const field = employer?.industry;
  if (field === undefined) return;
  for (let from = ''; ;) {
    const found = await warehouse.run(
      `SELECT idents.subject AS subject, argMax(assumeNotNull(v_${field}), (isNotNull(v_${periodField}), v_${periodField}, n)) AS industry, count() AS rows
       FROM ${stagedRows} INNER JOIN idents ON staged.ident = idents.ident
       WHERE ${keptRow} AND ifNull(v_${field}, '') != '' AND match(idents.subject, '^[0-9]+$') AND idents.subject > {from:String}
       GROUP BY subject ORDER BY subject LIMIT {size:UInt32}`,
      { from, size: page },
      Stated,
    );
    if (found.length > 0) yield found;
    if (found.length < page) return;
    from = found.at(-1)?.subject ?? from;
  }
}
