import type { Alert, AlertHappening } from '../alerts/index.js';

/** An alert of a replay with what happened to it. */
export interface Replayed {
  readonly alert: Alert;
  readonly history: readonly AlertHappening[];
}
