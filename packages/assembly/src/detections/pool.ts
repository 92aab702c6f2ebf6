import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { doTask } from './tasks.js';
import type { Answer, Task } from './tasks.js';

/** Does pieces of work beside the event loop, as many at once as there are cores. */
export interface TaskPool {
  /** Rejects when the caller gives up; what runs then ends by itself, and what waits is dropped. */
  run(task: Task, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** No more threads than this, whatever the machine has: others work there too. */
const mostThreads = 8;

interface Waiting {
  readonly id: number;
  readonly task: Task;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

type Reply =
  { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly failure: string };

/** Hears of each caller that gives up once, however many pieces of work it waits for. */
function watchSignals(): (signal: AbortSignal, reject: (error: unknown) => void) => () => void {
  const bySignal = new WeakMap<AbortSignal, Set<(error: unknown) => void>>();
  return (signal, reject) => {
    let own = bySignal.get(signal);
    if (own === undefined) {
      own = new Set();
      bySignal.set(signal, own);
      const waiting = own;
      signal.addEventListener('abort', () => waiting.forEach((each) => each(signal.reason)), { once: true });
    }
    const held = own;
    held.add(reject);
    return () => held.delete(reject);
  };
}

/** Threads that are started when they are first needed and do not keep the process alive. */
function threadPool(entry: URL, size: number): TaskPool {
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const givenUp = watchSignals();
  let numbers = 0;
  let closed = false;

  const next = (): void => {
    const order = waiting.shift();
    if (order === undefined) return;
    if (order.signal.aborted) {
      order.reject(order.signal.reason);
      next();
      return;
    }
    const worker = idle.pop() ?? start();
    busy.set(worker, order);
    worker.postMessage({ id: order.id, task: order.task }, []);
  };

  const free = (worker: Worker): Waiting | undefined => {
    const order = busy.get(worker);
    busy.delete(worker);
    return order;
  };

  const start = (): Worker => {
    const worker = new Worker(entry);
    worker.unref();
    worker.on('message', (reply: Reply) => {
      const order = free(worker);
      idle.push(worker);
      if (order !== undefined) {
        if ('failure' in reply) order.reject(new Error(reply.failure));
        else order.resolve(reply.answer);
      }
      next();
    });
    const lost = (why: unknown) => {
      const at = idle.indexOf(worker);
      if (at !== -1) idle.splice(at, 1);
      free(worker)?.reject(why instanceof Error ? why : new Error('a thread ended before its work'));
      if (!closed) next();
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    return worker;
  };

  return {
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const done = givenUp(signal, reject);
        waiting.push({
          id: (numbers += 1),
          task,
          signal,
          resolve: (answer) => {
            done();
            resolve(answer);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        });
        if (busy.size < size) next();
      }),
    close: async () => {
      closed = true;
      const all = [...idle, ...busy.keys()];
      for (const { reject } of waiting.splice(0)) reject(new Error('the program ends'));
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

/** The same work in this thread, one piece a turn: for programs that run from source, which no thread can read. */
function turnPool(): TaskPool {
  return {
    async run(task, signal) {
      await nextTurn();
      signal.throwIfAborted();
      return doTask(task);
    },
    close: () => Promise.resolve(),
  };
}

/** A pool for this machine; `entry` is the built worker, by default the one beside this file. */
export function openTaskPool(options: { readonly entry?: URL; readonly threads?: number } = {}): TaskPool {
  const entry = options.entry ?? new URL('./worker.js', import.meta.url);
  const built = options.entry !== undefined || import.meta.url.endsWith('.js');
  return built
    ? threadPool(entry, options.threads ?? Math.min(mostThreads, availableParallelism()))
    : turnPool();
}
