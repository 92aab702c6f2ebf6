import type { JobName, JobPayload } from '@miaotou/contracts';
import type { Progress } from '@miaotou/engine';
import type { Lane } from './lanes.js';

export interface AddOptions {
  /** At most one job of this key waits or runs; adding it again then changes nothing. */
  readonly key?: string;
  /** Runs once for ever: a job of this id is not added again, also after it ended (remembered for a week). */
  readonly id?: string;
  readonly delayMs?: number;
  /** Tries in all, with growing pauses; 5 by default. */
  readonly attempts?: number;
}

export interface JobContext {
  readonly id: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the job is cancelled or the process must end. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export type JobHandler<N extends JobName> = (payload: JobPayload<N>, context: JobContext) => Promise<unknown>;
export type JobHandlers = { readonly [N in JobName]: JobHandler<N> };

/** How one try of a job ended. `stale`: no longer wanted. `returned`: back in the queue, the process ends. */
export type JobOutcome = 'done' | 'stale' | 'cancelled' | 'failed' | 'retry' | 'returned';

export interface WorkOptions {
  readonly concurrency?: Partial<Readonly<Record<Lane, number>>>;
  /** Runs around every try, to give its log lines their ids. */
  readonly around?: <T>(job: { id: string; name: JobName }, run: () => Promise<T>) => Promise<T>;
  readonly onSettled?: (event: {
    id: string;
    name: JobName;
    outcome: JobOutcome;
    ms: number;
    error?: unknown;
  }) => void;
}

export interface LaneCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** Background jobs over Redis or PostgreSQL. */
export interface Jobs {
  readonly kind: 'redis' | 'postgres';
  /** Gives the id of the new job, or of the one that stands in its way. */
  add<N extends JobName>(name: N, payload: JobPayload<N>, options?: AddOptions): Promise<string>;
  /**
   * Begins to work. Every job name must have exactly one handler among the modules, or nothing starts.
   * A PermanentError ends a job at once, a StaleError ends it quietly, anything else is tried again.
   */
  work(modules: readonly Partial<JobHandlers>[], options?: WorkOptions): Promise<void>;
  /** Takes a waiting job away, or tells a running one (in any process) to stop. False when there is none. */
  cancel(name: JobName, which: { readonly key: string } | { readonly id: string }): Promise<boolean>;
  counts(): Promise<Readonly<Record<Lane, LaneCounts>>>;
  /** Throws when the store of jobs does not answer. */
  ping(): Promise<void>;
  /** Takes no more jobs, gives running ones `graceMs` to end, then returns them to the queue. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}
