import { tierRank } from '@miaotou/domain';
import type { Incident } from '../incident.js';
import { decided, each, withDecision } from './stage.js';
import type { Cause, Draft } from './stage.js';

type NotifyReason =
  | 'first-notification'
  | 'tier-raised'
  | 'new-alert'
  | 'silence-ended'
  | 'escalated'
  | 'hand-over'
  | 'backlog'
  | 'nothing-new'
  | 'told-already';

const texts: Readonly<Record<NotifyReason, readonly [string, string]>> = {
  'first-notification': ['首次通知。', 'First notification.'],
  'tier-raised': ['等级提高，再次通知。', 'The tier rose: told again.'],
  'new-alert': [
    '事件内出现同等或更重的新预警，再次通知。',
    'A new alert as grave as the incident: told again.',
  ],
  'silence-ended': ['不再静默，补发通知。', 'No longer held back: told now.'],
  escalated: ['时限已过，通知上一级。', 'A time has passed: the next rung is told.'],
  'hand-over': ['请求接手。', 'Somebody is asked to take it over.'],
  backlog: ['启用处置前已有的事件，汇总通知。', 'Stood before responses began: told in one sum.'],
  'nothing-new': ['没有新的情况，不再通知。', 'Nothing new: not told again.'],
  'told-already': ['同一原因已经通知过。', 'Told already for the same reason.'],
};

function reasonOf(cause: Cause, incident: Incident, draft: Draft): NotifyReason {
  switch (cause) {
    case 'opened':
      return 'first-notification';
    case 'raised':
      return 'tier-raised';
    case 'joined': {
      const graveEnough = draft.alert !== null && tierRank(draft.alert.tier) >= tierRank(incident.tier);
      if (incident.closedAt !== null || !graveEnough) return 'nothing-new';
      return incident.startedAt === null ? 'first-notification' : 'new-alert';
    }
    case 'recheck':
      return 'silence-ended';
    case 'climbed':
      return 'escalated';
    case 'offered':
      return 'hand-over';
    case 'backlog':
      return 'backlog';
    case 'eased':
      return 'nothing-new';
  }
}

/** Lets through what is new, and names why; the same reason never goes out twice. */
export const deduplicate = each((draft, { told }) => {
  const { incident, cause, alert } = draft;
  const reason = reasonOf(cause, incident, draft);
  const [zh, en] = texts[reason];
  if (reason === 'nothing-new') {
    return withDecision(draft, decided('deduplicate', reason, zh, en), { stopped: true });
  }
  const about = reason === 'new-alert' ? `alert-${alert?.id ?? 0}` : incident.tier;
  const reasonKey = `incident-${incident.id}:${reason}:${about}:${incident.round}`;
  if (told.has(reasonKey)) {
    const [zhTold, enTold] = texts['told-already'];
    return withDecision(draft, decided('deduplicate', 'told-already', zhTold, enTold), { stopped: true });
  }
  return withDecision(draft, decided('deduplicate', reason, zh, en), { reasonKey });
});
