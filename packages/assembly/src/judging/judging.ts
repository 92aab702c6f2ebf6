import { createAlerts, createEvaluation, createLedger } from '@miaotou/engine';
import type { Alerts, Clock, Deliveries, Evaluation, Ledger, LivePush } from '@miaotou/engine';
import { alertStore, ledgerStore, rulesRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { newId } from '@miaotou/runtime';
import { createAlertsWarehouse, createRulesWarehouse } from '@miaotou/warehouse';
import type { Originals, Warehouse } from '@miaotou/warehouse';
import { manifests } from '../sources.js';

export interface JudgingOptions {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly live: LivePush;
  readonly deliveries: Deliveries;
  /** Where rows of kept originals are read back. */
  readonly originals: Originals;
}

export interface Judging {
  readonly evaluation: Evaluation;
  readonly alerts: Alerts;
  readonly ledger: Ledger;
}

/** From facts to signals, alerts and the ledger, composed over open stores. */
export function createJudging({
  records,
  warehouse,
  clock,
  live,
  deliveries,
  originals,
}: JudgingOptions): Judging {
  const ledger = createLedger({ records, store: ledgerStore, clock });
  const alerts = createAlerts({
    records,
    store: alertStore,
    warehouse: createAlertsWarehouse(warehouse, originals),
    ledger,
    live,
    clock,
    layoutNames: new Map(manifests.map(({ layout, name }) => [layout, name])),
  });
  const evaluation = createEvaluation({
    records,
    store: rulesRecords,
    warehouse: createRulesWarehouse(warehouse),
    alerts,
    layouts: manifests.map(({ source, layout, name, cycle: { every, graceDays } }) => ({
      source,
      layout,
      name,
      every,
      graceDays,
    })),
    deliveries,
    clock,
    newId,
  });
  return { evaluation, alerts, ledger };
}
