import { dataPaths, removeServerFile, writeServerFile } from '@miaotou/runtime';
import type { Config } from '@miaotou/runtime';
import { serveEmbeddedWarehouse } from '@miaotou/warehouse';
import type { Stores } from './stores.js';

/**
 * Lets the command work beside a running program, which alone may open the embedded engine's files. Gives the same
 * stores, whose closing shuts the door first.
 */
export async function withSideDoor(config: Config, stores: Stores): Promise<Stores> {
  if (config.clickhouse !== null) return stores;
  const { clickhouse, temporary } = dataPaths(config.dataDir);
  const facade = await serveEmbeddedWarehouse({ path: clickhouse, temporary });
  const { url, user, password } = facade;
  await writeServerFile(config.dataDir, {
    pid: process.pid,
    warehouse: { url, user, password },
    databaseUrl: stores.databaseUrl,
  });
  return {
    ...stores,
    close: async () => {
      await removeServerFile(config.dataDir);
      await facade.close();
      await stores.close();
    },
  };
}
