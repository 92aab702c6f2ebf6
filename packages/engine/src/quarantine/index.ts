import { createChanges } from './changes.js';
import type { Changes } from './changes.js';
import { openHouse } from './house.js';
import type { QuarantineDeps } from './house.js';
import { createMappings } from './mappings.js';
import type { Mappings } from './mappings.js';
import { createSendBack } from './send-back.js';
import type { SendBack } from './send-back.js';
import { createWorkList } from './work-list.js';
import type { WorkList } from './work-list.js';

/** Rows that could not be kept, as work: seen, corrected, decided, sent back. */
export interface Quarantine extends WorkList, Changes {
  readonly mappings: Mappings;
  readonly sendBack: SendBack;
}

export function createQuarantine(deps: QuarantineDeps): Quarantine {
  const house = openHouse(deps);
  return {
    ...createWorkList(deps, house),
    ...createChanges(deps, house),
    mappings: createMappings(deps, house),
    sendBack: createSendBack(deps, house),
  };
}

export type { QuarantineDeps } from './house.js';
export { shownFaults } from './views.js';
export type * from './ports.js';
