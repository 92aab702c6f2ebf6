import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionInput, ConnectionProbe } from '@miaotou/contracts';
import { PermanentError } from '../shared/index.js';
import type { Viewer } from '../people/index.js';
import type { ConnectionsDeps } from './deps.js';
import { PassingFault, faultOf, lasting } from './faults.js';
import type { ConnectionRecord } from './ports.js';
import { previewOf } from './preview.js';
import { connectorOf, pullOnce, secretOf } from './pull.js';
import type { PullOutcome } from './pull.js';
import {
  audienceOf,
  configuredConnection,
  freshState,
  noConnection,
  placeOf,
  secretMissing,
  shownConnection,
  wantsSecret,
} from './view.js';

export interface Connections {
  list(): Promise<Connection[]>;
  get(id: string): Promise<Connection>;
  add(input: ConnectionInput, viewer: Viewer): Promise<Connection>;
  /** Refuses to carry a kept secret over to another address. */
  change(id: string, input: ConnectionInput): Promise<Connection>;
  remove(id: string): Promise<void>;
  /** Tries a connection as written; `id` lends its secret. Faults of the connection are part of the answer. */
  test(input: ConnectionInput, id: string | undefined, signal: AbortSignal): Promise<ConnectionProbe>;
  pull(id: string, signal: AbortSignal): Promise<PullOutcome>;
  /** Enabled connections whose time has come. */
  due(now: Date): Promise<readonly string[]>;
}

/** Connections with the systems of other departments: how they are set up, tried, and pulled from. */
export function createConnections(deps: ConnectionsDeps): Connections {
  const { records, connections, clock, box, nextRun } = deps;
  const configured = deps.configured.map(configuredConnection);
  const originOf = (id: string) =>
    configured.some((one) => one.id === id) ? ('configuration' as const) : ('console' as const);

  async function find(id: string): Promise<ConnectionRecord> {
    const record = configured.find((one) => one.id === id) ?? (await connections.find(records.read, id));
    if (record === null) throw noConnection();
    return record;
  }

  async function shown(record: ConnectionRecord): Promise<Connection> {
    const state = (await connections.state(records.read, record.id)) ?? freshState;
    return shownConnection(record, state, originOf(record.id));
  }

  /** The secret that a change leads to, sealed. */
  function sealed(
    id: string,
    { secret, settings }: ConnectionInput,
    kept: ConnectionRecord | null,
  ): Pick<ConnectionRecord, 'secretBox' | 'secretSetAt'> {
    if (!wantsSecret(settings)) return { secretBox: null, secretSetAt: null };
    if (typeof secret === 'string') return { secretBox: box.seal(secret, id), secretSetAt: clock.now() };
    if (secret === null || kept?.secretBox == null) throw secretMissing();
    if (audienceOf(kept.settings) !== audienceOf(settings)) {
      throw lasting(
        'secret-for-another',
        '地址或账号已更改，已保存的密码不会发给新的对方，请重新填写。',
        'The address or account is another one; the kept secret is not sent there. Enter it again.',
      );
    }
    return { secretBox: kept.secretBox, secretSetAt: kept.secretSetAt };
  }

  function recordOf(id: string, input: ConnectionInput, kept: ConnectionRecord | null): ConnectionRecord {
    const { source, name, office, settings, cron, enabled } = input;
    nextRun(cron, clock.now());
    return { id, source, name, office, settings, cron, enabled, ...sealed(id, input, kept) };
  }

  async function own(id: string): Promise<ConnectionRecord> {
    const record = await find(id);
    if (originOf(id) === 'configuration') {
      throw lasting(
        'connection-configured',
        '该对接由部署配置 MIAOTOU_PULLS 定义，只能在那里修改。',
        'This connection is defined by MIAOTOU_PULLS and changed there only.',
        {},
        'conflict',
      );
    }
    return record;
  }

  async function probe(record: ConnectionRecord, signal: AbortSignal): Promise<ConnectionProbe> {
    return deps.files.scratch('try', async (directory) => {
      const { fingerprint, files, delivery } = await connectorOf(deps, record).test({
        settings: record.settings,
        secret: secretOf(deps, record),
        mark: null,
        directory,
        now: clock.now(),
        signal,
        unseen: (all) => Promise.resolve(all),
      });
      const found = { problem: null, fingerprint, files: [...files] };
      if (delivery === null) return { ...found, headers: [], rows: [], layout: null };
      const { headers, rows, layout } = await previewOf(deps, record.source, delivery);
      return { ...found, headers, rows, layout };
    });
  }

  return {
    async list() {
      const kept = await connections.list(records.read);
      const states = await connections.states(records.read);
      return [...configured, ...kept].map((record) =>
        shownConnection(record, states.get(record.id) ?? freshState, originOf(record.id)),
      );
    },

    get: async (id) => shown(await find(id)),

    async add(input, viewer) {
      const record = recordOf(randomUUID(), input, null);
      const nextRunAt = nextRun(record.cron, clock.now());
      await records.transaction(async (tx) => {
        await connections.add(tx, record, viewer.username, clock.now());
        await connections.saveState(tx, record.id, { nextRunAt });
      });
      return shown(record);
    },

    async change(id, input) {
      const kept = await own(id);
      const record = recordOf(id, input, kept);
      const elsewhere = placeOf(kept.settings) !== placeOf(record.settings);
      await records.transaction(async (tx) => {
        await connections.change(tx, record, clock.now());
        await connections.saveState(tx, id, {
          nextRunAt: nextRun(record.cron, clock.now()),
          failures: 0,
          problem: null,
          // What was remembered of one place or question says nothing of another.
          ...(elsewhere ? { mark: null, pendingMark: null } : {}),
        });
      });
      return shown(record);
    },

    async remove(id) {
      await own(id);
      await records.transaction((tx) => connections.remove(tx, id));
    },

    async test(input, id, signal) {
      const kept = id === undefined ? null : await find(id);
      try {
        return await probe(recordOf(id ?? 'try', input, kept), signal);
      } catch (error) {
        if (!(error instanceof PermanentError || error instanceof PassingFault)) {
          deps.onFault(error, 'a connection that was tried');
        }
        return { problem: faultOf(error), fingerprint: null, files: [], headers: [], rows: [], layout: null };
      }
    },

    pull: async (id, signal) => pullOnce(deps, await find(id), signal),

    async due(now) {
      const states = await connections.states(records.read);
      const due: string[] = [];
      for (const { id, cron, enabled } of [...configured, ...(await connections.list(records.read))]) {
        if (!enabled) continue;
        const at = states.get(id)?.nextRunAt ?? null;
        if (at === null) await connections.saveState(records.read, id, { nextRunAt: nextRun(cron, now) });
        else if (at <= now) due.push(id);
      }
      return due;
    },
  };
}
