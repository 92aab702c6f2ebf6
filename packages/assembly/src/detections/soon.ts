import type { JobPayload } from '@miaotou/contracts';
import type { AddOptions } from '@miaotou/queue';

/** Facts that arrive within this span are judged by one run. */
export const gatherMs = 15_000;

/** A run of the detectors as a job. */
export interface DetectionJob {
  readonly payload: JobPayload<'detect'>;
  readonly options: AddOptions;
}

/**
 * The run that judges what is known by `now`. It begins when the span of `now` is over, one run for all who ask within it, so
 * that whatever was known when it was asked for is known when it runs. A run of a past moment begins at once.
 */
export function detectionJob(now: Date, asOf?: string): DetectionJob {
  if (asOf !== undefined) return { payload: { asOf }, options: { key: `detect-as-of-${asOf}` } };
  const span = Math.floor(now.getTime() / gatherMs);
  return {
    payload: {},
    options: { key: `detect-${span}`, delayMs: (span + 1) * gatherMs - now.getTime() },
  };
}
