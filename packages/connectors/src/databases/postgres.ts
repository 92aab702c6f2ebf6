import type { Connector } from '@miaotou/engine';
import { Client, DatabaseError } from 'pg';
import { orAborted } from '../abort.js';
import { cutOff, permittedAddress, tooSlow } from '../address.js';
import { badQuery, databaseConnector, noTls, slowQuery, wrongPassword } from './database-connector.js';
import type { RunQuery } from './database-connector.js';
import { readyQuery } from './query.js';

const batchRows = 2_000;

/** Values stay the text that the server sent: numerics whole, days as days, true and false as words. */
const asText = {
  getTypeParser: (oid: number) => (text: string) => (oid === 16 ? (text === 't' ? 'true' : 'false') : text),
};

/** Text forms that do not depend on the server's settings; times in the office's zone. */
const sessionOptions = [
  '-c default_transaction_read_only=on',
  '-c datestyle=ISO,YMD',
  '-c timezone=Asia/Shanghai',
  '-c intervalstyle=iso_8601',
  '-c bytea_output=hex',
  '-c client_encoding=UTF8',
].join(' ');

const run: RunQuery<'postgres'> = async ({ settings, secret, signal }, { mark, limit }, read) => {
  const { host, port, database, user, tls, query, timeoutSeconds } = settings;
  const ready = readyQuery(query, settings.mark, { placeholder: (at) => `$${at}`, quote: '"' });
  const client = new Client({
    host: await permittedAddress(host),
    port,
    database,
    user,
    password: secret ?? '',
    ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'verify', servername: host },
    options: sessionOptions,
    application_name: 'miaotou',
    connectionTimeoutMillis: 15_000,
    statement_timeout: timeoutSeconds * 1_000,
    types: asText,
  });
  // A connection that breaks between two statements shows at the next one.
  client.on('error', () => undefined);
  const work = async () => {
    await client.connect();
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const bounded = limit === null ? ready.sql : `${ready.sql} LIMIT ${limit}`;
    const values = Array.from({ length: ready.marks }, () => mark);
    await client.query(`DECLARE delivered NO SCROLL CURSOR FOR ${bounded}`, values);
    const next = () =>
      client.query<(string | null)[]>({ text: `FETCH ${batchRows} FROM delivered`, rowMode: 'array' });
    let page = await next();
    const headers = page.fields.map(({ name }) => name);
    async function* rows(): AsyncGenerator<readonly (string | null)[]> {
      while (page.rows.length > 0) {
        yield* page.rows;
        page = await next();
      }
    }
    const result = await read({ headers, rows: rows() });
    await client.query('COMMIT');
    return result;
  };
  try {
    return await orAborted(signal, work);
  } finally {
    // Waiting for a server that does not answer would hold up the one who gave up.
    void client.end().catch(() => undefined);
  }
};

/** The driver's own errors have no code, only words. */
function driverFault(error: unknown, host: string): Error | null {
  const words = error instanceof Error ? error.message : '';
  if (words.startsWith('Connection terminated')) return cutOff(host, error);
  if (/timeout/iu.test(words)) return tooSlow(host, error);
  return /does not support SSL/u.test(words) ? noTls(host, error) : null;
}

function named(error: unknown, host: string): Error | null {
  if (!(error instanceof DatabaseError)) return driverFault(error, host);
  const state = error.code ?? '';
  if (state.startsWith('28') || state === '3D000') return wrongPassword(error);
  if (state === '57014') return slowQuery(error);
  // 22 data, 25006 read only, 42 syntax and rights, 0A not supported.
  return /^(22|25|42|0A)/u.test(state) ? badQuery(error.message, error) : null;
}

/** PostgreSQL: one SELECT in a read-only transaction, through a cursor. */
export const postgresConnector: Connector<'postgres'> = databaseConnector(run, named);
