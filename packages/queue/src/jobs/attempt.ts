import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobPayloads } from '@miaotou/contracts';
import type { JobName } from '@miaotou/contracts';
import { PermanentError, StaleError } from '@miaotou/engine';
import type { Progress } from '@miaotou/engine';
import { UnrecoverableError, WaitingError } from 'bullmq';
import type { Job } from 'bullmq';
import type { JobHandler, JobHandlers, JobOutcome, WorkOptions } from './jobs.js';

/** Why a running job is told to stop. */
export const stopReasons = ['cancelled', 'shutdown'] as const;

const progressEveryMs = 250;

function throttledProgress(job: Job, now: () => number): Progress {
  let told = Number.NEGATIVE_INFINITY;
  return (done, total, stage) => {
    if (now() - told < progressEveryMs) return;
    told = now();
    // Progress is for the eye: losing one step of it harms nobody, and the next step is on its way.
    job.updateProgress({ done, total, stage }).catch(() => undefined);
  };
}

function isPermanent(error: unknown): boolean {
  if (error instanceof PermanentError) return true;
  return error instanceof Error && 'kind' in error && error.kind === 'permanent';
}

/** What a thrown error makes of a try. */
export function outcomeOf(error: unknown, signal: AbortSignal, lastAttempt: boolean): JobOutcome {
  if (signal.aborted) return signal.reason === 'cancelled' ? 'cancelled' : 'returned';
  if (error instanceof StaleError) return 'stale';
  return isPermanent(error) || lastAttempt ? 'failed' : 'retry';
}

async function handle<N extends JobName>(
  name: N,
  handlers: JobHandlers,
  job: Job,
  signal: AbortSignal,
): Promise<unknown> {
  const parsed = jobPayloads[name].safeParse(job.data);
  if (!parsed.success)
    throw new UnrecoverableError(`the payload of ${name} has another shape: ${parsed.error.message}`);
  const handler: JobHandler<N> = handlers[name];
  const progress = throttledProgress(job, () => performance.now());
  const context = { id: job.id ?? '', attempt: job.attemptsMade + 1, signal, progress };
  return handler(parsed.data as Parameters<typeof handler>[0], context);
}

/** After a shutdown was told, a handler gets this long before its job goes back without waiting for it. */
const returnMs = 2_000;

/**
 * Ends a try that outlasts a shutdown: the process is about to go, and a job that it still held would wait for its lock
 * to run out. What the handler does until then is what it would do before a kill.
 */
export async function untilReturned<T>(
  work: Promise<T>,
  signal: AbortSignal,
  afterMs = returnMs,
): Promise<T> {
  const settled = new AbortController();
  const late = async (): Promise<never> => {
    if (!signal.aborted) await once(signal, 'abort', { signal: settled.signal });
    if (signal.reason === 'cancelled') return new Promise<never>(() => undefined);
    await sleep(afterMs, undefined, { signal: settled.signal });
    throw new Error('the program ends before the job does');
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    settled.abort();
  }
}

/** Runs one try of a job and tells the store how it ended. */
export async function runAttempt(
  job: Job,
  token: string | undefined,
  signal: AbortSignal,
  handlers: JobHandlers,
  options: WorkOptions,
): Promise<void> {
  const name = job.name as JobName;
  const id = job.id ?? '';
  const started = performance.now();
  const settled = (outcome: JobOutcome, error?: unknown) => {
    const ms = performance.now() - started;
    options.onSettled?.({ id, name, outcome, ms, ...(error === undefined ? {} : { error }) });
  };
  const run = () => untilReturned(handle(name, handlers, job, signal), signal);
  try {
    await (options.around === undefined ? run() : options.around({ id, name }, run));
    settled('done');
  } catch (error) {
    const lastAttempt =
      error instanceof UnrecoverableError || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    const outcome = outcomeOf(error, signal, lastAttempt);
    settled(outcome, error);
    if (outcome === 'returned') {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if (outcome === 'stale' || outcome === 'cancelled') return;
    if (!isPermanent(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw Object.assign(new UnrecoverableError(message), { cause: error });
  }
}
