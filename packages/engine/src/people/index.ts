export * from './viewer.js';
export * from './accusations.js';
export type * from './ports.js';
export { passwordLength, randomPassword } from './accounts.js';
export type { NewUser } from './accounts.js';
export { attemptLimit, decideAttempt, lockMs } from './attempt.js';
export { createPeople } from './people.js';
export type { People } from './people.js';
export type { OpenSession, Origin } from './sessions.js';
