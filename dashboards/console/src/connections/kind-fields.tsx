import type { ConnectionSettings, SettingsOf } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { ChoiceField, NumberField, TextField } from './fields.js';
import { HttpFields } from './http-fields.js';

interface Props<S> {
  readonly settings: S;
  readonly onChange: (settings: S) => void;
}

/** A query to a database, and how it goes on from the last time. */
function DatabaseFields({ settings, onChange }: Props<SettingsOf<'postgres' | 'mysql'>>) {
  const { t } = useTranslation();
  const { mark } = settings;
  return (
    <>
      {(['host', 'database', 'user'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`connections.${name}`)}
          value={settings[name]}
          onChange={(text) => {
            onChange({ ...settings, [name]: text });
          }}
        />
      ))}
      <NumberField
        label={t('connections.port')}
        value={settings.port}
        onChange={(port) => {
          onChange({ ...settings, port });
        }}
      />
      <ChoiceField
        label={t('connections.tls')}
        value={settings.tls}
        options={(['verify', 'require', 'off'] as const).map((value) => ({
          value,
          label: t(`connections.tlsType.${value}`),
        }))}
        onChange={(tls) => {
          onChange({ ...settings, tls });
        }}
      />
      <TextField
        label={t('connections.query')}
        hint={t('connections.queryHint')}
        lines={4}
        value={settings.query}
        onChange={(query) => {
          onChange({ ...settings, query });
        }}
      />
      <TextField
        label={t('connections.markColumn')}
        hint={t('connections.markHint')}
        value={mark?.column ?? ''}
        onChange={(column) => {
          onChange({ ...settings, mark: column === '' ? null : { column, start: mark?.start ?? '' } });
        }}
      />
      {mark !== null && (
        <TextField
          label={t('connections.markStart')}
          value={mark.start}
          onChange={(start) => {
            onChange({ ...settings, mark: { ...mark, start } });
          }}
        />
      )}
    </>
  );
}

function SftpFields({ settings, onChange }: Props<SettingsOf<'sftp'>>) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('connections.host')}
        value={settings.host}
        onChange={(host) => {
          onChange({ ...settings, host, fingerprint: null });
        }}
      />
      <NumberField
        label={t('connections.port')}
        value={settings.port}
        onChange={(port) => {
          onChange({ ...settings, port, fingerprint: null });
        }}
      />
      <TextField
        label={t('connections.user')}
        value={settings.username}
        onChange={(username) => {
          onChange({ ...settings, username });
        }}
      />
      <ChoiceField
        label={t('connections.auth')}
        value={settings.auth}
        options={(['password', 'key'] as const).map((value) => ({
          value,
          label: t(`connections.sftpAuth.${value}`),
        }))}
        onChange={(auth) => {
          onChange({ ...settings, auth });
        }}
      />
      <TextField
        label={t('connections.directory')}
        value={settings.directory}
        onChange={(directory) => {
          onChange({ ...settings, directory });
        }}
      />
      <p className="faint num wide">
        {t('connections.fingerprint')}: {settings.fingerprint ?? t('connections.unconfirmed')}
      </p>
    </>
  );
}

/** Which files, and what becomes of them. */
function FileFields({ settings, onChange }: Props<SettingsOf<'sftp' | 'folder'>>) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('connections.pattern')}
        hint={t('connections.patternHint')}
        value={settings.pattern}
        onChange={(pattern) => {
          onChange({ ...settings, pattern });
        }}
      />
      <ChoiceField
        label={t('connections.after')}
        value={settings.after}
        options={(['leave', 'move'] as const).map((value) => ({
          value,
          label: t(`connections.afterType.${value}`),
        }))}
        onChange={(after) => {
          onChange({ ...settings, after });
        }}
      />
    </>
  );
}

/** The fields of a connection's own kind. */
export function KindFields({ settings, onChange }: Props<ConnectionSettings>) {
  const { t } = useTranslation();
  switch (settings.kind) {
    case 'http':
      return <HttpFields settings={settings} onChange={onChange} />;
    case 'postgres':
    case 'mysql':
      return <DatabaseFields settings={settings} onChange={onChange} />;
    case 'sftp':
      return (
        <>
          <SftpFields settings={settings} onChange={onChange} />
          <FileFields settings={settings} onChange={onChange} />
        </>
      );
    case 'folder':
      return (
        <>
          <TextField
            label={t('connections.path')}
            hint={t('connections.pathHint')}
            value={settings.path}
            onChange={(path) => {
              onChange({ ...settings, path });
            }}
          />
          <FileFields settings={settings} onChange={onChange} />
        </>
      );
  }
}
