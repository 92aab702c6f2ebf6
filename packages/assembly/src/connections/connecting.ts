import type { PullEndpoint } from '@miaotou/contracts';
import { createConnectors, nextRun } from '@miaotou/connectors';
import type { ConnectorOptions } from '@miaotou/connectors';
import { createConnections, createPush } from '@miaotou/engine';
import type { Connections, ConnectionsDeps, Push } from '@miaotou/engine';
import { batchRecords, connectionRecords, pushRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { secretBox } from '@miaotou/runtime';

export interface ConnectingOptions
  extends
    Pick<
      ConnectionsDeps,
      'imports' | 'archives' | 'files' | 'reader' | 'layouts' | 'clock' | 'enqueue' | 'onFault'
    >,
    ConnectorOptions {
  readonly records: OpenRecords;
  /** Key of the installation; the secrets of connections are sealed under one derived from it. */
  readonly secret: Buffer;
  readonly endpoints: readonly PullEndpoint[];
}

/** The ways to and from other departments' systems. */
export interface Connecting {
  readonly connections: Connections;
  readonly push: Push;
}

/** Composes connections and pushes over open stores. */
export function createConnecting(options: ConnectingOptions): Connecting {
  const { records, secret, endpoints, folders, http, ...rest } = options;
  const deps: ConnectionsDeps = {
    ...rest,
    records,
    locks: records,
    connections: connectionRecords,
    push: pushRecords,
    batches: batchRecords,
    connectors: createConnectors({ folders, ...(http === undefined ? {} : { http }) }),
    box: secretBox(secret, 'connections'),
    configured: endpoints,
    nextRun,
  };
  return { connections: createConnections(deps), push: createPush(deps) };
}
