import type { Connector } from '@miaotou/engine';
import { createConnection } from 'mysql2';
import type { Connection, FieldPacket, QueryOptions } from 'mysql2';
import { orAborted } from '../abort.js';
import { permittedAddress } from '../address.js';
import { badQuery, databaseConnector, noTls, slowQuery, wrongPassword } from './database-connector.js';
import type { RunQuery } from './database-connector.js';
import { readyQuery } from './query.js';

type Row = readonly (string | null)[];

function command(connection: Connection, sql: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error, rows: unknown) => {
      if (error === null) resolve(rows);
      else reject(error);
    });
  });
}

function connected(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** The rows of a query as they come; the headers are known before the first. */
async function streamed(
  connection: Connection,
  options: QueryOptions,
): Promise<{ readonly headers: readonly string[]; readonly rows: AsyncIterable<Row> }> {
  const query = connection.query({
    ...options,
    rowsAsArray: true,
    // Every value as the text that the server sent: decimals whole, days as days, 20 digits as 20 digits.
    typeCast: (field) => field.string('utf8'),
  });
  const rows = query.stream({ highWaterMark: 500 });
  // An error may come before anybody reads the rows; a stream that was ended by it tells it to whoever reads later.
  rows.on('error', () => undefined);
  const headers = new Promise<readonly string[]>((resolve, reject) => {
    query.on('fields', (fields: FieldPacket[]) => {
      resolve(fields.map(({ name }) => name));
    });
    query.on('error', (error: Error) => {
      rows.destroy(error);
      reject(error);
    });
  });
  return { headers: await headers, rows };
}

const run: RunQuery<'mysql'> = async ({ settings, secret, signal }, { mark, limit }, read) => {
  const { host, port, database, user, tls, query, timeoutSeconds } = settings;
  const ready = readyQuery(query, settings.mark, { placeholder: () => '?', quote: '`' });
  const verified = tls === 'verify';
  const connection = createConnection({
    host: await permittedAddress(host),
    port,
    database,
    user,
    password: secret ?? '',
    ...(tls === 'off' ? {} : { ssl: { rejectUnauthorized: verified, verifyIdentity: verified } }),
    charset: 'utf8mb4',
    connectTimeout: 15_000,
    multipleStatements: false,
    // A file of this machine must never be sent because a server asks for it.
    flags: ['-LOCAL_FILES'],
  });
  // A connection that breaks between two statements shows at the next one.
  connection.on('error', () => undefined);
  try {
    return await orAborted(signal, async () => {
      await connected(connection);
      await prepare(connection, timeoutSeconds);
      const sql = limit === null ? ready.sql : `${ready.sql} LIMIT ${limit}`;
      const values = Array.from({ length: ready.marks }, () => mark);
      const result = await read(await streamed(connection, { sql, values }));
      await command(connection, 'COMMIT');
      return result;
    });
  } finally {
    connection.destroy();
  }
};

/** Begins the read-only transaction, with times in the office's zone and a bound on each statement. */
async function prepare(connection: Connection, timeoutSeconds: number): Promise<void> {
  const maria = JSON.stringify(await command(connection, 'SELECT VERSION()')).includes('MariaDB');
  // The two servers name the bound differently, and count it in seconds and milliseconds.
  const bound = maria
    ? `max_statement_time = ${timeoutSeconds}`
    : `max_execution_time = ${timeoutSeconds * 1_000}`;
  await command(connection, `SET SESSION time_zone = '+08:00', ${bound}`);
  await command(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
}

/** Accounts and rights; statements that take too long; statements that cannot be run. */
const accountFaults = new Set([1044, 1045, 1049, 1698]);
const slowFaults = new Set([1969, 3024]);
const queryFaults = new Set([1054, 1060, 1064, 1142, 1143, 1146, 1305, 1370, 1792]);

function named(error: unknown, host: string): Error | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && error.code === 'HANDSHAKE_NO_SSL_SUPPORT') return noTls(host, error);
  if (!('errno' in error)) return null;
  const number = Number(error.errno);
  if (accountFaults.has(number)) return wrongPassword(error);
  if (slowFaults.has(number)) return slowQuery(error);
  return queryFaults.has(number) ? badQuery(error.message, error) : null;
}

/** MySQL and MariaDB: one SELECT in a read-only transaction, row by row. */
export const mysqlConnector: Connector<'mysql'> = databaseConnector(run, named);
