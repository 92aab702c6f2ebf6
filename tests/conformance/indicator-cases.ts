import { eventCases } from './indicator-cases-events.js';
import { valueCases } from './indicator-cases-values.js';

/** Every indicator of the catalogue. */
export const indicatorCases = { ...valueCases, ...eventCases };
