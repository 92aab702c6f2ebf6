import type { Pipeline } from '@miaotou/contracts';
import { arbitrationCases } from './arbitration-cases.js';
import { courtIntake } from './court-intake.js';
import { derived } from './derived.js';
import { mediationRegister } from './mediation-register.js';

/** What the arbitration institute, the mediation organisations and the court send. */
export const pipeline: Pipeline = {
  source: 'disputes',
  layouts: [arbitrationCases, mediationRegister, courtIntake],
  derives: derived,
};
