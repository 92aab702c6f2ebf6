import type { StagePlan, TrialStage } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { WarehouseStage } from './stage.js';
import { faultList, stagedRows } from './stage-sql.js';
import type { StagedSheet } from './stage-sql.js';

const FaultyRow = z.object({
  sheet: z.string(),
  row: z.number(),
  faults: z.array(
    z
      .tuple([z.string(), z.string(), z.string()])
      .transform(([code, field, value]) => ({ code, field, value })),
  ),
});

/** A staging whose rows are never landed: it tells the faults instead. */
export async function openTrial(warehouse: Warehouse, plan: StagePlan): Promise<TrialStage> {
  const stage = await WarehouseStage.open(warehouse, plan);
  const sheets: StagedSheet[] = [];
  return {
    async load(part) {
      const { columns, factors } = part;
      sheets.push({ sheet: part.kind === 'text' ? part.sheet : '', columns, factors });
      await stage.load(part);
    },
    settleKnown: (terms) => stage.settleKnown(terms),
    settled: () => stage.settled(),
    writtenEmployers: () => stage.writtenEmployers(),
    writtenCodes: () => stage.writtenCodes(),
    writtenPlaces: () => stage.writtenPlaces(),
    settle: (employers) => stage.settle(employers),
    judge: (findings) => stage.judge(findings),
    pages: () => stage.pages(),
    reject: (rows) => stage.reject(rows),
    faults: () =>
      warehouse.run(
        `SELECT sheet, row, ${faultList(plan.manifest, sheets)} AS faults
         FROM ${stagedRows} INNER JOIN (SELECT * FROM fates WHERE fate = 1) AS fates ON staged.n = fates.n WHERE context = 0`,
        {},
        FaultyRow,
      ),
  };
}
