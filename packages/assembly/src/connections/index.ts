export { createConnecting } from './connecting.js';
export type { Connecting, ConnectingOptions } from './connecting.js';
