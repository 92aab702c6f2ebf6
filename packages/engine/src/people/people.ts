import { createAccounts } from './accounts.js';
import { createSessions } from './sessions.js';
import type { SessionsDeps } from './sessions.js';

/** Everything about people: sessions, accounts, the audit trail. */
export function createPeople(deps: SessionsDeps) {
  return { ...createSessions(deps), ...createAccounts(deps) };
}
export type People = ReturnType<typeof createPeople>;
