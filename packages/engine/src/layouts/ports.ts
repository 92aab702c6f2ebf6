import type { Manifest } from '@miaotou/contracts';
import type { Executor } from '../shared/index.js';

/** One version of a layout as somebody saved it. */
export interface VersionRecord {
  readonly id: number;
  readonly layout: string;
  readonly version: number;
  readonly manifest: Manifest;
  readonly author: string;
  readonly reason: string;
  readonly since: Date;
  readonly until: Date | null;
  readonly endedBy: string | null;
  readonly endedReason: string | null;
}

/** Versions of layouts in the records; nothing of them is changed but that they end. */
export interface LayoutVersions {
  /** All that ever were, oldest first. */
  all(executor: Executor): Promise<readonly VersionRecord[]>;
  add(
    executor: Executor,
    version: Omit<VersionRecord, 'id' | 'until' | 'endedBy' | 'endedReason'>,
  ): Promise<VersionRecord>;
  /** Imports that each version read, as `layout:version`. */
  uses(executor: Executor): Promise<ReadonlyMap<string, number>>;
  /** False when it had ended already or never was. */
  end(
    executor: Executor,
    id: number,
    ending: { readonly at: Date; readonly by: string; readonly reason: string },
  ): Promise<boolean>;
}
