/** The time of the machine, as an argument for everything that decides by it. */
export const systemClock: { now(): Date } = Object.freeze({ now: () => new Date() });

/** A clock for tests: stands at `start` until it is moved. */
export function fixedClock(start: Date): { now(): Date; set(to: Date): void } {
  let at = start;
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to;
    },
  };
}
