import type { Connection, ConnectionSettings, PullEndpoint } from '@miaotou/contracts';
import { lasting } from './faults.js';
import type { ConnectionRecord, ConnectionState } from './ports.js';

/** An endpoint of the configuration as a connection; it has no secret, and is changed where it is configured. */
export function configuredConnection({ id, source, url, cron }: PullEndpoint): ConnectionRecord {
  const open = { auth: { type: 'none' }, body: { type: 'file' }, paging: { type: 'none' } } as const;
  return {
    id,
    source,
    name: id,
    office: null,
    settings: { kind: 'http', url, ...open },
    cron,
    enabled: true,
    secretBox: null,
    secretSetAt: null,
  };
}

export const freshState: ConnectionState = {
  lastTriedAt: null,
  lastSucceededAt: null,
  failures: 0,
  problem: null,
  mark: null,
  lastBatch: null,
  pendingMark: null,
  nextRunAt: null,
};

/** A connection as screens see it. Lists what it shows by name: a field that is added stays hidden until it is named. */
export function shownConnection(
  record: ConnectionRecord,
  state: ConnectionState,
  origin: Connection['origin'],
): Connection {
  const { id, source, name, office, settings, cron, enabled, secretSetAt } = record;
  return {
    id,
    source,
    name,
    office,
    settings,
    secretSetAt: secretSetAt?.toISOString() ?? null,
    cron,
    enabled,
    origin,
    lastTriedAt: state.lastTriedAt?.toISOString() ?? null,
    lastSucceededAt: state.lastSucceededAt?.toISOString() ?? null,
    failures: state.failures,
    problem: state.problem,
    mark: state.mark?.value ?? null,
    lastBatchId: state.lastBatch === null ? null : String(state.lastBatch),
    nextRunAt: enabled ? (state.nextRunAt?.toISOString() ?? null) : null,
  };
}

/** Whom a secret is told: it is never carried over to anybody else. */
export function audienceOf(settings: ConnectionSettings): string {
  switch (settings.kind) {
    case 'http': {
      const { auth } = settings;
      const token = auth.type === 'oauth2' ? `${new URL(auth.tokenUrl).href} ${auth.clientId}` : '';
      const who = auth.type === 'basic' ? auth.username : auth.type === 'header' ? auth.header : '';
      return ['http', new URL(settings.url).origin, auth.type, token, who].join('\n');
    }
    case 'postgres':
    case 'mysql':
      return [settings.kind, settings.host, settings.port, settings.user, settings.tls].join('\n');
    case 'sftp':
      return ['sftp', settings.host, settings.port, settings.username, settings.auth].join('\n');
    case 'folder':
      return 'folder';
  }
}

/** What is read, and where: how long it may take and how it is guarded say nothing of that. */
export function placeOf(settings: ConnectionSettings): string {
  const guards = { timeoutSeconds: undefined, fingerprint: undefined, tls: undefined };
  return JSON.stringify({ ...settings, ...guards });
}

/** Whether a connection cannot do without a secret. */
export function wantsSecret(settings: ConnectionSettings): boolean {
  return settings.kind === 'http' ? settings.auth.type !== 'none' : settings.kind !== 'folder';
}

export const secretMissing = () =>
  lasting('secret-missing', '请填写密码或密钥。', 'A password or key is needed.');

export const noConnection = () =>
  lasting('connection-not-found', '没有这个对接。', 'There is no such connection.', {}, 'not-found');
