import { randomBytes } from 'node:crypto';
import { createEffects } from '@miaotou/engine';
import type { Clock, Effects, EffectsDeps } from '@miaotou/engine';
import { rulesRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { createEffectsWarehouse, createRulesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';

export interface EffectsOptions extends Pick<
  EffectsDeps,
  'layouts' | 'deliveries' | 'timeNodes' | 'levelsAt' | 'drafts' | 'onFault'
> {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
}

/** What other thresholds would have done, composed over open stores. */
export function composeEffects({ warehouse, ...rest }: EffectsOptions): Effects {
  return createEffects({
    ...rest,
    store: rulesRecords,
    warehouse: createRulesWarehouse(warehouse),
    effects: createEffectsWarehouse(warehouse),
    newFilling: () => randomBytes(8).readBigUInt64BE().toString(),
  });
}
