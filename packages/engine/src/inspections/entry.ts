import type { Bilingual, InspectionOutcome } from '@miaotou/domain';
import type { LedgerDraft } from '../ledger/index.js';
import type { Inspection } from './inspection.js';

const outcomes: Readonly<Record<InspectionOutcome, Bilingual>> = {
  clue: { zh: '发现线索，转核查', en: 'a clue, to be followed' },
  risk: { zh: '列为风险', en: 'a risk' },
  closed: { zh: '办结，未发现需跟进的隐患', en: 'closed, nothing left to follow' },
};

/** The ledger's entry of an inspection: raised, ended by what came out, or withdrawn. */
export function inspectionEntry(
  inspection: Inspection,
  by: string,
  at: Date,
  problems: number,
  office: Bilingual,
): LedgerDraft {
  const { state, outcome, checklist, dueDay, conclusion } = inspection;
  const sentence =
    outcome !== null
      ? {
          zh: `隐患排查（${checklist.name.zh}）：${outcomes[outcome].zh}，问题${problems}项。`,
          en: `Inspection (${checklist.name.en}): ${outcomes[outcome].en}; ${problems} items with a problem.`,
        }
      : state === 'withdrawn'
        ? {
            zh: `隐患排查（${checklist.name.zh}）已撤销。`,
            en: `Inspection (${checklist.name.en}) withdrawn.`,
          }
        : {
            zh: `隐患排查立项：${checklist.name.zh}，${office.zh}承办，期限${dueDay}。`,
            en: `Inspection raised: ${checklist.name.en}, by ${office.en}, due ${dueDay}.`,
          };
  return {
    at: at.toISOString(),
    kind: `inspection-${outcome ?? (state === 'withdrawn' ? 'withdrawn' : 'raised')}`,
    alertId: null,
    ruleId: null,
    ruleVersion: null,
    tier: inspection.tier,
    state: null,
    reason: outcome === null && state !== 'withdrawn' ? 'inspection-raised' : 'inspection-result',
    by,
    note: conclusion ?? inspection.reason,
    subjectKind: 'employer',
    subjectId: inspection.employerId,
    subjectName: inspection.employerName,
    region: inspection.region,
    disputeTypes: [...inspection.disputeTypes],
    keyGroups: [...inspection.keyGroups],
    sentence,
    headcount: inspection.headcount,
    amountFen: inspection.amountFen,
    industry: inspection.industry,
    inspectionId: inspection.id,
  };
}
