import { mkdir, rm } from 'node:fs/promises';
import { openRecords, startEmbeddedPostgres } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { DirectoryLockedError, dataPaths, lockDirectory, readServerFile } from '@miaotou/runtime';
import type { Config, Logger } from '@miaotou/runtime';
import { openEmbeddedWarehouse, openServerWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';

/** The stores that a program works on, and how to let go of them. */
export interface Stores {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly databaseUrl: string;
  /** Another program holds the engines; this one came in by its side door. */
  readonly guest: boolean;
  close(): Promise<void>;
}

type Step = () => Promise<unknown>;

/** Undoes what was opened, last first; one that fails does not keep the others open. */
async function undo(steps: Step[], logger: Logger): Promise<void> {
  for (const step of steps.toReversed()) {
    await step().catch((error: unknown) => logger.error({ err: error }, 'a store did not close cleanly'));
  }
}

/** How long a program waits for the one before it to let go of the engine's files. */
const waitForEngineMs = 15_000;

/** Opens the stores for a program that owns its data directory; embedded engines start where no server is named. */
export async function openOwnStores(config: Config, logger: Logger): Promise<Stores> {
  const paths = dataPaths(config.dataDir);
  const opened: Step[] = [];
  try {
    await mkdir(paths.root, { recursive: true });
    let { databaseUrl } = config;
    if (databaseUrl === null) {
      const lock = await lockDirectory(config.dataDir, 'product');
      opened.push(() => lock.release());
      const postgres = await startEmbeddedPostgres({ directory: paths.postgres });
      opened.push(() => postgres.stop());
      databaseUrl = postgres.url;
    }
    let warehouse: Warehouse;
    if (config.clickhouse === null) {
      const lock = await lockDirectory(config.dataDir, 'engine', waitForEngineMs);
      opened.push(() => lock.release());
      warehouse = await openEmbeddedWarehouse({ path: paths.clickhouse });
      // Scratch files belong to whoever holds the engine: what is left there is of a program that was killed.
      await rm(paths.temporary, { recursive: true, force: true });
    } else warehouse = await openServerWarehouse(config.clickhouse);
    opened.push(() => warehouse.close());
    await mkdir(paths.temporary, { recursive: true });
    const records = await openRecords({
      url: databaseUrl,
      onError: (error) => logger.warn({ err: error }, 'a connection to the records broke'),
    });
    opened.push(() => records.close());
    return { records, warehouse, databaseUrl, guest: false, close: () => undo(opened, logger) };
  } catch (error) {
    await undo(opened, logger);
    throw error;
  }
}

/** Comes in beside the program that holds the data directory; null when it left no word of itself. */
async function openAsGuest(config: Config, logger: Logger): Promise<Stores | null> {
  const server = await readServerFile(config.dataDir);
  if (server === null) return null;
  const warehouse = await openServerWarehouse(server.warehouse);
  const records = await openRecords({ url: server.databaseUrl, connections: 4 });
  const opened: Step[] = [() => warehouse.close(), () => records.close()];
  try {
    await Promise.all([warehouse.ping(), records.ping()]);
    return {
      records,
      warehouse,
      databaseUrl: server.databaseUrl,
      guest: true,
      close: () => undo(opened, logger),
    };
  } catch {
    await undo(opened, logger);
    return null;
  }
}

const guestTries = 60;
const guestPauseMs = 500;

/**
 * Opens the stores for one command: beside a running program where there is one, else on its own. A program that is
 * just starting has not left its word yet, so the command tries for a while.
 */
export async function openCommandStores(config: Config, logger: Logger): Promise<Stores> {
  if (config.clickhouse !== null && config.databaseUrl !== null) return openOwnStores(config, logger);
  for (let tries = 0; ; tries += 1) {
    try {
      return await openOwnStores(config, logger);
    } catch (error) {
      if (!(error instanceof DirectoryLockedError)) throw error;
      const guest = await openAsGuest(config, logger);
      if (guest !== null) return guest;
      if (tries >= guestTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, guestPauseMs));
    }
  }
}
