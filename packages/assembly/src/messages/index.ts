export { createMessageDesk } from './message-desk.js';
export type { MessageDesk } from './message-desk.js';
