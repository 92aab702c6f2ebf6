import { join } from 'node:path';
import type { SettingsOf } from '@miaotou/contracts';
import { PassingFault, PermanentError, lasting, writeCsv } from '@miaotou/engine';
import type { Connector, ConnectorTask, Fetched } from '@miaotou/engine';
import { networkFault } from '../address.js';
import { HighWater } from './high-water.js';

type Kind = 'postgres' | 'mysql';
export type DatabaseSettings = SettingsOf<Kind>;

/** The answer to a query, read as it comes; every value as the text that the server sent. */
export interface Answer {
  readonly headers: readonly string[];
  readonly rows: AsyncIterable<readonly (string | null)[]>;
}

/** One driver: runs the query in a read-only transaction and gives the answer to `read`, row by row. */
export type RunQuery<K extends Kind> = <T>(
  task: Pick<ConnectorTask<K>, 'secret' | 'signal'> & { readonly settings: SettingsOf<K> },
  /** What `:mark` stands for, and the most rows that are wanted. */
  ask: { readonly mark: string; readonly limit: number | null },
  read: (answer: Answer) => Promise<T>,
) => Promise<T>;

const tryRows = 20;

/** A delivery of what a query finds; null when it finds nothing new. */
async function deliveryOf<K extends Kind>(
  run: RunQuery<K>,
  task: ConnectorTask<K>,
  limit: number | null,
): Promise<Fetched | null> {
  const settings: DatabaseSettings = task.settings;
  const path = join(task.directory, 'rows.csv');
  const water = new HighWater(task.mark);
  const mark = task.mark?.value ?? settings.mark?.start ?? '';
  const count = await run(task, { mark, limit }, async ({ headers, rows }) => {
    const at = settings.mark === null ? -1 : headers.indexOf(settings.mark.column);
    if (settings.mark !== null && at < 0) throw noMarkColumn(settings.mark.column);
    async function* fresh(): AsyncGenerator<readonly (string | null)[]> {
      for await (const row of rows) {
        task.signal.throwIfAborted();
        if (at < 0 || water.isNew(row, row[at] ?? null)) yield row;
      }
    }
    return writeCsv(path, headers, fresh());
  });
  if (count === 0) return null;
  const delivered = { path, fileName: `${settings.database}.csv` };
  if (settings.mark === null) return delivered;
  return { ...delivered, mark: { next: water.next(), holdsWhen: 'imported' } };
}

/** A database as a connector over one driver; `named` tells faults of the server that people can act on. */
export function databaseConnector<K extends Kind>(
  run: RunQuery<K>,
  named: (error: unknown, host: string) => Error | null,
): Connector<K> {
  async function fetched(task: ConnectorTask<K>, limit: number | null): Promise<Fetched | null> {
    const { host }: DatabaseSettings = task.settings;
    try {
      return await deliveryOf(run, task, limit);
    } catch (error) {
      if (task.signal.aborted) throw task.signal.reason;
      if (error instanceof PermanentError || error instanceof PassingFault) throw error;
      throw named(error, host) ?? networkFault(error, host) ?? error;
    }
  }
  return {
    async test(task) {
      const delivery = await fetched({ ...task, mark: null }, tryRows);
      return { fingerprint: null, files: [], delivery };
    },
    async *pull(task) {
      const delivery = await fetched(task, null);
      if (delivery !== null) yield delivery;
    },
  };
}

function noMarkColumn(column: string): Error {
  return lasting(
    'query-mark-column',
    `查询结果中没有增量字段 ${column}。`,
    `The query’s answer has no column ${column} for the mark.`,
  );
}

export const wrongPassword = (cause: unknown) =>
  lasting(
    'secret-refused',
    '数据库不接受所填的账号或密码，或该账号无权访问此库。',
    'The database does not accept the account or password, or the account may not use it.',
    { cause },
  );

/** The query itself is at fault; the server's own words help whoever wrote it. */
export const badQuery = (words: string, cause: unknown) =>
  lasting('query-refused', `数据库拒绝执行该查询：${words}`, `The database refused the query: ${words}`, {
    cause,
  });

export const slowQuery = (cause: unknown) =>
  new PassingFault(
    'query-slow',
    { zh: '查询超过了限定时间，已停止。', en: 'The query took longer than allowed and was stopped.' },
    null,
    { cause },
  );

export const noTls = (host: string, cause: unknown) =>
  lasting(
    'tls-missing',
    `${host} 不支持加密连接；请让对方开启 TLS，或在内网中选择不加密。`,
    `${host} offers no encryption; have TLS switched on there, or choose none on a network of your own.`,
    { cause },
  );
