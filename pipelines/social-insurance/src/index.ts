import type { Pipeline } from '@miaotou/contracts';
import { arrears } from './arrears.js';
import { derived } from './derived.js';
import { enrolment } from './enrolment.js';
import { indicatorTable } from './indicator-table.js';

/** What the collecting tax bureau and the social-insurance fund send. */
export const pipeline: Pipeline = {
  source: 'social-insurance',
  layouts: [arrears, indicatorTable, enrolment],
  derives: derived,
};
