import { escalationLevelNames, escalationLevels, regionWithin } from '@miaotou/domain';
import type { EscalationLevel, Role } from '@miaotou/domain';
import { dutyText, onDuty, postsFor, presentAt } from '../../roster/index.js';
import { isTechnical } from '../incident.js';
import type { Decision, Incident } from '../incident.js';
import { decided, each } from './stage.js';
import type { Draft, PipelineContext, Reachable } from './stage.js';

type Routed = Draft & { readonly incident: Incident };
interface Found {
  readonly personId: string;
  readonly level: EscalationLevel;
}

/** Who stands in for a rung that the roster leaves empty. */
const fallback: Readonly<Record<EscalationLevel, readonly (readonly Role[])[]>> = {
  duty: [['responder'], ['analyst'], ['leader']],
  substitute: [],
  supervisor: [['analyst'], ['leader']],
  leader: [['leader']],
  'joint-team': [['leader', 'analyst', 'mediator', 'arbitrator']],
};
/** Who answers for the product itself and for silent sources. */
const technical: Readonly<Record<EscalationLevel, readonly (readonly Role[])[]>> = {
  duty: [['admin']],
  substitute: [],
  supervisor: [['analyst'], ['leader']],
  leader: [['leader']],
  'joint-team': [['admin', 'leader', 'analyst']],
};

/** Besides those on duty, an orange is told to the supervisor and a red to the bureau's leaders at once. */
export function rungsAtOnce(incident: Pick<Incident, 'tier' | 'groupKey'>): EscalationLevel[] {
  if (incident.tier === 'red') return ['duty', 'supervisor', 'leader'];
  return incident.tier === 'orange' ? ['duty', 'supervisor'] : ['duty'];
}

const sees = (person: Reachable, region: string): boolean => regionWithin(region, person.scope);

function byRoster(level: EscalationLevel, draft: Routed, context: PipelineContext): [Found, Decision][] {
  const { incident, alert } = draft;
  const industry = context.industryOf(incident.employerId);
  const wanted = {
    region: incident.region,
    tier: incident.tier,
    industries: industry === null ? [] : [industry],
    disputeTypes: alert === null ? [] : context.disputeTypesOf(alert),
  };
  const { roster, now, people } = context;
  const asked = level === 'substitute' ? 'duty' : level;
  return postsFor(asked, wanted, roster.posts).flatMap((post) =>
    onDuty(post.id, now, roster).flatMap((duty): [Found, Decision][] => {
      const substitute =
        duty.shift.substituteId === null
          ? null
          : presentAt(duty.shift.substituteId, null, now, roster.leaves);
      const personId = level === 'substitute' ? substitute : duty.personId;
      const person = people.find(({ id }) => id === personId);
      if (person === undefined || (level === 'substitute' && personId === duty.personId)) return [];
      const text =
        level === 'substitute'
          ? { zh: `${post.name}的替班人员`, en: `substitute of ${post.name}` }
          : dutyText(post, duty);
      if (!sees(person, incident.region)) return [];
      return [
        [
          { personId: person.id, level },
          { ...decided('route', duty.reason, '', ''), text },
        ],
      ];
    }),
  );
}

function byRole(level: EscalationLevel, { incident }: Routed, context: PipelineContext): [Found, Decision][] {
  const choices = (isTechnical(incident) ? technical : fallback)[level];
  for (const roles of choices) {
    const found = context.people.filter(
      (person) =>
        roles.includes(person.role) &&
        sees(person, incident.region) &&
        // Who is away is not called while somebody else of the same role is there.
        presentAt(person.id, null, context.now, context.roster.leaves) !== null,
    );
    if (found.length > 0) {
      const name = escalationLevelNames[level];
      const decision = decided(
        'route',
        'by-role',
        `值班表未排“${name.zh}”，按角色通知 ${found.length} 人。`,
        `The roster names nobody for “${name.en}”: told by role to ${found.length}.`,
      );
      return found.map(({ id }): [Found, Decision] => [{ personId: id, level }, decision]);
    }
  }
  return [];
}

/** Finds who is called, rung by rung: by the roster, else by role. */
export const route = each((draft, context) => {
  const found: [Found, Decision][] = [];
  if (draft.to !== null) {
    for (const personId of draft.to) {
      found.push([
        { personId, level: 'duty' },
        decided('route', 'named', '指定的接收人。', 'Named as receiver.'),
      ]);
    }
  }
  const rungs = draft.to === null && draft.cause !== 'climbed' ? rungsAtOnce(draft.incident) : draft.rungs;
  const onRung = (level: EscalationLevel): [Found, Decision][] => {
    const rostered = isTechnical(draft.incident) ? [] : byRoster(level, draft, context);
    return rostered.length > 0 ? rostered : byRole(level, draft, context);
  };
  for (const level of draft.to === null || draft.cause === 'climbed' ? rungs : []) {
    let called = onRung(level);
    // An empty rung costs no time: the next one is called at once.
    for (const next of draft.cause === 'climbed'
      ? escalationLevels.slice(escalationLevels.indexOf(level) + 1)
      : []) {
      if (called.length > 0) break;
      called = onRung(next);
    }
    found.push(...called);
  }
  const recipients = new Map<string, Found>();
  for (const [one] of found) if (!recipients.has(one.personId)) recipients.set(one.personId, one);
  const decisions = [
    ...new Map(found.map(([, decision]) => [JSON.stringify(decision.text), decision])).values(),
  ];
  const nobody = decided(
    'route',
    'nobody',
    '没有可通知的人，时限到后再向上一级通知。',
    'Nobody can be told; the next rung is called when the time is over.',
  );
  return {
    ...draft,
    recipients: [...recipients.values()],
    decisions: [...draft.decisions, ...(recipients.size === 0 ? [nobody] : decisions)],
  };
});
