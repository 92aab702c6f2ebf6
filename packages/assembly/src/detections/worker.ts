import { parentPort } from 'node:worker_threads';
import { doTask } from './tasks.js';
import type { Task } from './tasks.js';

/** What the pool sends; answered by the same number. */
interface Order {
  readonly id: number;
  readonly task: Task;
}

const port = parentPort;
port?.on('message', ({ id, task }: Order) => {
  try {
    port.postMessage({ id, answer: doTask(task) });
  } catch (error) {
    port.postMessage({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
