import type { Connectors } from '@miaotou/engine';
import { mysqlConnector, postgresConnector } from './databases/index.js';
import { folderConnector, sftpConnector } from './files/index.js';
import { httpConnector } from './http/index.js';
import type { HttpOptions } from './http/index.js';

export { nextRun } from './next-run.js';

export interface ConnectorOptions {
  /** Folders below which shared folders may lie; none allows none. */
  readonly folders: readonly string[];
  readonly http?: HttpOptions;
}

/** Every technology of connecting. */
export function createConnectors({ folders, http }: ConnectorOptions): Connectors {
  return {
    http: httpConnector(http),
    postgres: postgresConnector,
    mysql: mysqlConnector,
    sftp: sftpConnector,
    folder: folderConnector(folders),
  };
}
