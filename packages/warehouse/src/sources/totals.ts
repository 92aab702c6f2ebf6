import type { StagePlan, SummedSheet, TextSheet } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { totalledColumns, totalSums } from './totals-sql.js';

const Sums = z.object({
  sums: z.array(
    z
      .tuple([z.string(), z.number().nullable(), z.number(), z.number(), z.number(), z.number()])
      .transform(([field, stated, all, above, since, unread]) => ({
        field,
        stated,
        all,
        above,
        since,
        unread,
      })),
  ),
});

/** What the sheets' own total lines say beside the sums of their rows. */
export async function summedTotals(
  warehouse: Warehouse,
  plan: StagePlan,
  sheets: readonly TextSheet[],
): Promise<readonly SummedSheet[]> {
  const found: SummedSheet[] = [];
  for (const sheet of sheets) {
    for (const line of sheet.totals) {
      if (totalledColumns(plan.manifest, line).length === 0) continue;
      const [row] = await warehouse.run(totalSums(plan, sheet, line), {}, Sums);
      found.push({ sheet: sheet.sheet, factors: sheet.factors, line, sums: row?.sums ?? [] });
    }
  }
  return found;
}
