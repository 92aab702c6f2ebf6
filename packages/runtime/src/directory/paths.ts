import { join } from 'node:path';

/** Where things lie in the data directory. */
export interface DataPaths {
  readonly root: string;
  /** The embedded ClickHouse's files. */
  readonly clickhouse: string;
  /** The embedded PostgreSQL's folder. */
  readonly postgres: string;
  /** Received files, kept as they came. */
  readonly files: string;
  /** Watched folders, one per source family. */
  readonly inbox: string;
  /** Scratch files of running work; emptied at boot. */
  readonly temporary: string;
  /** What the running program tells the command: addresses, passwords. */
  readonly run: string;
  readonly serverFile: string;
  readonly secretKey: string;
}

/** The layout of a data directory. */
export function dataPaths(dataDir: string): DataPaths {
  return {
    root: dataDir,
    clickhouse: join(dataDir, 'clickhouse'),
    postgres: join(dataDir, 'postgres'),
    files: join(dataDir, 'files'),
    inbox: join(dataDir, 'inbox'),
    temporary: join(dataDir, 'tmp'),
    run: join(dataDir, 'run'),
    serverFile: join(dataDir, 'run', 'server.json'),
    secretKey: join(dataDir, 'secret.key'),
  };
}
