import type { AlertTier } from '../vocabulary/index.js';

/** How much rules and tiers count in the index of 0 to 100. */
export interface IndexWeighing {
  readonly rules: Readonly<Record<string, number>>;
  readonly otherwise: number;
  readonly steps: Readonly<Record<AlertTier, number>>;
}

/**
 * Weights as the program ships them, proposals: what endangers wages and order counts most, what is only a sign of trouble
 * ahead less, deadlines of offices and silent sources nothing, since they say nothing of an employer.
 */
export const defaultIndexWeights: IndexWeighing = {
  rules: {
    R01: 0.6,
    R02: 0.6,
    R03: 0.8,
    R04: 0.6,
    R05: 0.5,
    R06: 0.4,
    R07: 0.6,
    R08: 0.4,
    R09: 0.4,
    R10: 0.5,
    R11: 0.3,
    R12: 0.3,
    R13: 0.3,
    R14: 0.3,
    R15: 0.5,
    R17: 0.5,
    R18: 0.5,
    R21: 0,
    R23: 0,
    R24: 0.6,
    R25: 0,
    R26: 0.7,
    R27: 0.8,
    R28: 0.4,
    R29: 0.6,
    R30: 0.8,
    R36: 0.6,
    R38: 0,
  },
  otherwise: 0.4,
  steps: { blue: 0.2, yellow: 0.45, orange: 0.7, red: 1 },
};
