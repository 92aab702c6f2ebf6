import type { DeliveriesWarehouse } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import { deliveredPeriods, deliveredTowns, kindsOfLayouts } from './queries.js';

/** What came, over the warehouse. */
export function createDeliveriesWarehouse(warehouse: Warehouse): DeliveriesWarehouse {
  return {
    periods: (knownAt, without = '0') => warehouse.query(deliveredPeriods, { knownAt, without }),
    towns: (knownAt) => warehouse.query(deliveredTowns, { knownAt, without: '0' }),
    kindsOf: (layouts) =>
      layouts.length === 0 ? Promise.resolve([]) : warehouse.query(kindsOfLayouts, { layouts: [...layouts] }),
  };
}
