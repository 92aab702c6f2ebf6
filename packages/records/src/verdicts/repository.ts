import { verdictKinds } from '@miaotou/domain';
import type { VerdictStore } from '@miaotou/engine';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { verdicts } from '../incidents/schema.js';

const Kind = z.enum(verdictKinds);

/** Verdicts in PostgreSQL; incidents write them. */
export const verdictStore: VerdictStore = {
  async ofRule(executor, ruleId, regions) {
    const { alertId, incidentId, ruleVersion: version, kind, reason, at } = verdicts;
    const rows = await drizzleOf(executor)
      .select({ alertId, incidentId, version, kind, reason, at })
      .from(verdicts)
      .innerJoin(alerts, eq(alerts.id, alertId))
      .where(
        and(
          eq(verdicts.ruleId, ruleId),
          isNull(verdicts.withdrawnAt),
          regions === null ? undefined : inArray(alerts.region, [...regions]),
        ),
      )
      .orderBy(desc(at), desc(verdicts.id));
    return rows.map((row) => ({ ...row, kind: Kind.parse(row.kind) }));
  },
};
