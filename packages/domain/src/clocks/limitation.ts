import { addDays } from '../calendar/index.js';
import type { Day, WorkCalendar } from '../calendar/index.js';
import { countForwards } from './count.js';
import type { ExcludedDays } from './count.js';

/** Acts that make limitation begin again (办案规则第二十七条；协商调解规定第三十一条). */
export const interruptionKinds = [
  'claimed-by-negotiation',
  'claimed-by-mediation',
  'complaint-to-authority',
  'arbitration-applied',
  'lawsuit-filed',
  'payment-order-applied',
  'other-side-agreed-to-perform',
  'negotiation-unanswered',
  'negotiation-broken-off',
  'negotiation-term-ended',
  'settlement-unperformed',
  'mediation-refused',
  'mediation-quit',
  'mediation-failed-in-term',
  'agreement-unperformed',
] as const;
export type InterruptionKind = (typeof interruptionKinds)[number];

/** One thing that is claimed; each has its own limitation. */
export interface ClaimItem {
  readonly item: string;
  /** Wages owed while the employment lasts know no limit until it ends (调解仲裁法第二十七条第四款). */
  readonly kind: 'ordinary' | 'wages' | 'hired-civil-servant';
  readonly knownOn: Day;
  readonly employmentEndedOn: Day | null;
}

export interface Limitation {
  readonly item: string;
  /** Null: it does not run. */
  readonly startedOn: Day | null;
  readonly originalDue: Day | null;
  readonly due: Day | null;
  readonly provisional: boolean;
  readonly suspendedDays: number;
  readonly interruptions: readonly {
    readonly on: Day;
    readonly kind: InterruptionKind;
    readonly outcome: 'restarted' | 'before-it-began' | 'after-it-had-ended' | 'not-running';
  }[];
  readonly reason: 'runs' | 'employment-goes-on';
}

/** Limitation of one claim item after all that interrupted or suspended it; order of arrival does not matter. */
export function limitationOf(
  claim: ClaimItem,
  interruptions: readonly { readonly on: Day; readonly kind: InterruptionKind }[],
  suspensions: readonly ExcludedDays[],
  calendar: WorkCalendar,
): Limitation {
  const sorted = interruptions.toSorted((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : a.kind < b.kind ? -1 : 1,
  );
  const { item } = claim;
  const start = claim.kind === 'wages' ? claim.employmentEndedOn : claim.knownOn;
  if (start === null) {
    return {
      item,
      startedOn: null,
      originalDue: null,
      due: null,
      provisional: false,
      suspendedDays: 0,
      interruptions: sorted.map((one) => ({ ...one, outcome: 'not-running' })),
      reason: 'employment-goes-on',
    };
  }
  const span =
    claim.kind === 'hired-civil-servant'
      ? ({ length: 60, unit: 'calendar-days' } as const)
      : ({ length: 1, unit: 'years' } as const);
  const original = countForwards(start, span, calendar);
  let counted = countForwards(start, span, calendar, suspensions);
  let startedOn = start;
  const told: Limitation['interruptions'][number][] = [];
  for (const one of sorted) {
    if (one.on < start) told.push({ ...one, outcome: 'before-it-began' });
    else if (one.on > counted.due) told.push({ ...one, outcome: 'after-it-had-ended' });
    else {
      told.push({ ...one, outcome: 'restarted' });
      startedOn = one.on;
      counted = countForwards(one.on, span, calendar, suspensions);
    }
  }
  return {
    item,
    startedOn,
    originalDue: original.due,
    due: counted.due,
    provisional: counted.provisional,
    suspendedDays: counted.excluded,
    interruptions: told,
    reason: 'runs',
  };
}

/** Whether a defence of limitation stands: raised in arbitration; first in court only with new evidence (法释〔2020〕26号). */
export function limitationDefence(raised: {
  readonly inArbitrationOn: Day | null;
  readonly inCourtOn: Day | null;
  readonly newEvidence: boolean;
}): {
  readonly heard: boolean;
  readonly reason: 'raised-in-arbitration' | 'new-evidence' | 'too-late' | 'not-raised';
} {
  if (raised.inArbitrationOn !== null) return { heard: true, reason: 'raised-in-arbitration' };
  if (raised.inCourtOn === null) return { heard: false, reason: 'not-raised' };
  return raised.newEvidence ? { heard: true, reason: 'new-evidence' } : { heard: false, reason: 'too-late' };
}

/** Legal aid is given first where limitation ends in less than seven days (法律援助法第四十四条). */
export function aidComesFirst(due: Day | null, today: Day): boolean {
  return due !== null && due >= today && due < addDays(today, 7);
}
