import { jobPayloads } from '@miaotou/contracts';
import type { JobName } from '@miaotou/contracts';
import type { Job, JobsOptions as BullJobOptions, Queue, Worker } from 'bullmq';
import { z } from 'zod';
import { runAttempt } from './attempt.js';
import { openBackend } from './backend.js';
import type { Backend, JobsOptions } from './backend.js';
import { joinHandlers } from './handlers.js';
import type { AddOptions, Jobs, LaneCounts, WorkOptions, JobHandlers } from './jobs.js';
import { defaultConcurrency, laneOf, lanes } from './lanes.js';
import type { Lane } from './lanes.js';
import { throttledErrors } from '../throttle/index.js';

/** Carries the wish to cancel to whichever process runs the job. */
const controlName = 'control';
const cancelEvent = 'cancel-job';
const CancelSchema = z.object({ lane: z.enum(lanes), id: z.string() });

/** A killed process holds its jobs this long before another takes them over. */
const lockMs = 20_000;
/** Kills survived by one job before it counts as what kills the process. */
const maxKills = 25;
/** After the grace, a job told to stop gets this long to do so. */
const stopMs = 3_000;

function addOptions({ key, id, delayMs, attempts = 5 }: AddOptions): BullJobOptions {
  return {
    attempts,
    backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
    ...(key === undefined ? {} : { deduplication: { id: key } }),
    ...(id === undefined ? {} : { jobId: `once-${id}` }),
    ...(delayMs === undefined ? {} : { delay: delayMs }),
  };
}

/** Resolves to false when `work` has not ended in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

class BullJobs implements Jobs {
  readonly #backend: Backend;
  readonly #queues: ReadonlyMap<Lane, Queue>;
  readonly #workers = new Map<Lane, Worker>();
  readonly #others: { close(): Promise<void> }[] = [];
  #control: ReturnType<Backend['producer']> | null = null;

  constructor(backend: Backend) {
    this.#backend = backend;
    this.#queues = new Map(lanes.map((lane) => [lane, backend.queue(lane)]));
  }

  get kind(): Jobs['kind'] {
    return this.#backend.kind;
  }

  async ready(): Promise<void> {
    // One after the other: the first makes the schema that the rest look for.
    for (const queue of this.#queues.values()) await queue.waitUntilReady();
  }

  async add(name: JobName, payload: unknown, options: AddOptions = {}): Promise<string> {
    const data = jobPayloads[name].parse(payload);
    const job = await this.#queue(laneOf[name]).add(name, data, addOptions(options));
    return job.id ?? '';
  }

  async work(modules: readonly Partial<JobHandlers>[], options: WorkOptions = {}): Promise<void> {
    const handlers = joinHandlers(modules);
    const events = this.#backend.events(controlName);
    this.#others.push(events);
    await events.waitUntilReady();
    events.on(cancelEvent as 'waiting', (event: unknown) => {
      const wish = CancelSchema.safeParse(event);
      if (wish.success) this.#workers.get(wish.data.lane)?.cancelJob(wish.data.id, 'cancelled');
    });
    for (const lane of lanes) {
      const worker = this.#backend.worker(
        lane,
        // BullMQ hands the signal only to a processor that declares all three parameters.
        (job, token, signal) =>
          runAttempt(job, token, signal ?? new AbortController().signal, handlers, options),
        {
          concurrency: options.concurrency?.[lane] ?? defaultConcurrency[lane],
          lockDuration: lockMs,
          stalledInterval: lockMs / 4,
          maxStalledCount: maxKills,
        },
      );
      this.#workers.set(lane, worker);
      await worker.waitUntilReady();
    }
  }

  async cancel(name: JobName, which: { readonly key: string } | { readonly id: string }): Promise<boolean> {
    const lane = laneOf[name];
    const queue = this.#queue(lane);
    const id = 'id' in which ? which.id : await queue.getDeduplicationJobId(which.key);
    const job = id ? ((await queue.getJob(id)) as Job | undefined) : undefined;
    if (id === null || job === undefined || job.name !== name) return false;
    const state = await job.getState();
    if (state === 'completed' || state === 'failed') return false;
    if (state !== 'active' && (await this.#removed(job))) return true;
    if (this.#workers.get(lane)?.cancelJob(id, 'cancelled') === true) return true;
    await this.#tellOthers(lane, id);
    return true;
  }

  async counts(): Promise<Readonly<Record<Lane, LaneCounts>>> {
    const counted = await Promise.all(
      lanes.map(async (lane): Promise<[Lane, LaneCounts]> => {
        const counts = await this.#queue(lane).getJobCounts(
          'waiting',
          'prioritized',
          'active',
          'delayed',
          'failed',
        );
        const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
        return [lane, { waiting: waiting + prioritized, active, delayed, failed }];
      }),
    );
    return Object.fromEntries(counted) as Record<Lane, LaneCounts>;
  }

  async ping(): Promise<void> {
    const answer = this.#queue('upkeep').getJobCounts('active');
    if (!(await within(2_000, answer))) throw new Error('the store of jobs does not answer');
  }

  async close({ graceMs = 10_000 }: { readonly graceMs?: number } = {}): Promise<void> {
    const workers = [...this.#workers.values()];
    const ended = Promise.all(workers.map((worker) => worker.close()));
    if (!(await within(graceMs, ended))) {
      for (const worker of workers) worker.cancelAllJobs('shutdown');
      // A handler that does not listen keeps its lock until it runs out; another process then takes the job over.
      if (!(await within(stopMs, ended))) await Promise.all(workers.map((worker) => worker.close(true)));
    }
    await Promise.all([...this.#others, ...this.#queues.values()].map((part) => part.close()));
    await this.#backend.close();
  }

  #queue(lane: Lane): Queue {
    const queue = this.#queues.get(lane);
    if (queue === undefined) throw new Error(`no lane ${lane}`);
    return queue;
  }

  /** False when a worker took the job at this very moment. */
  async #removed(job: Job): Promise<boolean> {
    try {
      await job.remove();
      return true;
    } catch (error) {
      if ((await job.getState()) === 'active') return false;
      throw error;
    }
  }

  async #tellOthers(lane: Lane, id: string): Promise<void> {
    if (this.#control === null) {
      this.#control = this.#backend.producer(controlName);
      this.#others.push(this.#control);
    }
    await this.#control.publishEvent({ eventName: cancelEvent, lane, id });
  }
}

/** Opens the queue of background jobs; waits until its store answers. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const tell = options.onError ?? (() => undefined);
  const backend = openBackend(
    options,
    throttledErrors(tell, () => performance.now()),
  );
  const jobs = new BullJobs(backend);
  await jobs.ready();
  return jobs;
}
