import type { Pipeline } from '@miaotou/contracts';
import { arrearsNotice } from './arrears-notice.js';
import { declaration } from './declaration.js';
import { derived } from './derived.js';
import { interoffice } from './interoffice.js';
import { taxStatus } from './status.js';

/** What the tax bureau sends. */
export const pipeline: Pipeline = {
  source: 'tax',
  layouts: [arrearsNotice, interoffice, taxStatus, declaration],
  derives: derived,
};
