import type { Abstention, RuleDraft, RuleFile, RuleRow, RuleStanding, RuleVersion } from '@miaotou/contracts';
import { dayOf, tierOfRank } from '@miaotou/domain';
import { fileOf, newestOf, versionsInForce } from './book.js';
import { judgesDifferently, ruleChanges } from './changes.js';
import type { DraftRecord, DraftStepRecord, PublishedRule } from './version-ports.js';

const isOpen = ({ state }: Pick<DraftRecord, 'state'>): boolean => state === 'draft' || state === 'checked';

/** What has become of a rule at a moment. */
export function standingOf(kept: readonly PublishedRule[], ruleId: string, now: Date): RuleStanding {
  const own = kept.filter((one) => one.ruleId === ruleId);
  if (own.length === 0) return 'draft-only';
  if (versionsInForce(own, now).length > 0) return 'in-force';
  return own.every((one) => fileOf(one).effective.from > dayOf(now)) ? 'coming' : 'retired';
}

/** The conditions of a rule as a person reads them, one a line. */
export function conditionsOf({ when, also }: RuleFile): string {
  return [when, ...Object.entries(also).map(([tier, text]) => `${tier}: ${text}`)]
    .filter((text) => text !== undefined)
    .join('\n');
}

export interface RowFacts {
  readonly kept: readonly PublishedRule[];
  readonly drafts: readonly DraftRecord[];
  readonly updates: readonly RuleFile[];
  readonly live: readonly { readonly ruleId: string; readonly rank: number; readonly count: number }[];
  readonly abstentions: readonly Abstention[];
  readonly now: Date;
}

/** One line of the list of rules. */
export function rowOf(file: RuleFile, facts: RowFacts): RuleRow {
  const { kept, now } = facts;
  const own = kept.filter(({ ruleId }) => ruleId === file.id);
  const inForce = versionsInForce(own, now)[0] ?? null;
  const drafts = facts.drafts.filter((draft) => draft.ruleId === file.id && isOpen(draft));
  const counts = { blue: 0, yellow: 0, orange: 0, red: 0 };
  for (const { ruleId, rank, count } of facts.live) {
    const tier = ruleId === file.id ? tierOfRank(rank) : null;
    if (tier !== null) counts[tier] += count;
  }
  const told = facts.abstentions.find(({ ruleId }) => ruleId === file.id);
  const newest = newestOf(own, file.id);
  const next = newest === null ? null : fileOf(newest).effective.from;
  return {
    id: file.id,
    version: inForce?.version ?? newest?.version ?? 0,
    name: file.name,
    subject: file.subject,
    families: file.families,
    disputeTypes: file.disputeTypes,
    when: conditionsOf(file),
    thresholds: file.thresholds,
    plan: file.plan,
    standing: standingOf(kept, file.id, now),
    since: inForce === null ? null : fileOf(inForce).effective.from,
    origin: inForce === null ? null : inForce.origin === 'book' ? 'book' : 'office',
    nextFrom: next !== null && next > dayOf(now) ? next : null,
    drafts: {
      writing: drafts.filter(({ state }) => state === 'draft').length,
      waiting: drafts.filter(({ state }) => state === 'checked').length,
    },
    update: facts.updates.find(({ id }) => id === file.id)?.version ?? null,
    live: counts,
    abstaining:
      told === undefined ? null : { reason: told.reason, detail: told.detail, subjects: told.subjects },
  };
}

/** All versions of a rule, newest first, each with what it changed over the one it was made from. */
export function versionViews(own: readonly PublishedRule[], now: Date): RuleVersion[] {
  const today = dayOf(now);
  const ascending = own.toSorted((a, b) => a.version - b.version);
  const inForce = versionsInForce(own, now)[0];
  const standing = (one: PublishedRule): RuleVersion['standing'] => {
    const { from, to } = fileOf(one).effective;
    if (one === inForce) return 'in-force';
    const earlierComes = ascending.some(
      (other) => other.version > one.version && fileOf(other).effective.from <= from,
    );
    if (earlierComes) return dayOf(one.publishedAt) > today || from > today ? 'passed-over' : 'replaced';
    if (from > today) return 'coming';
    return to !== undefined && to < today ? 'ended' : 'replaced';
  };
  return ascending
    .map((one, at): RuleVersion => {
      const file = fileOf(one);
      const base = one.basedOn === null ? null : (own.find(({ version }) => version === one.basedOn) ?? null);
      const before = base ?? ascending[at - 1] ?? null;
      const was = before === null ? null : fileOf(before);
      return {
        version: one.version,
        name: file.name,
        standing: standing(one),
        origin: one.origin === 'book' ? 'book' : 'office',
        from: file.effective.from,
        to: file.effective.to ?? null,
        publishedAt: one.publishedAt.toISOString(),
        author: one.author,
        approvedBy: one.approvedBy,
        reason: one.reason,
        basedOn: one.basedOn,
        replayId: one.replayId,
        judgesDifferently: judgesDifferently(was, file),
        sha256: one.bodySha256,
        changes: was === null ? [] : ruleChanges(was, file),
      };
    })
    .toReversed();
}

/** A draft as it is shown, with what its check found. */
export function draftView(
  draft: DraftRecord,
  steps: readonly DraftStepRecord[],
  found: Pick<RuleDraft, 'name' | 'from' | 'changes' | 'judgesDifferently' | 'faults' | 'moved'>,
): RuleDraft {
  const { id, createdAt, changedAt, ...rest } = draft;
  return {
    ...rest,
    ...found,
    id: String(id),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    steps: steps
      .filter(({ draftId }) => draftId === id)
      .map(({ step, by, at, reason }) => ({ step, by, at: at.toISOString(), reason })),
  };
}
