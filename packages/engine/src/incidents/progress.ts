import type { IncidentState } from '@miaotou/domain';
import { incidentStates, unsignedStates } from '@miaotou/domain';
import type { MessageListener, MessageProgress } from '../messages/index.js';
import type { Executor } from '../shared/index.js';
import type { IncidentsDeps } from './desk.js';
import type { NewEntry } from './incident.js';

const words: Readonly<Record<MessageProgress['step'], readonly [string, string]>> = {
  sent: ['消息已发出', 'Message sent'],
  delivered: ['消息已送达', 'Message delivered'],
  read: ['消息已读', 'Message read'],
  'given-up': ['消息未能发出', 'Message could not be sent'],
};
const stateOf: Readonly<Record<MessageProgress['step'], IncidentState | null>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  'given-up': null,
};
const rank = (state: IncidentState): number => incidentStates.indexOf(state);
const isUnsigned = (state: IncidentState): boolean => unsignedStates.some((one) => one === state);

/** Where a message's step takes an incident: only forward, and only while nobody has signed. */
export function stateAfter(state: IncidentState, step: MessageProgress['step']): IncidentState {
  const to = stateOf[step];
  return to !== null && isUnsigned(state) && rank(to) > rank(state) ? to : state;
}

/** Writes the steps of messages into the proof chain, with the text exactly as it was sent. */
export function messageListener({ store }: Pick<IncidentsDeps, 'store'>): MessageListener {
  return {
    async progressed(tx: Executor, steps: readonly MessageProgress[]) {
      const own = steps.filter(({ incidentId }) => incidentId !== null);
      const incidents = await store.take(tx, [...new Set(own.map(({ incidentId }) => Number(incidentId)))]);
      const now = new Map(incidents.map((one) => [one.id, one]));
      const entries: NewEntry[] = [];
      for (const { incidentId, personId, channel, step, at, title, text, messageId } of own) {
        const incident = now.get(Number(incidentId));
        if (incident === undefined) continue;
        const toState = stateAfter(incident.state, step);
        const [zh, en] = words[step];
        entries.push({
          incidentId: incident.id,
          at,
          kind: step,
          reason: channel,
          text: { zh: `${zh}（${channel}）`, en: `${en} (${channel})` },
          byId: personId,
          // The text stands in the chain once, where it was sent.
          note: step === 'sent' ? `${title}\n${text}` : null,
          fromState: incident.state,
          toState,
          device: null,
          deviceAt: null,
          place: null,
          key: `message-${messageId}-${step}`,
        });
        now.set(incident.id, { ...incident, state: toState });
      }
      await store.tell(tx, entries);
      await store.update(
        tx,
        [...now.values()].filter((one) =>
          incidents.every((before) => before.id !== one.id || before.state !== one.state),
        ),
      );
    },
  };
}
