import { silences } from '../../silences/index.js';
import { decided, each, unstoppable, withDecision } from './stage.js';

/** Holds back what a silence in force names, until it ends. A red is never silenced, nor is a ladder that climbs. */
export const silence = each((draft, context) => {
  const { incident, alert, cause } = draft;
  if (unstoppable(incident.tier) || cause === 'climbed' || cause === 'offered') return draft;
  const found = context.silences.find((one) =>
    silences(one, {
      now: context.now,
      tier: incident.tier,
      region: incident.region,
      employerId: incident.employerId,
      ruleId: alert?.ruleId ?? null,
    }),
  );
  if (found?.expiresAt === undefined || found.expiresAt === null) return draft;
  return withDecision(
    draft,
    decided(
      'silence',
      'silenced',
      `静默 ${found.id} 生效中（${found.reason}），到期后复核。`,
      `Silence ${found.id} is in force (${found.reason}); looked at again when it ends.`,
      found.id,
    ),
    { stopped: true, recheckAt: found.expiresAt },
  );
});
