import type { Locks } from '@miaotou/engine';

/**
 * Locks for which this process queues by itself first. A lock between processes holds a connection while it waits, and
 * waiters that took the whole pool would keep the one who holds the lock from its own queries.
 */
export function queuedLocks(between: Locks): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async underLock(name, work) {
      const turn = (tails.get(name) ?? Promise.resolve()).then(() => between.underLock(name, work));
      // The next in line waits for the end of this one, however it ends.
      const tail = turn.then(
        () => undefined,
        () => undefined,
      );
      tails.set(name, tail);
      try {
        return await turn;
      } finally {
        if (tails.get(name) === tail) tails.delete(name);
      }
    },
  };
}
