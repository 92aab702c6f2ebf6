import { createServer as createHttp } from 'node:http';
import { connect, createServer as createTcp } from 'node:net';
import type { Server, Socket } from 'node:net';
import { once } from 'node:events';
import { mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ConnectionSettings } from '@miaotou/contracts';
import { ConnectionSettingsSchema } from '@miaotou/contracts';
import { temporaryFolder, testDatabase, testMariadb, testSshd } from '@miaotou/testkit';

export const headers = '统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值';

/** Another department's system, with what a test does to it. */
export interface Side {
  readonly kind: ConnectionSettings['kind'];
  readonly settings: ConnectionSettings;
  readonly secret: string | null;
  /** Settings and secret that its owner turns away for good. */
  readonly refused: { readonly settings: ConnectionSettings; readonly secret: string | null };
  /** Adds rows, each the cells of `headers`. */
  add(rows: readonly (readonly string[])[]): Promise<void>;
  /** Cannot be reached until `back`. */
  away(): Promise<void>;
  back(): Promise<void>;
}

const csv = (rows: readonly (readonly string[])[]) =>
  `${[headers, ...rows.map((row) => row.join(','))].join('\n')}\n`;

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A line to a server that can be cut and mended. */
async function cable(to: number | string) {
  const open = new Set<Socket>();
  let whole = true;
  const server = createTcp((near) => {
    const far = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    if (whole) near.pipe(far).pipe(near);
    else near.destroy();
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.unref();
  return {
    port: await portOf(server),
    away: async () => {
      whole = false;
      for (const socket of open) socket.destroy();
    },
    back: async () => {
      whole = true;
    },
  };
}

async function httpSide(): Promise<Side> {
  const rows: (readonly string[])[] = [];
  const server = createHttp((request, response) => {
    if (request.headers.authorization !== 'Bearer the-right-token') {
      response.writeHead(401).end();
    } else if (request.headers['if-none-match'] === `"v${rows.length}"`) {
      response.writeHead(304).end();
    } else {
      response.writeHead(200, {
        etag: `"v${rows.length}"`,
        'content-disposition': 'attachment; filename="../../values.csv"',
      });
      response.end(csv(rows));
    }
  });
  server.unref();
  const { port, away, back } = await cable(await portOf(server));
  const settings = ConnectionSettingsSchema.parse({
    kind: 'http',
    url: `http://127.0.0.1:${port}/values`,
    auth: { type: 'bearer' },
  });
  return {
    kind: 'http',
    settings,
    secret: 'the-right-token',
    refused: { settings, secret: 'a-wrong-token' },
    add: async (more) => void rows.push(...more),
    away,
    back,
  };
}

const columns = '"统一社会信用代码", "单位名称", "所属乡镇", "指标代码", "所属期", "数值"';

async function postgresSide(): Promise<Side> {
  const url = new URL(await testDatabase());
  const owner = new Client({ connectionString: url.href });
  await owner.connect();
  await owner.query(
    `CREATE TABLE county_values (${columns.replaceAll('", ', '" text, ')} text, serial bigserial)`,
  );
  await owner.query(`CREATE ROLE reader LOGIN PASSWORD 'the-right-password'`);
  await owner.query('GRANT SELECT ON county_values TO reader');
  // The test's own server trusts everybody on its socket; a partner's does not.
  const { rows: hba } = await owner.query<{ hba_file: string }>('SHOW hba_file');
  const rules = hba[0]?.hba_file ?? '';
  await writeFile(rules, `local all reader scram-sha-256\n${await readFile(rules, 'utf8')}`);
  await owner.query('SELECT pg_reload_conf()');
  // Without a host the server listens on a socket in the file system, which the cable makes a port of the loopback.
  const folder = url.searchParams.get('host');
  const place = folder === null ? Number(url.port) : join(folder, `.s.PGSQL.${url.port || '5432'}`);
  const { port, away, back } = await cable(place);
  const settings = ConnectionSettingsSchema.parse({
    kind: 'postgres',
    host: '127.0.0.1',
    port,
    database: url.pathname.slice(1),
    user: 'reader',
    tls: 'off',
    query: `SELECT ${columns}, serial FROM county_values WHERE serial >= :mark`,
    mark: { column: 'serial', start: '0' },
  });
  return {
    kind: 'postgres',
    settings,
    secret: 'the-right-password',
    refused: { settings, secret: 'a-wrong-password' },
    async add(rows) {
      for (const row of rows) {
        await owner.query(`INSERT INTO county_values (${columns}) VALUES ($1,$2,$3,$4,$5,$6)`, [...row]);
      }
    },
    away,
    back,
  };
}

async function mysqlSide(): Promise<Side> {
  const server = await testMariadb();
  const quoted = columns.replaceAll('"', '`');
  await server.run('CREATE DATABASE county CHARACTER SET utf8mb4');
  await server.run(
    `CREATE TABLE county.indicator_values (${quoted.replaceAll('`, ', '` text, ')} text, serial bigint AUTO_INCREMENT PRIMARY KEY)`,
  );
  await server.run(`CREATE USER reader@'%' IDENTIFIED BY 'the-right-password'`);
  await server.run('GRANT SELECT ON county.* TO reader');
  const { port, away, back } = await cable(server.port);
  const settings = ConnectionSettingsSchema.parse({
    kind: 'mysql',
    host: '127.0.0.1',
    port,
    database: 'county',
    user: 'reader',
    tls: 'off',
    query: `SELECT ${quoted}, serial FROM indicator_values WHERE serial >= :mark`,
    mark: { column: 'serial', start: '0' },
  });
  return {
    kind: 'mysql',
    settings,
    secret: 'the-right-password',
    refused: { settings, secret: 'a-wrong-password' },
    async add(rows) {
      for (const row of rows) {
        const cells = row.map((cell) => `'${cell}'`).join(',');
        await server.run(`INSERT INTO county.indicator_values (${quoted}) VALUES (${cells})`);
      }
    },
    away,
    back,
  };
}

/** Each call a file of its own, written a while ago. */
function filesInto(folder: string) {
  let count = 0;
  return async (rows: readonly (readonly string[])[]): Promise<void> => {
    count += 1;
    const path = join(folder, `values-${count}.csv`);
    await writeFile(path, csv(rows));
    await utimes(path, 1_700_000_000 + count, 1_700_000_000 + count);
    await writeFile(join(folder, `values-${count}.csv.part`), 'half');
    await writeFile(join(folder, `notes-${count}.txt`), 'no delivery');
  };
}

async function sftpSide(): Promise<Side> {
  const server = await testSshd();
  const { port, away, back } = await cable(server.port);
  const settings = ConnectionSettingsSchema.parse({
    kind: 'sftp',
    host: '127.0.0.1',
    port,
    username: server.username,
    auth: 'key',
    fingerprint: server.fingerprint,
    directory: server.folder,
    pattern: 'values-*.csv',
    after: 'move',
  });
  return {
    kind: 'sftp',
    settings,
    secret: server.key,
    refused: { settings, secret: server.strangersKey },
    add: filesInto(server.folder),
    away,
    back,
  };
}

async function folderSide(): Promise<Side> {
  const root = await temporaryFolder('share');
  const folder = join(root, 'tax');
  await mkdir(folder);
  const settings = ConnectionSettingsSchema.parse({ kind: 'folder', path: folder, pattern: 'values-*.csv' });
  return {
    kind: 'folder',
    settings,
    secret: null,
    refused: { settings: ConnectionSettingsSchema.parse({ kind: 'folder', path: '/etc' }), secret: null },
    add: filesInto(folder),
    away: () => rename(folder, `${folder}-unmounted`),
    back: () => rename(`${folder}-unmounted`, folder),
  };
}

/** Each side is set up at the first call. */
function kept(make: () => Promise<Side>): () => Promise<Side> {
  let made: Promise<Side> | null = null;
  return () => (made ??= make());
}

export const sides = {
  http: kept(httpSide),
  postgres: kept(postgresSide),
  mysql: kept(mysqlSide),
  sftp: kept(sftpSide),
  folder: kept(folderSide),
} as const;
