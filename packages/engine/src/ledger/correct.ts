import type { LedgerBody, LedgerCorrection } from '@miaotou/contracts';
import { findDisputeType, findRegion, keyGroups, industrySections } from '@miaotou/domain';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { LedgerDraft } from './chain.js';

const knownGroups = new Set(keyGroups.map(({ code }) => code));
const knownSections = new Set(industrySections.map(({ letter }) => letter));

function requireKnown(correction: LedgerCorrection): void {
  const { disputeTypes = [], keyGroups: groups = [], region, industry } = correction;
  const stranger =
    disputeTypes.find((code) => findDisputeType(code)?.code !== code) ??
    groups.find((code) => !knownGroups.has(code)) ??
    [region ?? ''].find((code) => code !== '' && findRegion(code) === null) ??
    [industry ?? ''].find((code) => code !== '' && !knownSections.has(code.slice(0, 1)));
  if (stranger === undefined) return;
  throw refuse('invalid', 'code-unknown', `没有这个代码：${stranger}`, `There is no such code: ${stranger}`);
}

/** The entry that says what should stand instead: all of what stood before, with the corrected members changed. */
export function correctedDraft(
  before: LedgerBody,
  place: { readonly chain: string; readonly seq: number },
  correction: LedgerCorrection,
  viewer: Pick<Viewer, 'username'>,
  at: Date,
): LedgerDraft {
  requireKnown(correction);
  const { reason, newest: _newest, ...changed } = correction;
  const { chain: _chain, seq: _seq, ...said } = before;
  const { tier, disputeTypes, keyGroups: groups, industry, region, headcount, amountFen } = changed;
  return {
    ...said,
    at: at.toISOString(),
    kind: 'corrected',
    reason: 'corrected-by-person',
    by: viewer.username,
    note: reason,
    tier: tier ?? said.tier,
    disputeTypes: disputeTypes ?? said.disputeTypes,
    keyGroups: groups ?? said.keyGroups,
    region: region ?? said.region,
    // An entry made before these were kept gets them with its first correction, as not known.
    industry: industry === undefined ? (said.industry ?? null) : industry,
    headcount: headcount === undefined ? (said.headcount ?? null) : headcount,
    amountFen: amountFen === undefined ? (said.amountFen ?? null) : amountFen,
    corrects: place,
  };
}
