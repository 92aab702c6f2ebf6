import type { JobName } from '@miaotou/contracts';

/** Jobs of one lane share its workers; a long import never holds up an evaluation. */
export const lanes = ['imports', 'evaluation', 'upkeep'] as const;
export type Lane = (typeof lanes)[number];

export const laneOf: Readonly<Record<JobName, Lane>> = {
  'import-file': 'imports',
  evaluate: 'evaluation',
  'scan-inbox': 'upkeep',
  'pull-source': 'upkeep',
  'remind-offices': 'upkeep',
  'load-demo': 'upkeep',
};

/** Jobs at once in one process. Evaluations go one by one: each reads the alerts that the one before left. */
export const defaultConcurrency: Readonly<Record<Lane, number>> = { imports: 2, evaluation: 1, upkeep: 2 };
