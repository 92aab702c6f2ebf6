import type { JobName } from '@miaotou/contracts';

/** Jobs of one lane share its workers; a long import never holds up an evaluation. */
export const lanes = ['imports', 'evaluation', 'detection', 'messages', 'response', 'replays', 'upkeep'] as const;
export type Lane = (typeof lanes)[number];

export const laneOf: Readonly<Record<JobName, Lane>> = {
  'import-file': 'imports',
  evaluate: 'evaluation',
  detect: 'detection',
  'scan-inbox': 'upkeep',
  'pull-source': 'upkeep',
  'remind-offices': 'upkeep',
  'export-ledger-root': 'upkeep',
  'send-messages': 'messages',
  respond: 'response',
  replay: 'replays',
  'load-demo': 'upkeep',
};

/**
 * Jobs at once in one process. Evaluations go one by one: each reads the alerts that the one before left. Detectors have a lane
 * of their own, so that no alert waits for statistics.
 */
export const defaultConcurrency: Readonly<Record<Lane, number>> = {
  imports: 2,
  evaluation: 1,
  detection: 1,
  messages: 1,
  response: 1,
  replays: 1,
  upkeep: 2,
};
