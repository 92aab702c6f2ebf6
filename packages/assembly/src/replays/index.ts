export { createReplayDesk } from './replays.js';
export type { ReplayDesk } from './replays.js';
