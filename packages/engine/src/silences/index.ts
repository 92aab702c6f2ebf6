export { silenceEnd, silences, silenceState } from './silence.js';
export type { Audible, Silence } from './silence.js';
