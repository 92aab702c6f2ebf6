import type { DeliveriesWarehouse } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import { deliveredPeriods, deliveredTowns, kindsOfLayouts } from './queries.js';

/** Stands where no file does; 0 already means that no batch is left out. */
const noBatch = '18446744073709551615';

/** What came, over the warehouse. */
export function createDeliveriesWarehouse(warehouse: Warehouse): DeliveriesWarehouse {
  return {
    periods: (knownAt, without = '0') => warehouse.query(deliveredPeriods, { knownAt, without }),
    towns: (knownAt) => warehouse.query(deliveredTowns, { knownAt, without: '0' }),
    async complete({ source, layout, office }, through, at) {
      await warehouse.insert('miaotou.watermarks', [
        {
          source,
          layout,
          office: office.code,
          region: '',
          complete_through: through,
          observed_at: at,
          batch_id: noBatch,
        },
      ]);
    },
    kindsOf: (layouts) =>
      layouts.length === 0 ? Promise.resolve([]) : warehouse.query(kindsOfLayouts, { layouts: [...layouts] }),
  };
}
