import { regionWithin, tierRank } from '@miaotou/domain';
import { decided, each, unstoppable, withDecision } from './stage.js';

const hourMs = 3_600_000;
/** Messages of the incident itself that a wider one does not make needless. */
const own = new Set(['climbed', 'offered', 'backlog']);

/**
 * An alert about a whole place, or a red one of the same incident, quiets the messages of what lies under it. Nothing is
 * taken from the ledger, and a red itself is never quieted.
 */
export const inhibit = each((draft, { wide, now }) => {
  const { incident, alert, cause } = draft;
  if (own.has(cause)) return draft;
  if (cause === 'joined' && incident.tier === 'red' && alert !== null && alert.tier !== 'red') {
    return withDecision(
      draft,
      decided(
        'inhibit',
        'under-red',
        '事件已是红色，较低等级的新预警不再另行通知。',
        'The incident is red already: a lower alert in it is not told again.',
      ),
      { stopped: true },
    );
  }
  if (unstoppable(incident.tier)) return draft;
  const over = wide.find(
    (one) =>
      one.id !== incident.id &&
      tierRank(one.tier) >= tierRank(incident.tier) &&
      (one.groupKey.startsWith('county:') || regionWithin(incident.region, [one.region])),
  );
  if (over === undefined) return draft;
  return withDecision(
    draft,
    decided(
      'inhibit',
      'under-wide',
      `已有覆盖当地的${over.title}预警（事件 ${over.id}），此件不另行通知，一小时后复核。`,
      `An alert over the whole place stands (incident ${over.id}); this one is not told apart and is looked at again in an hour.`,
    ),
    { stopped: true, recheckAt: new Date(now.getTime() + hourMs) },
  );
});
