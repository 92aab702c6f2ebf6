import type {
  AlertTier,
  Bilingual,
  ClockKind,
  FiveOne,
  IncidentState,
  IncidentStep,
  Role,
  VerdictKind,
} from '@miaotou/domain';
import {
  endedStates,
  fiveOneNames,
  incidentStates,
  incidentSteps,
  tierRank,
  unsignedStates,
} from '@miaotou/domain';

/** Where an incident stands, as far as steps matter. */
export interface Circumstances {
  readonly state: IncidentState;
  readonly tier: AlertTier;
  readonly holderId: string | null;
  readonly endedBy: string | null;
  readonly offerTo: string | null;
  /** It tells of the product itself or of a silent source: administrators answer for it. */
  readonly technical: boolean;
  /** Those of the five ones that a red still lacks. */
  readonly lacks: readonly FiveOne[];
}

/** Who acts. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
}

/** What comes with a step. */
export interface StepContent {
  readonly note?: string | undefined;
  readonly verdict?: VerdictKind | undefined;
  readonly tier?: AlertTier | undefined;
  readonly to?: string | undefined;
  readonly matter?: string | undefined;
}

export interface StepRefusal {
  readonly ok: false;
  readonly kind: 'forbidden' | 'conflict' | 'invalid';
  readonly code: string;
  readonly text: Bilingual;
}

/** What a step does: where the incident goes, who holds it, which clocks it answers and begins. */
export interface StepEffect {
  readonly ok: true;
  readonly to: IncidentState;
  readonly holder: 'keep' | 'actor' | 'nobody';
  readonly meets: readonly ClockKind[];
  readonly stops: readonly ClockKind[];
  readonly begins: readonly Exclude<ClockKind, 'recheck'>[];
}
export type StepDecision = StepEffect | StepRefusal;

const working: readonly IncidentState[] = ['signed', 'verified', 'on-scene', 'planned', 'reporting'];
const responding: readonly Role[] = ['responder', 'analyst', 'leader', 'mediator', 'arbitrator'];
const deciding: readonly Role[] = ['analyst', 'leader'];
const rank = (state: IncidentState): number => incidentStates.indexOf(state);
const isUnsigned = (state: IncidentState): boolean => unsignedStates.some((one) => one === state);
const isEnded = (state: IncidentState): boolean => endedStates.some((one) => one === state);

const no = (kind: StepRefusal['kind'], code: string, zh: string, en: string): StepRefusal => ({
  ok: false,
  kind,
  code,
  text: { zh, en },
});
const wrongState = no(
  'conflict',
  'incident-state',
  '事件当前状态下不能这样操作。',
  'The incident is in a state in which this cannot be done.',
);
const wrongRole = no(
  'forbidden',
  'incident-role',
  '您的角色不能办理此项操作。',
  'Your role may not do this.',
);
const noteNeeded = no('invalid', 'note-needed', '请写明理由或情况。', 'Say what or why, in a note.');
const notHolder = no(
  'forbidden',
  'incident-not-holder',
  '该事件由他人负责，请由负责人办理或先办理交接。',
  'Somebody else holds the incident: let them act, or have it handed over first.',
);

const effect = (
  to: IncidentState,
  { holder = 'keep', meets = [], stops = [], begins = [] }: Partial<Omit<StepEffect, 'ok' | 'to'>> = {},
): StepEffect => ({ ok: true, to, holder, meets, stops, begins });

type Rule = (at: Circumstances, actor: Actor, content: StepContent) => StepDecision;

const mayAnswer = ({ technical }: Circumstances, { role }: Actor): boolean =>
  responding.includes(role) || (technical && role === 'admin');
const holds = ({ holderId }: Circumstances, { id, role }: Actor): boolean =>
  holderId === id || role === 'leader';

/** Only forward, and only by who holds it. */
const forward =
  (to: IncidentState, effects: Partial<Omit<StepEffect, 'ok' | 'to'>>): Rule =>
  (at, actor) => {
    if (!working.includes(at.state) || rank(to) <= rank(at.state)) return wrongState;
    return holds(at, actor) ? effect(to, effects) : notHolder;
  };

/** Ends the response: what was asked for on the way is asked no more, closing is. */
const ending: Partial<Omit<StepEffect, 'ok' | 'to'>> = {
  stops: ['sign', 'verify', 'plan', 'report', 'recheck'],
  begins: ['close'],
};

