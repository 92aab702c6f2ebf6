import type { InspectionStep } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { PermanentError } from '../shared/index.js';
import { isOpen, newestAnswers } from './inspection.js';
import type { Inspection, InspectionEvent, KeptAnswer } from './inspection.js';

/** Whoever takes part, with the office that they belong to. */
export interface Inspector {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly scope: readonly string[];
  readonly officeId: string | null;
}

const working: readonly Role[] = ['leader', 'analyst', 'responder', 'mediator'];
const assigning: readonly Role[] = ['leader', 'analyst'];

/** The labour inspection brigade, of which the law wants two at every inspection (劳动保障监察条例 §16). */
export const brigadeCode = 'O20';

/** Who may hand inspections out. */
export const mayAssign = ({ role }: Pick<Viewer, 'role'>): boolean => assigning.includes(role);

/** Who may answer and end one: the person it is given to, that person's office where it is given to nobody, and who hands out. */
export function mayWork(inspection: Inspection, viewer: Viewer, officeId: string | null): boolean {
  if (!working.includes(viewer.role) || !maySee(viewer, inspection.region)) return false;
  if (mayAssign(viewer) || inspection.personId === viewer.id) return true;
  return inspection.personId === null && officeId !== null && inspection.officeId === officeId;
}

/** What a step makes of an inspection, or why it is refused. */
export type StepOutcome =
  | {
      readonly ok: true;
      readonly inspection: Inspection;
      readonly answer: KeptAnswer | null;
      readonly event: InspectionEvent;
    }
  | { readonly ok: false; readonly fault: PermanentError };

const no = (...said: Parameters<typeof refuse>): StepOutcome => ({ ok: false, fault: refuse(...said) });

export interface StepContext {
  readonly answers: readonly KeptAnswer[];
  readonly viewer: Pick<Viewer, 'id' | 'role'>;
  readonly now: Date;
  readonly officeCode: string;
}

/** One step of an inspection, as a pure function of how it stands. */
export function takeStep(inspection: Inspection, step: InspectionStep, context: StepContext): StepOutcome {
  const { answers, viewer, now, officeCode } = context;
  if (!isOpen(inspection)) {
    return no('conflict', 'inspection-over', '该排查已结束。', 'The inspection is over.');
  }
  if (step.step !== 'answer' && step.version !== inspection.version) {
    return no(
      'conflict',
      'inspection-stale',
      '该排查在您打开之后已有变化，请刷新后再操作。',
      'The inspection changed since you opened it; look at it again first.',
    );
  }
  const told = (kind: InspectionEvent['kind'], note: string): InspectionEvent => ({
    inspectionId: inspection.id,
    at: now,
    byId: viewer.id,
    kind,
    note,
  });
  const changed = { ...inspection, version: inspection.version + 1 };
  switch (step.step) {
    case 'answer': {
      const { item, answer, note, key } = step;
      if (!inspection.checklist.items.some(({ code }) => code === item)) {
        return no('invalid', 'item-unknown', '清单中没有这一项。', 'The check-list has no such item.');
      }
      if (answer === 'problem' && note === '') {
        return no(
          'invalid',
          'note-missing',
          '发现问题的，请写明情况。',
          'Say what was found where something is wrong.',
        );
      }
      const given = { inspectionId: inspection.id, item, answer, note, byId: viewer.id, at: now, key };
      const event = told('answered', `${item}: ${answer}`);
      return { ok: true, inspection: { ...changed, state: 'begun' }, answer: given, event };
    }
    case 'end': {
      const { outcome, conclusion, companionId, tier, headcount, amountFen, disputeTypes, keyGroups } = step;
      const newest = newestAnswers(answers);
      const left = inspection.checklist.items.filter(({ code }) => !newest.has(code)).length;
      if (left > 0) {
        return no(
          'invalid',
          'items-unanswered',
          `还有 ${left} 项没有填写。`,
          `${left} items have no answer yet.`,
        );
      }
      if (outcome === 'risk' && tier === null) {
        return no('invalid', 'tier-missing', '列为风险须定等级。', 'A risk needs a tier.');
      }
      if (companionId === viewer.id || (officeCode === brigadeCode && companionId === null)) {
        return no(
          'invalid',
          'companion-missing',
          '劳动保障监察须由两名以上监察员共同进行，请选择另一名监察员。',
          'Labour inspection takes two inspectors: name the other one.',
        );
      }
      const risk = outcome === 'risk';
      const ended: Inspection = {
        ...changed,
        state: 'ended',
        outcome,
        conclusion,
        companionId,
        tier: risk ? tier : null,
        headcount,
        amountFen,
        disputeTypes,
        keyGroups,
        endedAt: now,
      };
      return { ok: true, inspection: ended, answer: null, event: told('ended', conclusion) };
    }
    case 'assign': {
      const { officeId, personId, dueDay, reason } = step;
      if (dueDay < dayOf(now)) {
        return no('invalid', 'due-day-past', '期限不能早于今天。', 'The due day lies in the past.');
      }
      const given = { ...changed, officeId, personId, dueDay };
      return { ok: true, inspection: given, answer: null, event: told('assigned', reason) };
    }
    case 'withdraw': {
      const ended: Inspection = { ...changed, state: 'withdrawn', endedAt: now, conclusion: step.reason };
      return { ok: true, inspection: ended, answer: null, event: told('withdrawn', step.reason) };
    }
  }
}
