import { tierRank } from '@miaotou/domain';
import type { Alert } from '../../alerts/index.js';
import { groupOf } from '../group.js';
import type { Incident } from '../incident.js';
import { decided, withDecision } from './stage.js';
import type { Draft, Stage } from './stage.js';

const reasons = {
  employer: ['同一单位的预警归为一个事件。', 'Alerts of one employer are one incident.'],
  'linked-employer': [
    '所属项目、分支或分包单位的预警归入总单位的事件。',
    'Alerts of a project, branch or subcontractor belong to the incident of their head.',
  ],
  subject: ['同一对象的预警归为一个事件。', 'Alerts of one subject are one incident.'],
} as const;

function made(id: number, key: string, alert: Alert): Incident {
  return {
    id,
    groupKey: key,
    title: alert.subjectName,
    employerId: key.startsWith('employer:') ? key.slice('employer:'.length) : null,
    region: alert.region,
    tier: alert.tier,
    peakTier: alert.peakTier,
    state: 'created',
    level: 'duty',
    sentence: alert.sentence,
    plan: alert.plan,
    openedAt: alert.openedAt,
    startedAt: null,
    closedAt: null,
    holderId: null,
    signedAt: null,
    endedBy: null,
    offerTo: null,
    offerBy: null,
    offerAt: null,
    offerNote: null,
    round: 0,
    levels: null,
    heirId: null,
    version: 1,
  };
}

/** The incident with an alert in it: graver alerts give it their tier, sentence and plan. */
function joined(incident: Incident, alert: Alert): Incident {
  if (alert.closedAt !== null || tierRank(alert.tier) <= tierRank(incident.tier)) return incident;
  const peakTier = tierRank(alert.tier) > tierRank(incident.peakTier) ? alert.tier : incident.peakTier;
  return { ...incident, tier: alert.tier, peakTier, sentence: alert.sentence, plan: alert.plan };
}

/**
 * Gathers changes of alerts into incidents: one draft for each incident that was opened, raised or joined, whatever the
 * number of its alerts.
 */
export const group: Stage = (drafts, context) => {
  const fresh = new Map<string, Incident>();
  const byIncident = new Map<number, Draft>();
  const passed: Draft[] = [];
  const ids = [...context.newIds];
  const newId = (): number => {
    const id = ids.shift();
    if (id === undefined) throw new RangeError('more new incidents than numbers for them');
    return id;
  };
  for (const draft of drafts) {
    const { alert } = draft;
    if (alert === null) {
      passed.push(draft);
      continue;
    }
    const { key, reason } = groupOf(alert, context.ties);
    const member = context.memberOf.get(alert.id);
    const known = member ?? context.open.get(key) ?? fresh.get(key);
    const before = byIncident.get(known?.id ?? Number.NaN)?.incident ?? known;
    const incident = before === undefined ? made(newId(), key, alert) : joined(before, alert);
    if (before === undefined || fresh.has(key)) fresh.set(key, incident);
    const raised = known !== undefined && tierRank(incident.tier) > tierRank(known.tier);
    const cause =
      known === undefined || fresh.get(key)?.id === known.id
        ? 'opened'
        : raised
          ? 'raised'
          : member === undefined
            ? 'joined'
            : draft.cause;
    const earlier = byIncident.get(incident.id);
    const [zh, en] = reasons[reason];
    const merged: Draft = earlier ?? withDecision(draft, decided('group', reason, zh, en));
    const graver =
      earlier?.alert === undefined ||
      earlier.alert === null ||
      tierRank(alert.tier) > tierRank(earlier.alert.tier);
    byIncident.set(incident.id, {
      ...merged,
      alert: graver ? alert : (earlier?.alert ?? alert),
      incident,
      cause: earlier !== undefined && earlier.cause !== 'eased' && cause !== 'raised' ? earlier.cause : cause,
    });
  }
  return [...passed, ...byIncident.values()];
};
