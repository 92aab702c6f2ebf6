import { ConnectionInputSchema } from '@miaotou/contracts';
import type { Connection, ConnectionInput } from '@miaotou/contracts';
import type { Viewer } from '@miaotou/engine';
import { createHash } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUscc, openTestLanding } from '../landing/fixture.js';
import type { TestLanding } from '../landing/fixture.js';
import { sides } from './fixture.js';
import type { Side } from './fixture.js';

const admin: Viewer = {
  id: 'u1',
  username: 'admin',
  displayName: '管理员',
  role: 'admin',
  scope: ['*'],
};
const signal = new AbortController().signal;
let county: TestLanding;
let rowsMade = 0;

/** A row that no other test has. */
function row(): string[] {
  rowsMade += 1;
  return [
    madeUscc(7_000 + rowsMade),
    `惠来第${rowsMade}有限公司`,
    '葵潭镇',
    'SI02',
    '2026-05',
    `${rowsMade}.50`,
  ];
}

beforeAll(async () => {
  county = await openTestLanding({ folders: [tmpdir()] });
}, 180_000);
afterAll(() => county.records.close());

describe.each(Object.keys(sides) as (keyof typeof sides)[])('a connection by %s', (kind) => {
  let side: Side;
  let input: ConnectionInput;
  let made: Connection;
  const now = () => county.connections.get(made.id);

  /** Pulls, and imports what came; gives the summaries. */
  async function pulled() {
    const outcome = await county.connections.pull(made.id, signal);
    if (outcome.kind !== 'received') return [];
    const summaries = [];
    for (const batchId of outcome.batchIds) summaries.push(await county.run(batchId));
    return summaries;
  }

  beforeAll(async () => {
    side = await sides[kind]();
    const { settings, secret } = side;
    input = ConnectionInputSchema.parse({
      source: 'social-insurance',
      name: `社保局 ${kind}`,
      settings,
      ...(secret === null ? {} : { secret }),
      cron: '0 6 * * *',
    });
    made = await county.connections.add(input, admin);
  }, 120_000);

  test('is made with its next run, and nothing shows its secret', async () => {
    expect(made).toMatchObject({ failures: 0, problem: null, nextRunAt: '2026-06-10T22:00:00.000Z' });
    expect(made.secretSetAt === null).toBe(side.secret === null);
    const told = JSON.stringify([made, await county.connections.list()]);
    if (side.secret !== null) expect(told).not.toContain(JSON.stringify(side.secret).slice(1, -1));
  });

  test('with nothing there brings nothing', async () => {
    if (kind === 'http') return;
    expect(await county.connections.pull(made.id, signal)).toEqual({ kind: 'unchanged' });
  });

  test('tried, shows its first rows and the layout that recognises them, and keeps nothing', async () => {
    await side.add([row(), row()]);
    const before = county.queued.length;
    const probe = await county.connections.test(input, undefined, signal);
    expect(probe).toMatchObject({ problem: null, layout: { layout: 'test-values' } });
    expect(probe.headers).toEqual(expect.arrayContaining(['统一社会信用代码', '数值']));
    expect(probe.rows).toHaveLength(2);
    expect([county.queued.length, (await now()).lastSucceededAt === null]).toEqual([before, kind === 'http']);
  });

  test('brings what is new as one batch, once', async () => {
    expect(await pulled()).toMatchObject([{ state: 'done', rows: 2, accepted: 2 }]);
    expect(await county.connections.pull(made.id, signal)).toEqual({ kind: 'unchanged' });
    await side.add([row()]);
    const [second, ...more] = await pulled();
    expect([second?.state, more]).toEqual(['done', []]);
    // A whole file tells the old rows again; a query and a folder of files tell only the new one.
    expect(second).toMatchObject(kind === 'http' ? { rows: 3, duplicates: 2 } : { rows: 1, accepted: 1 });
    expect(await county.connections.pull(made.id, signal)).toEqual({ kind: 'unchanged' });
    expect(await now()).toMatchObject({ failures: 0, problem: null });
  });

  test('that cannot be reached names the reason, backs off and loses nothing', async () => {
    await side.add([row()]);
    await side.away();
    const { mark } = await now();
    for (const [failures, minutes] of [
      [1, 1],
      [2, 2],
      [3, 4],
    ] as const) {
      await expect(county.connections.pull(made.id, signal)).rejects.toMatchObject({
        name: 'TransientError',
      });
      const state = await now();
      expect(state).toMatchObject({ failures, mark });
      expect(state.problem?.message).toMatchObject({ zh: expect.stringMatching(/\p{Script=Han}/u) });
      expect(state.problem?.code).not.toBe('pull-failed');
      expect(Date.parse(state.nextRunAt ?? '') - county.now.getTime()).toBe(minutes * 60_000);
    }
    const due = (minutes: number) =>
      county.connections.due(new Date(county.now.getTime() + minutes * 60_000));
    expect(await due(3)).not.toContain(made.id);
    expect(await due(4)).toContain(made.id);
    await side.back();
    expect(await pulled()).toMatchObject([{ state: 'done' }]);
    expect(await now()).toMatchObject({ failures: 0, problem: null, nextRunAt: '2026-06-10T22:00:00.000Z' });
  });

  test('that is refused for good says so in both languages and waits for its schedule', async () => {
    const { settings, secret } = side.refused;
    await county.connections.change(made.id, { ...input, settings, ...(secret === null ? {} : { secret }) });
    await expect(county.connections.pull(made.id, signal)).rejects.toMatchObject({ name: 'PermanentError' });
    const { problem, nextRunAt } = await now();
    expect(problem?.code).toBe(kind === 'folder' ? 'folder-not-allowed' : 'secret-refused');
    expect(problem?.message.zh).not.toBe(problem?.message.en);
    expect(nextRunAt).toBe('2026-06-10T22:00:00.000Z');
    await county.connections.change(made.id, input);
  });

  test('that is cancelled leaves everything as it was', async () => {
    const before = [county.queued.length, await now()];
    const stopped = AbortSignal.abort(new Error('stopped'));
    await side.add([row()]);
    await expect(county.connections.pull(made.id, stopped)).rejects.toThrow('stopped');
    expect([county.queued.length, await now()]).toEqual(before);
    expect((await pulled()).map(({ state }) => state)).toEqual(['done']);
  });

  test('that is paused is not due, and one that is deleted is gone', async () => {
    const later = new Date(county.now.getTime() + 86_400_000);
    expect(await county.connections.due(later)).toContain(made.id);
    const { secret: _, ...unsaid } = input;
    await county.connections.change(made.id, { ...unsaid, enabled: false });
    expect(await county.connections.due(later)).not.toContain(made.id);
    await county.connections.remove(made.id);
    await expect(now()).rejects.toMatchObject({ code: 'connection-not-found' });
  });
});

