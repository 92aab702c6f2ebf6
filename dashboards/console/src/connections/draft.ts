import {
  ConnectionSettingsSchema,
  type Connection,
  type ConnectionInput,
  type ConnectionKind,
  type ConnectionSettings,
} from '@miaotou/contracts';

/** What is written so far; the server checks it when it is tried or saved. */
export interface Draft extends Omit<ConnectionInput, 'secret'> {
  /** '' keeps the secret that is kept. */
  readonly secret: string;
}

const empty: Readonly<Record<ConnectionKind, object>> = {
  http: { url: 'https://example.invalid/' },
  postgres: { host: 'host', database: 'database', user: 'user', query: 'SELECT' },
  mysql: { host: 'host', database: 'database', user: 'user', query: 'SELECT' },
  sftp: { host: 'host', username: 'user' },
  folder: { path: '/' },
};
const blank = { url: '', host: '', database: '', user: '', username: '', query: '', path: '' };

/** Settings of a kind with its usual values, and nothing written where nobody can know. */
export function freshSettings(kind: ConnectionKind): ConnectionSettings {
  const usual = ConnectionSettingsSchema.parse({ kind, ...empty[kind] });
  const known = Object.entries(blank).filter(([name]) => name in usual);
  return { ...usual, ...Object.fromEntries(known) };
}

export const freshDraft: Draft = {
  source: 'social-insurance',
  name: '',
  office: null,
  settings: freshSettings('http'),
  secret: '',
  cron: '0 6 * * *',
  enabled: true,
};

export function draftOf({ source, name, office, settings, cron, enabled }: Connection): Draft {
  return { source, name, office, settings, secret: '', cron, enabled };
}

/** The draft as the server takes it. */
export function inputOf({ secret, ...draft }: Draft): ConnectionInput {
  return secret === '' ? draft : { ...draft, secret };
}

/** Where a connection leads, in one line. */
export function targetOf(settings: ConnectionSettings): string {
  switch (settings.kind) {
    case 'http':
      return settings.url;
    case 'postgres':
    case 'mysql':
      return `${settings.host}:${settings.port}/${settings.database}`;
    case 'sftp':
      return `${settings.username}@${settings.host}:${settings.port} ${settings.directory}`;
    case 'folder':
      return `${settings.path}/${settings.pattern}`;
  }
}
