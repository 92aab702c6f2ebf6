import { alertStates, alertTiers, roles } from '@miaotou/domain';
import type { AlertState, AlertTier, Role } from '@miaotou/domain';
import { describe, expect, test } from 'vitest';
import { actionsFor, alertActions, decideAction } from './index.js';
import type { ActionName } from './index.js';

const names = ['acknowledge', 'handle', 'resolve', 'dismiss', 'reopen'] as const;
/** State by state: what each role may do, below red and on red. A role that is not named may do nothing. */
const table: Readonly<
  Record<AlertState, Readonly<Partial<Record<Role, readonly [calm: string, red: string]>>>>
> = {
  open: {
    responder: ['acknowledge handle resolve', 'acknowledge handle'],
    analyst: ['acknowledge handle resolve dismiss', 'acknowledge handle'],
    leader: ['acknowledge handle resolve dismiss', 'acknowledge handle resolve dismiss'],
  },
  acknowledged: {
    responder: ['handle resolve', 'handle'],
    analyst: ['handle resolve dismiss', 'handle'],
    leader: ['handle resolve dismiss', 'handle resolve dismiss'],
  },
  handling: {
    responder: ['resolve', ''],
    analyst: ['resolve dismiss', ''],
    leader: ['resolve dismiss', 'resolve dismiss'],
  },
  resolved: { analyst: ['reopen', 'reopen'], leader: ['reopen', 'reopen'] },
  dismissed: { analyst: ['reopen', 'reopen'], leader: ['reopen', 'reopen'] },
};
const goal: Readonly<Record<ActionName, AlertState>> = {
  acknowledge: 'acknowledged',
  handle: 'handling',
  resolve: 'resolved',
  dismiss: 'dismissed',
  reopen: 'open',
};
const circumstances = alertStates.flatMap((state) =>
  roles.flatMap((role) => alertTiers.map((tier) => ({ state, role, tier }))),
);
const allowed = ({ state, role, tier }: { state: AlertState; role: Role; tier: AlertTier }): string[] =>
  (table[state][role]?.[tier === 'red' ? 1 : 0] ?? '').split(' ').filter((name) => name !== '');

describe('what people may do to an alert', () => {
  test('the table names every action', () => {
    expect(Object.keys(alertActions)).toEqual(names);
  });

  test.each(circumstances)('$role, $state, $tier', (at) => {
    const may = allowed(at);
    expect(actionsFor(at)).toEqual(may);
    for (const name of names) {
      const decision = decideAction(name, at, 'why');
      if (may.includes(name)) expect(decision).toMatchObject({ ok: true, to: goal[name] });
      else {
        const kind = alertActions[name].from.includes(at.state) ? 'forbidden' : 'conflict';
        expect(decision).toMatchObject({ ok: false, kind });
      }
    }
  });

  test.each([
    ['resolve', 'open', true],
    ['dismiss', 'handling', true],
    ['reopen', 'resolved', true],
    ['acknowledge', 'open', false],
    ['handle', 'acknowledged', false],
  ] as const)('%s from %s needs a note: %s', (name, state, needs) => {
    for (const note of [undefined, '']) {
      const decision = decideAction(name, { state, tier: 'red', role: 'leader' }, note);
      if (needs) expect(decision).toMatchObject({ ok: false, kind: 'invalid', code: 'note-needed' });
      else expect(decision.ok).toBe(true);
    }
  });
});