describe('values of a database', () => {
  test.each([
    [
      'postgres',
      `SELECT 12345678901234567890::numeric AS big, 1.10::numeric(6,2) AS money, DATE '2026-05-01' AS day,
         TIMESTAMPTZ '2026-05-01 00:00:00+00' AS moment, NULL::text AS nothing, ''::text AS empty, true AS flag`,
      'big,money,day,moment,nothing,empty,flag\n12345678901234567890,1.10,2026-05-01,2026-05-01 08:00:00+08,,"",true\n',
    ],
    [
      'mysql',
      `SELECT 18446744073709551615 AS big, CAST('1.10' AS DECIMAL(6,2)) AS money, DATE '2026-05-01' AS day,
         FROM_UNIXTIME(1777593600) AS moment, NULL AS nothing, '' AS empty, '张三' AS name`,
      'big,money,day,moment,nothing,empty,name\n18446744073709551615,1.10,2026-05-01,2026-05-01 08:00:00,,"",张三\n',
    ],
  ] as const)('of %s come as the text that they are', async (kind, query, text) => {
    const { settings, secret } = await sides[kind]();
    if (settings.kind !== kind) throw new Error('the side is of another kind');
    const input = { ...settings, query, mark: null };
    const made = await county.connections.add(
      ConnectionInputSchema.parse({
        source: 'social-insurance',
        name: kind,
        settings: input,
        secret,
        cron: '0 6 * * *',
      }),
      admin,
    );
    const outcome = await county.connections.pull(made.id, signal);
    if (outcome.kind !== 'received') throw new Error('nothing came');
    const { fileBytes } = await county.imports.get(String(outcome.batchIds[0]));
    expect(fileBytes).toBe(Buffer.byteLength(text));
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(await readFile(county.files.pathOf(sha256), 'utf8')).toBe(text);
  });

  test.each([
    [
      'postgres',
      "SELECT set_config('a.b', 'c', false), nextval('county_values_serial_seq')",
      'query-refused',
    ],
    ['postgres', 'SELECT pg_sleep(30)', 'query-slow'],
    ['postgres', 'SELECT no_such_column FROM county_values', 'query-refused'],
    ['mysql', 'SELECT * FROM no_such_table', 'query-refused'],
    ['mysql', 'SELECT SLEEP(30) FROM indicator_values', 'query-slow'],
  ] as const)('of %s are not fetched by %s: %s', async (kind, query, code) => {
    const side = await sides[kind]();
    await side.add([row()]);
    const probe = await county.connections.test(
      ConnectionInputSchema.parse({
        source: 'social-insurance',
        name: kind,
        settings: { ...side.settings, query, mark: null, timeoutSeconds: 1 },
        secret: side.secret,
        cron: '0 6 * * *',
      }),
      undefined,
      signal,
    );
    expect(probe.problem?.code).toBe(code);
  });
});