const rules: Readonly<Record<IncidentStep, Rule>> = {
  sign: (at, actor) => {
    if (!isUnsigned(at.state)) return wrongState;
    if (!mayAnswer(at, actor)) return wrongRole;
    return effect('signed', {
      holder: 'actor',
      meets: ['sign'],
      stops: ['recheck'],
      begins: ['verify', 'plan'],
    });
  },
  verify: forward('verified', { meets: ['verify'], begins: ['report'] }),
  // Being there is verifying on the spot.
  arrive: forward('on-scene', { meets: ['verify'], begins: ['report'] }),
  plan: (at, actor, { note }) => {
    // What was not looked at cannot be planned.
    if (at.state === 'signed') return wrongState;
    const decision = forward('planned', { meets: ['plan'] })(at, actor, {});
    return decision.ok && (note ?? '') === '' ? noteNeeded : decision;
  },
  report: (at, actor, { note }) => {
    if (!working.includes(at.state) || at.state === 'signed') return wrongState;
    if (!holds(at, actor)) return notHolder;
    if ((note ?? '') === '') return noteNeeded;
    return effect(at.state === 'planned' ? 'reporting' : at.state, { meets: ['report'], begins: ['report'] });
  },
  note: (at, actor, { note }) => {
    if (at.state === 'closed') return wrongState;
    if (!mayAnswer(at, actor)) return wrongRole;
    return (note ?? '') === '' ? noteNeeded : effect(at.state);
  },
  resolve: (at, actor, { note }) => {
    if (!working.includes(at.state)) return wrongState;
    if (!holds(at, actor)) return notHolder;
    return (note ?? '') === '' ? noteNeeded : effect('resolved', ending);
  },
  'hand-to-matter': (at, actor, { note, matter }) => {
    if (!working.includes(at.state)) return wrongState;
    if (!holds(at, actor)) return notHolder;
    if ((note ?? '') === '') return noteNeeded;
    if ((matter ?? '') === '') {
      return no(
        'invalid',
        'matter-needed',
        '请写明转入哪一件纠纷或案件。',
        'Say which matter or case goes on with it.',
      );
    }
    return effect('handed-over', ending);
  },
  dismiss: (at, { role }, { note }) => {
    if (isEnded(at.state) || at.state === 'closed') return wrongState;
    if (
      !(at.tier === 'red' ? role === 'leader' : deciding.includes(role)) &&
      !(at.technical && role === 'admin')
    ) {
      return at.tier === 'red'
        ? no(
            'forbidden',
            'incident-red',
            '红色事件只能由领导认定误报。',
            'Only a leader may dismiss a red incident.',
          )
        : wrongRole;
    }
    return (note ?? '') === '' ? noteNeeded : effect('dismissed', ending);
  },
  close: (at, actor, { note, verdict }) => {
    if (!isEnded(at.state)) return wrongState;
    if (at.tier === 'red') {
      if (actor.role !== 'leader' || actor.id === at.endedBy || actor.id === at.holderId) {
        return no(
          'forbidden',
          'incident-red-author',
          '红色事件不得由办理人自行核销，须由另一位领导凭专班书面决定核销。',
          'A red incident is not closed by its author: another leader closes it by the joint team’s written decision.',
        );
      }
      if ((note ?? '') === '') return noteNeeded;
    } else if (!holds(at, actor) && !deciding.includes(actor.role) && actor.id !== at.endedBy)
      return notHolder;
    if (verdict === undefined) {
      return no('invalid', 'verdict-needed', '请选择核实结论。', 'Choose what turned out.');
    }
    if (at.lacks.length > 0) {
      return no(
        'conflict',
        'five-ones-missing',
        `五个一尚缺：${at.lacks.map((part) => fiveOneNames[part].zh).join('、')}，补齐后才能核销。`,
        `Before it is closed, say: ${at.lacks.map((part) => fiveOneNames[part].en.toLowerCase()).join(', ')}.`,
      );
    }
    return effect('closed', { meets: ['close'], stops: ['sign', 'verify', 'plan', 'report', 'recheck'] });
  },
  reopen: (at, { role }, { note }) => {
    if (!isEnded(at.state) && at.state !== 'closed') return wrongState;
    if (!deciding.includes(role)) return wrongRole;
    if ((note ?? '') === '') return noteNeeded;
    return at.holderId === null
      ? effect('sent', { stops: ['close'], begins: ['sign'] })
      : effect('signed', { stops: ['close'], begins: ['verify', 'plan'] });
  },
  lower: (at, { role }, { note, tier }) => {
    if (at.tier !== 'red' || at.state === 'closed') return wrongState;
    if (role !== 'leader') {
      return no(
        'forbidden',
        'incident-red-lower',
        '红色降级须由领导凭专班书面决定办理。',
        'A red is lowered by a leader, by the joint team’s written decision.',
      );
    }
    if ((note ?? '') === '') return noteNeeded;
    if (tier === undefined || tierRank(tier) >= tierRank(at.tier)) {
      return no('invalid', 'tier-needed', '请选择更低的等级。', 'Choose a lower tier.');
    }
    return effect(at.state);
  },
  offer: (at, actor, { note, to }) => {
    if (at.state === 'closed' || isEnded(at.state)) return wrongState;
    if (at.tier === 'red' && actor.role !== 'leader') {
      return no(
        'forbidden',
        'incident-red-frozen',
        '红色事件实行首问负责，首接人不得转出，须由领导决定。',
        'Who received a red incident first keeps it; only a leader may have it handed over.',
      );
    }
    if (!holds(at, actor)) return notHolder;
    if (to === undefined || to === at.holderId) {
      return no('invalid', 'receiver-needed', '请选择接手的人。', 'Choose who should take it over.');
    }
    return (note ?? '') === '' ? noteNeeded : effect(at.state);
  },
  take: (at, { id }) => {
    if (at.offerTo !== id || at.state === 'closed' || isEnded(at.state)) return wrongState;
    return isUnsigned(at.state)
      ? effect('signed', { holder: 'actor', meets: ['sign'], stops: ['recheck'], begins: ['verify', 'plan'] })
      : effect(at.state, { holder: 'actor' });
  },
  decline: (at, { id }, { note }) => {
    if (at.offerTo !== id) return wrongState;
    return (note ?? '') === '' ? noteNeeded : effect(at.state);
  },
};

/** Whether a step may be done now, and what it does; if not, why. Content is judged last. */
export function decideStep(
  step: IncidentStep,
  at: Circumstances,
  actor: Actor,
  content: StepContent,
): StepDecision {
  return rules[step](at, actor, content);
}

const anyContent: StepContent = { note: 'x', verdict: 'true', tier: 'blue', to: 'x', matter: 'x' };

/** The steps that a person may do next. */
export function stepsFor(at: Circumstances, actor: Actor): IncidentStep[] {
  return incidentSteps.filter((step) => decideStep(step, at, actor, anyContent).ok);
}
