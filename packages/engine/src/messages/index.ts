export type * from './outbox.js';
export type * from './ports.js';
export type { MessagesDeps } from './deps.js';
export { createMessages } from './messages.js';
export { maskedPhone } from './preferences.js';
export type { Messages } from './messages.js';