describe('a host of files', () => {
  const input = async (kind: 'sftp' | 'folder', patch: object) => {
    const side = await sides[kind]();
    const settings = { ...side.settings, ...patch };
    return {
      side,
      input: {
        source: 'complaints',
        name: kind,
        settings,
        secret: side.secret ?? undefined,
        cron: '0 6 * * *',
      },
    };
  };

  test('shows its key before anything is sent to it, and is refused under another key', async () => {
    const unconfirmed = await input('sftp', { fingerprint: null });
    const probe = await county.connections.test(
      ConnectionInputSchema.parse(unconfirmed.input),
      undefined,
      signal,
    );
    const known = unconfirmed.side.settings;
    expect(probe).toMatchObject({ problem: null, fingerprint: known.kind === 'sftp' && known.fingerprint });
    for (const [fingerprint, code] of [
      [null, 'host-key-unconfirmed'],
      [`SHA256:${'A'.repeat(43)}`, 'host-key-changed'],
    ] as const) {
      const settings = { ...unconfirmed.input.settings, fingerprint };
      const made = await county.connections.add(
        ConnectionInputSchema.parse({ ...unconfirmed.input, settings }),
        admin,
      );
      await expect(county.connections.pull(made.id, signal)).rejects.toMatchObject({ code });
    }
  });

  test('gives no file that is still being written, that links elsewhere, or that lies outside the roots', async () => {
    const { input: wanted } = await input('folder', { pattern: 'values-??*.csv' });
    const { settings } = ConnectionInputSchema.parse(wanted);
    if (settings.kind !== 'folder') throw new Error('the side is of another kind');
    await writeFile(join(settings.path, 'values-now.csv'), 'half');
    await symlink('/etc/passwd', join(settings.path, 'values-link.csv'));
    county.now = new Date();
    const made = await county.connections.add(ConnectionInputSchema.parse(wanted), admin);
    expect(await county.connections.pull(made.id, signal)).toEqual({ kind: 'unchanged' });
    await symlink('/etc', join(settings.path, 'out'));
    const out = { ...wanted, settings: { ...settings, path: join(settings.path, 'out') } };
    const probe = await county.connections.test(ConnectionInputSchema.parse(out), undefined, signal);
    expect(probe.problem?.code).toBe('folder-not-allowed');
  });
});
