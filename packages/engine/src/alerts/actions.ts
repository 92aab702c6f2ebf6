import type { AlertAction } from '@miaotou/contracts';
import type { AlertState, AlertTier, Bilingual, Role } from '@miaotou/domain';

export type ActionName = AlertAction['action'];

interface ActionRule {
  readonly from: readonly AlertState[];
  readonly to: AlertState;
  readonly roles: readonly Role[];
  /** Who may do it to a red alert, when fewer. */
  readonly redRoles?: readonly Role[];
  readonly needsNote: boolean;
  readonly ledgerKind: string;
}

const responding: readonly Role[] = ['responder', 'analyst', 'leader'];

/** What people may do to alerts: from which state to which, who, and whether they must say why. */
export const alertActions: Readonly<Record<ActionName, ActionRule>> = {
  acknowledge: {
    from: ['open'],
    to: 'acknowledged',
    roles: responding,
    needsNote: false,
    ledgerKind: 'acknowledged',
  },
  handle: {
    from: ['open', 'acknowledged'],
    to: 'handling',
    roles: responding,
    needsNote: false,
    ledgerKind: 'handled',
  },
  resolve: {
    from: ['open', 'acknowledged', 'handling'],
    to: 'resolved',
    roles: responding,
    // A red alert ends by a decision of the task force, which the leader enters.
    redRoles: ['leader'],
    needsNote: true,
    ledgerKind: 'resolved',
  },
  dismiss: {
    from: ['open', 'acknowledged', 'handling'],
    to: 'dismissed',
    roles: ['analyst', 'leader'],
    redRoles: ['leader'],
    needsNote: true,
    ledgerKind: 'dismissed',
  },
  reopen: {
    from: ['resolved', 'dismissed'],
    to: 'open',
    roles: ['analyst', 'leader'],
    needsNote: true,
    ledgerKind: 'reopened',
  },
};
const actionNames = Object.keys(alertActions) as ActionName[];

interface Circumstances {
  readonly state: AlertState;
  readonly tier: AlertTier;
  readonly role: Role;
}

/** What a person of a role may do next to an alert. */
export function actionsFor({ state, tier, role }: Circumstances): ActionName[] {
  return actionNames.filter((name) => {
    const rule = alertActions[name];
    const may = tier === 'red' ? (rule.redRoles ?? rule.roles) : rule.roles;
    return rule.from.includes(state) && may.includes(role);
  });
}

export type ActionDecision =
  | { readonly ok: true; readonly to: AlertState; readonly ledgerKind: string }
  | {
      readonly ok: false;
      readonly kind: 'forbidden' | 'conflict' | 'invalid';
      readonly code: string;
      readonly text: Bilingual;
    };

/** Whether an action may be done now, and if not, why. */
export function decideAction(name: ActionName, at: Circumstances, note: string | undefined): ActionDecision {
  const rule = alertActions[name];
  if (!rule.from.includes(at.state)) {
    const text = {
      zh: '预警当前状态下不能这样操作。',
      en: 'The alert is in a state in which this cannot be done.',
    };
    return { ok: false, kind: 'conflict', code: 'alert-state', text };
  }
  if (!actionsFor(at).includes(name)) {
    const text = {
      zh: at.tier === 'red' ? '红色预警须由领导办理此项操作。' : '您的角色不能办理此项操作。',
      en: at.tier === 'red' ? 'On a red alert only a leader may do this.' : 'Your role may not do this.',
    };
    return { ok: false, kind: 'forbidden', code: 'alert-action-role', text };
  }
  if (rule.needsNote && (note ?? '') === '') {
    const text = { zh: '请写明理由。', en: 'Say why, in a note.' };
    return { ok: false, kind: 'invalid', code: 'note-needed', text };
  }
  return { ok: true, to: rule.to, ledgerKind: rule.ledgerKind };
}
