import type {
  CampaignMade,
  InspectionDetail,
  InspectionStep,
  NewCampaign,
  NewInspection,
} from '@miaotou/contracts';
import { dayOf, findIndustry, findInspectionChecklist } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import type { Ledger } from '../ledger/index.js';
import type { Notice, Outbox } from '../messages/index.js';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { inspectionEntry } from './entry.js';
import { newestAnswers } from './inspection.js';
import type { Inspection, KeptAnswer, NewInspectionRecord } from './inspection.js';
import type { InspectedEmployer, InspectionStore } from './ports.js';
import { mayAssign, mayWork, takeStep } from './steps.js';
import { createInspectionReads, inspectionHelp, inspectionUnknown } from './reads.js';
import type { InspectionReads } from './reads.js';
import type { Names } from './views.js';

export interface InspectionsDeps {
  readonly records: Records;
  readonly store: InspectionStore;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Inspections 隐患排查: raised from a risk or by campaign, done item by item, ended as a clue, a risk or closed. */
export interface Inspections extends InspectionReads {
  raise(wanted: NewInspection, viewer: Viewer): Promise<InspectionDetail>;
  step(id: string, step: InspectionStep, viewer: Viewer): Promise<InspectionDetail>;
  campaign(wanted: NewCampaign, viewer: Viewer): Promise<CampaignMade>;
}

const notYours = () =>
  refuse('forbidden', 'inspection-not-yours', '该排查不由您办理。', 'The inspection is not given to you.');

interface Assignment {
  readonly officeId: string;
  readonly personId: string | null;
  readonly dueDay: Day;
}

export function createInspections(deps: InspectionsDeps): Inspections {
  const { records, store, ledger, outbox, clock } = deps;
  const help = inspectionHelp(deps);
  const { names, seen, detail } = help;
  /** Refuses an office or a person that cannot do it: unknown, or without sight of the place. */
  const requireAssignable = (
    { officeId, personId, dueDay }: Assignment,
    places: readonly string[],
    known: Names,
  ): void => {
    if (!known.offices.has(officeId)) {
      throw refuse('invalid', 'office-unknown', '没有这个承办单位。', 'There is no such office.');
    }
    if (dueDay < dayOf(clock.now())) {
      throw refuse('invalid', 'due-day-past', '期限不能早于今天。', 'The due day lies in the past.');
    }
    if (personId === null) return;
    const person = known.people.get(personId);
    if (person === undefined) {
      throw refuse('invalid', 'person-unknown', '没有这名承办人。', 'There is no such person.');
    }
    if (places.some((region) => !maySee(person, region))) {
      throw refuse(
        'invalid',
        'person-elsewhere',
        '承办人看不到该地区，不能交办。',
        'The person does not see the place and cannot be given it.',
      );
    }
  };

  const draftOf = (
    employer: InspectedEmployer,
    wanted: Assignment & { readonly reason: string; readonly checklist: string },
    more: Pick<Inspection, 'campaignId' | 'alertId' | 'incidentId'>,
    viewer: Viewer,
  ): NewInspectionRecord => {
    const checklist = findInspectionChecklist(wanted.checklist);
    if (checklist === null) {
      throw refuse('invalid', 'checklist-unknown', '没有这份排查清单。', 'There is no such check-list.');
    }
    const { code, name, items } = checklist;
    return {
      ...more,
      employerId: employer.id,
      employerName: employer.name,
      region: employer.region,
      industry: findIndustry(employer.industry ?? '')?.code ?? null,
      reason: wanted.reason,
      checklist: { code, name, items: items.map((item) => ({ ...item })) },
      officeId: wanted.officeId,
      personId: wanted.personId,
      dueDay: wanted.dueDay,
      state: 'open',
      outcome: null,
      tier: null,
      headcount: null,
      amountFen: null,
      disputeTypes: [],
      keyGroups: [],
      conclusion: null,
      companionId: null,
      endedAt: null,
      createdBy: viewer.id,
      createdAt: clock.now(),
      version: 1,
    };
  };

  /** Writes an inspection into the chain of the office that does it. */
  const enter = async (
    tx: Executor,
    made: readonly Inspection[],
    answers: readonly KeptAnswer[],
    known: Names,
    viewer: Viewer,
  ): Promise<void> => {
    // One request gives to one office.
    const office = known.offices.get(made[0]?.officeId ?? '');
    if (office === undefined) return;
    const problems = [...newestAnswers(answers).values()].filter(({ answer }) => answer === 'problem').length;
    const drafts = made.map((one) =>
      inspectionEntry(one, viewer.username, clock.now(), problems, office.name),
    );
    await ledger.append(tx, drafts, office.code);
  };

  const notice = (personId: string, reason: string, title: string, text: string, path: string): Notice => ({
    reason,
    incidentId: null,
    personId,
    tier: 'blue',
    region: null,
    title,
    text,
    path,
    notBefore: clock.now(),
    groups: false,
  });

  const add = async (
    tx: Executor,
    drafts: readonly NewInspectionRecord[],
    known: Names,
    viewer: Viewer,
  ): Promise<readonly Inspection[]> => {
    const made = await store.add(tx, drafts);
    await store.tell(
      tx,
      made.map(({ id, reason }) => ({
        inspectionId: id,
        at: clock.now(),
        byId: viewer.id,
        kind: 'raised' as const,
        note: reason,
      })),
    );
    await enter(tx, made, [], known, viewer);
    return made;
  };

  const chosen = async (at: Executor, ids: readonly string[], viewer: Viewer) => {
    const found = await store.employers(at, ids);
    const hidden = ids.find((id) => {
      const one = found.find((each) => each.id === id);
      return one === undefined || !maySee(viewer, one.region);
    });
    if (hidden !== undefined) {
      throw refuse(
        'not-found',
        'employer-unknown',
        '没有这家单位，或不在您的辖区内。',
        'There is no such employer, or it lies outside your regions.',
      );
    }
    return found;
  };

  const requireOrigin = async (tx: Executor, wanted: NewInspection): Promise<void> => {
    const { alertId, incidentId, employerId } = wanted;
    const about = [
      ...(alertId === undefined ? [] : [await store.employerOfAlert(tx, Number(alertId))]),
      ...(incidentId === undefined ? [] : [await store.employerOfIncident(tx, Number(incidentId))]),
    ];
    if (about.every((one) => one === employerId)) return;
    throw refuse(
      'invalid',
      'origin-differs',
      '预警或处置事件不是这家单位的。',
      'The alert or incident is not of this employer.',
    );
  };

  return {
    ...createInspectionReads(deps, help),

    async raise(wanted, viewer) {
      return records.transaction(async (tx) => {
        const known = await names(tx);
        const [employer] = await chosen(tx, [wanted.employerId], viewer);
        if (employer === undefined) throw inspectionUnknown();
        requireAssignable(wanted, [employer.region], known);
        await requireOrigin(tx, wanted);
        await store.lock(tx);
        if ((await store.openOf(tx, [employer.id])).size > 0) {
          throw refuse(
            'conflict',
            'inspection-open',
            '该单位已有一项未结束的排查。',
            'The employer has an open inspection already.',
          );
        }
        const origin = {
          campaignId: null,
          alertId: wanted.alertId === undefined ? null : Number(wanted.alertId),
          incidentId: wanted.incidentId === undefined ? null : Number(wanted.incidentId),
        };
        const [made] = await add(tx, [draftOf(employer, wanted, origin, viewer)], known, viewer);
        if (made === undefined) throw new Error('an inspection was not kept');
        if (made.personId !== null && made.personId !== viewer.id) {
          const text = `${made.employerName}：${made.reason}。期限 ${made.dueDay}。`;
          const path = `/inspections/${made.id}`;
          await outbox.put(tx, [
            notice(made.personId, `inspection:${made.id}:${made.version}`, '隐患排查任务', text, path),
          ]);
        }
        return detail(tx, made, viewer);
      });
    },

    async step(id, step, viewer) {
      if (!isRecordId(id)) throw inspectionUnknown();
      return records.transaction(async (tx) => {
        const before = await seen(store.take(tx, Number(id)), viewer);
        const known = await names(tx);
        const own = known.people.get(viewer.id)?.officeId ?? null;
        const handsOut = step.step === 'assign' || step.step === 'withdraw';
        if (handsOut ? !mayAssign(viewer) : !mayWork(before, viewer, own)) throw notYours();
        if (step.step === 'assign') requireAssignable(step, [before.region], known);
        if (step.step === 'end' && step.companionId !== null && !known.people.has(step.companionId)) {
          throw refuse('invalid', 'person-unknown', '没有这名监察员。', 'There is no such inspector.');
        }
        const answers = await store.answers(tx, [before.id]);
        const officeCode = known.offices.get(before.officeId)?.code ?? '';
        // An answer that was sent twice has been taken already, whatever happened since.
        if (step.step === 'answer' && answers.some(({ key }) => key === step.key)) {
          return detail(tx, before, viewer);
        }
        const taken = takeStep(before, step, { answers, viewer, now: clock.now(), officeCode });
        if (!taken.ok) throw taken.fault;
        const { inspection, answer, event } = taken;
        if (answer !== null) await store.addAnswer(tx, answer);
        await store.update(tx, inspection);
        await store.tell(tx, [event]);
        if (inspection.endedAt !== null) await enter(tx, [inspection], answers, known, viewer);
        if (step.step === 'assign' && inspection.personId !== null && inspection.personId !== viewer.id) {
          const text = `${inspection.employerName}：${step.reason}。期限 ${inspection.dueDay}。`;
          const reason = `inspection:${inspection.id}:${inspection.version}`;
          const path = `/inspections/${inspection.id}`;
          await outbox.put(tx, [notice(inspection.personId, reason, '隐患排查任务', text, path)]);
        }
        return detail(tx, inspection, viewer);
      });
    },

    async campaign(wanted, viewer) {
      const { title, reason, regions: places, industries } = wanted;
      return records.transaction(async (tx) => {
        const known = await names(tx);
        const employers = await chosen(tx, [...new Set(wanted.employers)], viewer);
        requireAssignable(
          wanted,
          employers.map(({ region }) => region),
          known,
        );
        await store.lock(tx);
        const busy = await store.openOf(
          tx,
          employers.map(({ id }) => id),
        );
        const free = employers.filter(({ id }) => !busy.has(id));
        if (free.length === 0) {
          throw refuse(
            'conflict',
            'campaign-empty',
            '所选单位都有未结束的排查。',
            'Every chosen employer has an open inspection already.',
          );
        }
        const focus = { regions: places, industries };
        const campaign = await store.addCampaign(tx, {
          title,
          reason,
          focus,
          byId: viewer.id,
          at: clock.now(),
        });
        const origin = { campaignId: campaign.id, alertId: null, incidentId: null };
        const drafts = free.map((one) => draftOf(one, wanted, origin, viewer));
        const made = await add(tx, drafts, known, viewer);
        if (wanted.personId !== null && wanted.personId !== viewer.id) {
          const text = `${title}：${made.length} 家单位，期限 ${wanted.dueDay}。`;
          const path = `/inspections?campaign=${campaign.id}`;
          await outbox.put(tx, [
            notice(wanted.personId, `inspection-campaign:${campaign.id}`, '专项排查任务', text, path),
          ]);
        }
        return { campaignId: String(campaign.id), made: made.length, left: busy.size };
      });
    },
  };
}
