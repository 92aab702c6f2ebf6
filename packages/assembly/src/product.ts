import { readFileSync } from 'node:fs';
import { createPeople, createSystem } from '@miaotou/engine';
import type { Clock, People, System } from '@miaotou/engine';
import { openJobs, openLiveHub } from '@miaotou/queue';
import type { Jobs, LiveHub } from '@miaotou/queue';
import { peopleStore, systemFactsStore } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { systemClock } from '@miaotou/runtime';
import type { Config, Logger } from '@miaotou/runtime';
import { migrateWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { z } from 'zod';
import { noObserver } from './observer.js';
import type { ProductObserver } from './observer.js';
import { argon2Hasher } from './people/index.js';
import { openCommandStores, openOwnStores } from './stores/index.js';
import type { Stores } from './stores/index.js';

/** Everything that a program needs, composed once. */
export interface Product {
  readonly version: string;
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly databaseUrl: string;
  readonly jobs: Jobs;
  readonly live: LiveHub;
  readonly people: People;
  readonly system: System;
  /** Finishes or returns the running jobs, then closes every store. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

export interface ProductOptions {
  readonly logger: Logger;
  readonly observer?: ProductObserver;
  readonly clock?: Clock;
  /** `program` owns the data directory; `command` works beside a running program or on its own. */
  readonly as: 'program' | 'command';
}

const manifest = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/** Composes the product over open stores; closing it closes them. */
export async function composeProduct(
  config: Config,
  stores: Stores,
  { logger, clock = systemClock, observer = noObserver }: Omit<ProductOptions, 'as'>,
): Promise<Product> {
  const { records, warehouse, databaseUrl } = stores;
  const { version } = manifest;
  const onError = (error: Error, heldBack = 0) =>
    logger.error({ err: error, heldBack }, 'trouble with the queue');
  const live = await openLiveHub({ redisUrl: config.redisUrl, onError });
  const jobs = await openJobs({ redisUrl: config.redisUrl, databaseUrl, onError });
  const people = createPeople({
    records,
    people: peopleStore,
    hasher: argon2Hasher,
    clock,
    sessionHours: config.sessionHours,
  });
  const system = createSystem({ records, facts: systemFactsStore, clock, live, version });
  return {
    version,
    config,
    logger,
    clock,
    records,
    warehouse,
    databaseUrl,
    jobs,
    live,
    people,
    system,
    close: async (options) => {
      await jobs.close(options);
      await live.close();
      await stores.close();
    },
  };
}

/** Opens the stores, brings them to the newest schema, and composes the product over them. */
export async function openProduct(config: Config, options: ProductOptions): Promise<Product> {
  const { logger } = options;
  const stores = await (options.as === 'program' ? openOwnStores : openCommandStores)(config, logger);
  try {
    // A guest leaves the schema to the program that it visits.
    if (!stores.guest) {
      const ran = await stores.records.migrate(async () => {
        const steps = await migrateWarehouse(stores.warehouse);
        if (steps.length > 0) logger.info({ steps }, 'warehouse schema brought up to date');
      });
      if (ran.length > 0) logger.info({ steps: ran }, 'records schema brought up to date');
    }
    return await composeProduct(config, stores, options);
  } catch (error) {
    await stores.close();
    throw error;
  }
}
