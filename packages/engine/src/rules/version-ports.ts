import type { DraftKind, DraftState, DraftStep } from '@miaotou/contracts';
import type { Executor } from '../shared/index.js';
import type { StoredRule } from './ports.js';

/** A published version and how it came about; the texts are null for the shipped book. */
export interface PublishedRule extends StoredRule {
  readonly origin: string;
  readonly publishedAt: Date;
  readonly author: string | null;
  readonly reason: string | null;
  readonly approvedBy: string | null;
  readonly basedOn: number | null;
  readonly replayId: string | null;
  readonly draftId: number | null;
}

/** A draft as it is kept. */
export interface DraftRecord {
  readonly id: number;
  readonly ruleId: string;
  readonly kind: DraftKind;
  readonly basedOn: number | null;
  readonly text: string;
  readonly reason: string;
  readonly replayId: string | null;
  readonly state: DraftState;
  readonly author: string;
  readonly version: number | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export interface DraftStepRecord {
  readonly draftId: number;
  readonly step: DraftStep;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** What of a draft can change. */
export type DraftPatch = Partial<
  Pick<DraftRecord, 'text' | 'reason' | 'replayId' | 'state' | 'basedOn' | 'version'>
>;

/** Versions of rules and their drafts in the records; of a version nothing ever changes. */
export interface RuleVersionRecords {
  published(at: Executor): Promise<readonly PublishedRule[]>;
  /** Keeps a version; one that is there already stays as it is. */
  publish(at: Executor, rule: PublishedRule): Promise<void>;
  drafts(at: Executor): Promise<readonly DraftRecord[]>;
  draft(at: Executor, id: number): Promise<DraftRecord | null>;
  addDraft(at: Executor, draft: Omit<DraftRecord, 'id'>): Promise<DraftRecord>;
  /** Changes a draft that still is at a revision, and counts it on; false when it moved on. */
  changeDraft(at: Executor, id: number, revision: number, patch: DraftPatch, now: Date): Promise<boolean>;
  addStep(at: Executor, step: DraftStepRecord): Promise<void>;
  steps(at: Executor, draftIds: readonly number[]): Promise<readonly DraftStepRecord[]>;
  /** Live alerts by rule and tier rank, of these regions; null for all. */
  liveOf(
    at: Executor,
    regions: readonly string[] | null,
  ): Promise<readonly { readonly ruleId: string; readonly rank: number; readonly count: number }[]>;
}
