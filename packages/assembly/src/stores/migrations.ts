import type { Config, Logger } from '@miaotou/runtime';
import { migrateWarehouse, pendingWarehouseMigrations } from '@miaotou/warehouse';
import { openCommandStores } from './stores.js';
import type { Stores } from './stores.js';

/** Names of schema steps, by store. */
export interface Steps {
  readonly records: readonly string[];
  readonly warehouse: readonly string[];
}

/** Brings both stores to the newest schema, one program at a time; gives what ran. */
export async function bringUpToDate({ records, warehouse }: Stores, logger: Logger): Promise<Steps> {
  let inWarehouse: readonly string[] = [];
  const inRecords = await records.migrate(async () => {
    inWarehouse = await migrateWarehouse(warehouse);
  });
  const steps = { records: inRecords, warehouse: inWarehouse };
  if (inRecords.length + inWarehouse.length > 0) logger.info(steps, 'schema brought up to date');
  return steps;
}

async function withStores<T>(
  config: Config,
  logger: Logger,
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  const stores = await openCommandStores(config, logger);
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

/** Runs what is pending, beside a running program or alone. */
export const migrateStores = (config: Config, logger: Logger): Promise<Steps> =>
  withStores(config, logger, (stores) => bringUpToDate(stores, logger));

/** What would run; changes nothing. */
export const pendingMigrations = (config: Config, logger: Logger): Promise<Steps> =>
  withStores(config, logger, async ({ records, warehouse }) => ({
    records: await records.pendingMigrations(),
    warehouse: (await pendingWarehouseMigrations(warehouse)).map(({ name }) => name),
  }));
