import type { Bilingual } from '@miaotou/domain';
import type { LedgerDraft } from '../ledger/index.js';
import type { MovedAlert, MoveRecord } from './move-ports.js';
import type { EmployerRecord } from './ports.js';

/** What happened to two employers. */
export type MoveStep = 'merged' | 'split' | 'undone';

function sentenceOf(kind: MoveRecord['kind'], step: MoveStep, from: string, to: string): Bilingual {
  if (step === 'merged') return { zh: `“${from}”并入“${to}”。`, en: `“${from}” was merged into “${to}”.` };
  if (step === 'split') return { zh: `从“${from}”拆分出“${to}”。`, en: `“${to}” was split from “${from}”.` };
  return kind === 'merge'
    ? { zh: `撤销“${from}”并入“${to}”的合并。`, en: `The merge of “${from}” into “${to}” was taken back.` }
    : {
        zh: `撤销从“${from}”拆分出“${to}”的拆分。`,
        en: `The split of “${to}” from “${from}” was taken back.`,
      };
}

const numbers = (alerts: readonly MovedAlert[], ended: boolean): string =>
  alerts
    .filter((one) => one.ended === ended)
    .map(({ alertId }) => alertId)
    .join(', ');

/** The ledger's entry of a merge, split or undoing; entries made before it stay as they are. */
export function moveEntry(
  move: Pick<MoveRecord, 'kind' | 'at' | 'by' | 'reason'>,
  step: MoveStep,
  { from, to }: { readonly from: EmployerRecord; readonly to: EmployerRecord },
  alerts: readonly MovedAlert[],
): LedgerDraft {
  const moved = numbers(alerts, false);
  const ended = numbers(alerts, true);
  const note = [
    move.reason,
    ...(moved === '' ? [] : [`alerts ${moved}`]),
    ...(ended === '' ? [] : [`${step === 'undone' ? 'reopened' : 'ended'} ${ended}`]),
  ].join('; ');
  return {
    at: move.at.toISOString(),
    kind: step === 'undone' ? `employer-${move.kind}-undone` : `employer-${step}`,
    alertId: null,
    ruleId: null,
    ruleVersion: null,
    tier: null,
    state: null,
    reason: `employer-${step}`,
    by: move.by,
    note,
    subjectKind: 'employer',
    subjectId: String(to.id),
    subjectName: to.name,
    region: to.region,
    disputeTypes: [],
    keyGroups: [],
    sentence: sentenceOf(move.kind, step, from.name, to.name),
  };
}
