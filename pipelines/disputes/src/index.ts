import type { Pipeline } from '@miaotou/contracts';
import { arbitrationCases } from './arbitration-cases.js';

/** What the arbitration institute sends. */
export const pipeline: Pipeline = { source: 'disputes', layouts: [arbitrationCases] };
