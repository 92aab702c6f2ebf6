import type { Pipeline } from '@miaotou/contracts';
import { derived } from './derived.js';
import { petitionRegister } from './petition-register.js';

/** What the petition bureau sends. */
export const pipeline: Pipeline = { source: 'petitions', layouts: [petitionRegister], derives: derived };
