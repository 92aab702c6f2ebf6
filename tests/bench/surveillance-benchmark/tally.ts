import { judgedFrom } from './simulate.js';
import type { Run } from './simulate.js';

export const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** What a detector did in the runs of one scenario. */
interface Counted {
  quietWeeks: number;
  falseAlarms: number;
  trueAlarms: number;
  outbreaks: number;
  detected: number;
  atOnce: number;
  delay: number;
  readonly bySize: { outbreaks: number; detected: number }[];
}

/** Figures over all scenarios, each scenario having the same number of runs. */
export interface Measures {
  /** Alarms per week outside the current outbreak. */
  readonly fpr: number;
  /** The same of the scenario in which it is largest. */
  readonly worstFpr: number;
  /** Share of outbreaks with an alarm between their first and their last case. */
  readonly pod: number;
  /** Share of outbreaks with an alarm in their first week. */
  readonly podAtOnce: number;
  /** Share of alarms that lie in an outbreak. */
  readonly ppv: number;
  /** Weeks from the first case to the first alarm, of the outbreaks that were detected. */
  readonly delay: number;
  /** Share of detected outbreaks of size k = 1 … 10. */
  readonly podBySize: readonly number[];
}

const none = (): Counted => ({
  quietWeeks: 0,
  falseAlarms: 0,
  trueAlarms: 0,
  outbreaks: 0,
  detected: 0,
  atOnce: 0,
  delay: 0,
  bySize: sizes.map(() => ({ outbreaks: 0, detected: 0 })),
});

/** Collects what one detector at one threshold does, run by run. */
export class Tally {
  readonly #scenarios = new Map<number, Counted>();

  add(scenario: number, { outbreak, k }: Run, chances: Float64Array, threshold: number): void {
    const counted = this.#scenarios.get(scenario) ?? none();
    this.#scenarios.set(scenario, counted);
    let first: number | null = null;
    chances.forEach((chance, step) => {
      const week = judgedFrom + step;
      const current = outbreak !== null && week >= outbreak.first && week <= outbreak.last;
      const alarm = chance <= threshold;
      if (!current) {
        counted.quietWeeks += 1;
        counted.falseAlarms += alarm ? 1 : 0;
      } else if (alarm) {
        counted.trueAlarms += 1;
        first ??= week - outbreak.first;
      }
    });
    if (outbreak === null) return;
    const size = counted.bySize[k - 1];
    counted.outbreaks += 1;
    if (size !== undefined) size.outbreaks += 1;
    if (first === null) return;
    counted.detected += 1;
    counted.atOnce += first === 0 ? 1 : 0;
    counted.delay += first;
    if (size !== undefined) size.detected += 1;
  }

  measures(): Measures {
    const all = [...this.#scenarios.values()];
    const sum = (of: (counted: Counted) => number): number =>
      all.reduce((total, counted) => total + of(counted), 0);
    const outbreaks = sum((each) => each.outbreaks);
    const falseAlarms = sum((each) => each.falseAlarms);
    const trueAlarms = sum((each) => each.trueAlarms);
    const detected = sum((each) => each.detected);
    return {
      fpr: falseAlarms / sum((each) => each.quietWeeks),
      worstFpr: Math.max(...all.map((each) => each.falseAlarms / each.quietWeeks)),
      pod: detected / outbreaks,
      podAtOnce: sum((each) => each.atOnce) / outbreaks,
      ppv: trueAlarms / (trueAlarms + falseAlarms),
      delay: sum((each) => each.delay) / detected,
      podBySize: sizes.map(
        (_, at) =>
          sum((each) => each.bySize[at]?.detected ?? 0) / sum((each) => each.bySize[at]?.outbreaks ?? 0),
      ),
    };
  }
}

/**
 * Largest threshold at which at most the share `rate` of the chances of outbreak-free weeks is an alarm: no week is drawn
 * by lot, so that sparse counts stay below the rate. 0 where even the smallest chance comes too often.
 */
export function calibrate(chances: Float64Array, rate: number): number {
  const sorted = chances.toSorted();
  const allowed = Math.floor(rate * sorted.length);
  const beyond = sorted[allowed] ?? 1;
  let at = allowed;
  while (at > 0 && (sorted[at - 1] ?? 0) >= beyond) at -= 1;
  return at === 0 ? 0 : (sorted[at - 1] ?? 0);
}
