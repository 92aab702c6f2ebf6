export { silenceEnd, silences, silenceState } from './silence.js';
export type { Audible, Silence } from './silence.js';
export { createSilences } from './silences.js';
export type { SilenceHit, Silences, SilencesDeps, SilenceStore } from './silences.js';
