import type { InspectionDetail, InspectionRow, Person } from '@miaotou/contracts';
import { dayOf, findRegion } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { Viewer } from '../people/index.js';
import { isOpen, isOverdue, newestAnswers } from './inspection.js';
import type { Campaign, Inspection, InspectionEvent, KeptAnswer } from './inspection.js';
import type { InspectionOffice } from './ports.js';
import { brigadeCode, mayAssign, mayWork } from './steps.js';
import type { Inspector } from './steps.js';

/** Everybody and everything that inspections name. */
export interface Names {
  readonly offices: ReadonlyMap<string, InspectionOffice>;
  readonly people: ReadonlyMap<string, Inspector>;
  readonly campaigns: ReadonlyMap<number, Campaign>;
}

export const regionName = (code: string): Bilingual =>
  findRegion(code)?.name ?? { zh: code || '未定', en: code || 'Unknown' };

const nowhere: Bilingual = { zh: '已撤销的单位', en: 'An office that is no more' };

function personOf(id: string | null, { people }: Names): Person | null {
  const found = id === null ? undefined : people.get(id);
  return found === undefined
    ? null
    : { id: found.id, username: found.username, displayName: found.displayName };
}

const nameOf = (id: string, { people }: Names): string => people.get(id)?.displayName ?? id;

/** An inspection as a line of the list. */
export function inspectionRow(
  inspection: Inspection,
  answers: readonly KeptAnswer[],
  names: Names,
  now: Date,
): InspectionRow {
  const newest = [...newestAnswers(answers).values()];
  const campaign = inspection.campaignId === null ? undefined : names.campaigns.get(inspection.campaignId);
  const office = names.offices.get(inspection.officeId);
  const { checklist } = inspection;
  return {
    id: String(inspection.id),
    campaign: campaign === undefined ? null : { id: String(campaign.id), title: campaign.title },
    employerId: inspection.employerId,
    employerName: inspection.employerName,
    region: inspection.region,
    regionName: regionName(inspection.region),
    alertId: inspection.alertId === null ? null : String(inspection.alertId),
    incidentId: inspection.incidentId === null ? null : String(inspection.incidentId),
    reason: inspection.reason,
    checklistName: checklist.name,
    office: office ?? { id: inspection.officeId, code: '', name: nowhere },
    person: personOf(inspection.personId, names),
    dueDay: inspection.dueDay,
    overdue: isOverdue(inspection, dayOf(now)),
    state: inspection.state,
    outcome: inspection.outcome,
    tier: inspection.tier,
    answered: newest.length,
    items: checklist.items.length,
    problems: newest.filter(({ answer }) => answer === 'problem').length,
    createdAt: inspection.createdAt.toISOString(),
    endedAt: inspection.endedAt?.toISOString() ?? null,
    version: inspection.version,
  };
}

/** An inspection in full, for one viewer. */
export function inspectionDetail(
  inspection: Inspection,
  answers: readonly KeptAnswer[],
  events: readonly InspectionEvent[],
  names: Names,
  viewer: Viewer,
  now: Date,
): InspectionDetail {
  const row = inspectionRow(inspection, answers, names, now);
  const { headcount, amountFen, disputeTypes, keyGroups, conclusion, checklist } = inspection;
  const ownOffice = names.people.get(viewer.id)?.officeId ?? null;
  return {
    ...row,
    checklist,
    answers: [...newestAnswers(answers).values()].map(({ item, answer, note, byId, at }) => ({
      item,
      answer,
      note,
      by: nameOf(byId, names),
      at: at.toISOString(),
      times: answers.filter((one) => one.item === item).length,
    })),
    headcount,
    amountFen,
    disputeTypes: [...disputeTypes],
    keyGroups: [...keyGroups],
    conclusion,
    companion: personOf(inspection.companionId, names),
    events: events.map(({ at, byId, kind, note }) => ({
      at: at.toISOString(),
      by: nameOf(byId, names),
      kind,
      note,
    })),
    may: {
      work: isOpen(inspection) && mayWork(inspection, viewer, ownOffice),
      assign: isOpen(inspection) && mayAssign(viewer),
      needsCompanion: row.office.code === brigadeCode,
    },
  };
}
