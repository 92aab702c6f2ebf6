export { countVerdicts, wilson } from './counts.js';
export { createVerdicts } from './verdicts.js';
export type { KeptVerdict, Verdicts, VerdictsDeps, VerdictStore } from './verdicts.js';
