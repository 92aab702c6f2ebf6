import type { TierCounts } from '@miaotou/contracts';
import { createEmployerDetail } from './employer-detail.js';
import type { EmployerDetailDeps } from './employer-detail.js';
import { createJointView } from './joint-view.js';
import type { JointViewDeps } from './joint-view.js';
import { createOverview } from './overview.js';
import type { OverviewDeps } from './overview.js';

/** What is read across sources: the overview, one employer, the live counts. */
export function createInsights(deps: OverviewDeps & EmployerDetailDeps & JointViewDeps) {
  const { records, facts, clock } = deps;
  return {
    overview: createOverview(deps),
    employer: createEmployerDetail(deps),
    jointView: createJointView(deps),
    /** Live alerts by tier over the whole deployment. */
    async liveCounts(): Promise<TierCounts> {
      const sum: TierCounts = { blue: 0, yellow: 0, orange: 0, red: 0 };
      for (const { tier, live } of await facts.alertCounts(records.read, clock.now(), null))
        sum[tier] += live;
      return sum;
    },
  };
}
export type Insights = ReturnType<typeof createInsights>;
