import type { Pipeline } from '@miaotou/contracts';
import { citizenMessages } from './citizen-messages.js';
import { derived } from './derived.js';
import { hotline } from './hotline.js';
import { inspection } from './inspection.js';
import { wageClaims } from './wage-claims.js';
import { wageClue } from './wage-clue.js';

/** Complaints and tips from the hotline, the inspectors, the national platform and two public archives. */
export const pipeline: Pipeline = {
  source: 'complaints',
  layouts: [hotline, inspection, wageClue, citizenMessages, wageClaims],
  derives: derived,
};
