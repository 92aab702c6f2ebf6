import type { Clock, Evaluation, LedgerRoots, Letters, Messages, System } from '@miaotou/engine';
import type { JobHandlers } from '@miaotou/queue';
import { loadDemo } from './demo/index.js';
import type { DetectionDesk } from './detections/index.js';
import type { EmployerDesk } from './employers/index.js';
import type { IncidentDesk } from './incidents/index.js';
import { landingJobs } from './landing/index.js';
import type { Landing } from './landing/index.js';
import type { ProductObserver } from './observer.js';
import type { ReplayDesk } from './replays/index.js';

interface Parts extends Landing, EmployerDesk {
  readonly evaluation: Evaluation;
  readonly detect: DetectionDesk['detect'];
  /** Asks for a run of the detectors. */
  readonly detectSoon: (asOf?: string) => Promise<void>;
  /** Asks for the rules to be run on what a run of the detectors judged anew. */
  readonly evaluateDetected: (detectionRunId: string, asOf?: string) => Promise<void>;
  readonly letters: Letters;
  readonly ledgerRoots: LedgerRoots;
  readonly messages: Messages;
  readonly incidents: IncidentDesk['incidents'];
  readonly replays: ReplayDesk['replays'];
  readonly shadows: ReplayDesk['shadows'];
  readonly system: System;
  readonly clock: Clock;
}

/** What background jobs do: parsing is done, so each only calls its use case and tells the observer. */
export function jobHandlers(parts: Parts, observer: ProductObserver): Partial<JobHandlers>[] {
  const { imports, evaluation, employerMoves, detect, detectSoon } = parts;
  const landing = landingJobs(parts, async ({ batchId, accepted, quarantined, duplicates }) => {
    const { source } = await imports.get(batchId);
    observer.importDone({ source, accepted, quarantined, duplicates });
    await employerMoves.sweep();
  });
  return [
    {
      ...landing,
      'scan-inbox': async (payload, control) => {
        await employerMoves.finish();
        return landing['scan-inbox'](payload, control);
      },
    },
    {
      evaluate: async ({ reason, batchId, detectionRunId, asOf }, { signal, progress }) => {
        const started = performance.now();
        const input = {
          reason,
          ...(batchId === undefined ? {} : { batchId }),
          ...(detectionRunId === undefined ? {} : { detectionRunId }),
          ...(asOf === undefined ? {} : { asOf: new Date(asOf) }),
        };
        const summary = await evaluation.evaluate(input, { signal, progress });
        observer.evaluationDone({ reason, seconds: (performance.now() - started) / 1_000 });
        await parts.incidents.gather();
        await parts.shadows.judge(input, signal);
        // What the detectors judged is no news for them: else the two would call each other for ever.
        if (detectionRunId === undefined) await detectSoon(asOf);
        return summary;
      },
      detect: async ({ asOf }, { signal }) => {
        const summary = await detect(asOf === undefined ? {} : { asOf: new Date(asOf) }, { signal });
        if (summary.changed > 0) await parts.evaluateDetected(summary.runId, asOf);
        return summary;
      },
      'remind-offices': () => parts.letters.remindAll('schedule'),
      'export-ledger-root': () => parts.ledgerRoots.daily(),
      respond: () => parts.incidents.tick(),
      'send-messages': (_, { signal }) => parts.messages.sending.sendDue(signal),
      replay: ({ replayId }, control) => parts.replays.work(replayId, control),
      'load-demo': (payload, { signal }) => loadDemo({ ...parts, observer }, payload, signal),
    },
  ];
}
