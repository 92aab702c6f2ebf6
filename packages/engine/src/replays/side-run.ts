import { createEvaluation } from '../rules/index.js';
import type { EvaluationDeps, PassResult, PublishedRule, RulesWarehouse } from '../rules/index.js';
import { createAlertMemory } from './memory.js';
import type { AlertMemory } from './memory.js';
import type { PastAction, PastRun } from './ports.js';

/** What judging needs of the product; of its alerts nothing. */
export type JudgingPorts = Omit<EvaluationDeps, 'alerts' | 'newId'>;

/** One set of rules on its way through history. */
export interface SideRun {
  readonly memory: AlertMemory;
  /** Closings by people that met an alert here: confirmed and dismissed ones. */
  readonly verdicts: { confirmed: number; dismissed: number };
  judge(run: PastRun, signal: AbortSignal): Promise<void>;
  act(action: PastAction): void;
}

/** Hears of every pass: rows of all subjects that had a signal or were asked for. */
export type PassListener = (result: PassResult) => void;

const silent = (): void => undefined;

/**
 * Judges as production does, by the same code over the same stores, with a book of its own: signals are thrown away,
 * alerts are kept in memory, and nothing is written.
 */
export function createSideRun(
  ports: JudgingPorts,
  book: readonly PublishedRule[],
  heard: PassListener = silent,
  memory: AlertMemory = createAlertMemory(),
): SideRun {
  const { read } = ports.records;
  let runId = '';
  const hear = (result: PassResult): PassResult => {
    heard(result);
    return result;
  };
  const own = ports.warehouse;
  const warehouse: RulesWarehouse = {
    ...own,
    employers: async (request, signal) => hear(await own.employers(request, signal)),
    groups: async (kind, request, signal) => hear(await own.groups(kind, request, signal)),
    events: async (request, signal) => hear(await own.events(request, signal)),
    appendSignals: () => Promise.resolve(),
  };
  const evaluation = createEvaluation({
    ...ports,
    records: { read, transaction: (work) => work(read) },
    store: { ...ports.store, published: () => Promise.resolve(book), recordRun: () => Promise.resolve() },
    warehouse,
    alerts: memory.alerts,
    newId: () => runId,
  });
  const verdicts = { confirmed: 0, dismissed: 0 };
  return {
    memory,
    verdicts,
    async judge({ id, reason, batchId, detectionRunId, asOf, knownAt }, signal) {
      runId = id;
      await evaluation.evaluate(
        {
          reason: reason === 'nightly' ? 'nightly' : 'manual',
          asOf,
          knownAt,
          ...(batchId === null ? {} : { batchId }),
          ...(detectionRunId === null ? {} : { detectionRunId }),
        },
        { signal, progress: silent },
      );
    },
    act(action) {
      if (!memory.act(action)) return;
      if (action.toState === 'dismissed') verdicts.dismissed += 1;
      if (action.toState === 'resolved') verdicts.confirmed += 1;
    },
  };
}
