import type { SettingKind, SettingState } from '@miaotou/contracts';
import type { Day } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** One version of a setting as it is kept. */
export interface SettingRecord {
  readonly id: number;
  readonly kind: SettingKind;
  readonly version: number;
  readonly body: unknown;
  readonly effectiveFrom: Day;
  readonly author: string;
  readonly reason: string;
  readonly proposedAt: Date;
  readonly state: SettingState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

/** Versions of settings in the records; nothing of them is changed but that they are decided once. */
export interface SettingRecords {
  /** All that ever were, oldest first. */
  all(executor: Executor): Promise<readonly SettingRecord[]>;
  /** Null when another one took the number at the same moment. */
  add(
    tx: Executor,
    proposal: Pick<SettingRecord, 'kind' | 'body' | 'effectiveFrom' | 'author' | 'reason' | 'proposedAt'>,
  ): Promise<SettingRecord | null>;
  /** False when it was decided already or never was. */
  decide(
    executor: Executor,
    id: number,
    decision: {
      readonly state: Exclude<SettingState, 'proposed'>;
      readonly by: string;
      readonly at: Date;
      readonly reason: string;
    },
  ): Promise<boolean>;
}
