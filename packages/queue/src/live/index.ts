export { openLiveHub } from './live.js';
export type { LiveHub, LiveHubOptions } from './live.js';
