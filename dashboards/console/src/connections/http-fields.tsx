import type { HttpAuth, SettingsOf } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { ChoiceField, NumberField, TextField } from './fields.js';

type Http = SettingsOf<'http'>;
type Paging = Http['paging'];
interface Props {
  readonly settings: Http;
  readonly onChange: (settings: Http) => void;
}

const freshAuth: Readonly<Record<HttpAuth['type'], HttpAuth>> = {
  none: { type: 'none' },
  bearer: { type: 'bearer' },
  header: { type: 'header', header: 'X-API-Key' },
  basic: { type: 'basic', username: '' },
  oauth2: { type: 'oauth2', tokenUrl: '', clientId: '', scope: '' },
};
const freshPaging: Readonly<Record<Paging['type'], Paging>> = {
  none: { type: 'none' },
  page: { type: 'page', param: 'page', first: 1, sizeParam: 'size', size: 500 },
  cursor: { type: 'cursor', param: 'cursor', pointer: '/next' },
  link: { type: 'link' },
};
const authTypes = Object.keys(freshAuth) as HttpAuth['type'][];
const pagingTypes = Object.keys(freshPaging) as Paging['type'][];

function AuthFields({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const { auth } = settings;
  const change = (to: HttpAuth) => {
    onChange({ ...settings, auth: to });
  };
  return (
    <>
      <ChoiceField
        label={t('connections.auth')}
        value={auth.type}
        options={authTypes.map((value) => ({ value, label: t(`connections.authType.${value}`) }))}
        onChange={(type) => {
          change(freshAuth[type]);
        }}
      />
      {auth.type === 'header' && (
        <TextField
          label={t('connections.header')}
          value={auth.header}
          onChange={(header) => {
            change({ ...auth, header });
          }}
        />
      )}
      {auth.type === 'basic' && (
        <TextField
          label={t('connections.user')}
          value={auth.username}
          onChange={(username) => {
            change({ ...auth, username });
          }}
        />
      )}
      {auth.type === 'oauth2' &&
        (['tokenUrl', 'clientId', 'scope'] as const).map((name) => (
          <TextField
            key={name}
            label={t(`connections.oauth.${name}`)}
            value={auth[name]}
            onChange={(text) => {
              change({ ...auth, [name]: text });
            }}
          />
        ))}
    </>
  );
}

function PagingFields({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const { paging } = settings;
  const change = (to: Paging) => {
    onChange({ ...settings, paging: to });
  };
  return (
    <>
      <ChoiceField
        label={t('connections.paging')}
        value={paging.type}
        options={pagingTypes.map((value) => ({ value, label: t(`connections.pagingType.${value}`) }))}
        onChange={(type) => {
          change(freshPaging[type]);
        }}
      />
      {(paging.type === 'page' || paging.type === 'cursor') && (
        <TextField
          label={t('connections.pageParam')}
          value={paging.param}
          onChange={(param) => {
            change({ ...paging, param });
          }}
        />
      )}
      {paging.type === 'page' && (
        <>
          <TextField
            label={t('connections.sizeParam')}
            value={paging.sizeParam}
            onChange={(sizeParam) => {
              change({ ...paging, sizeParam });
            }}
          />
          <NumberField
            label={t('connections.pageSize')}
            value={paging.size}
            onChange={(size) => {
              change({ ...paging, size });
            }}
          />
        </>
      )}
      {paging.type === 'cursor' && (
        <TextField
          label={t('connections.cursorPointer')}
          value={paging.pointer}
          onChange={(pointer) => {
            change({ ...paging, pointer });
          }}
        />
      )}
    </>
  );
}

/** Where and how a connection over HTTP asks. */
export function HttpFields({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const { body } = settings;
  return (
    <>
      <TextField
        label={t('connections.url')}
        value={settings.url}
        onChange={(url) => {
          onChange({ ...settings, url });
        }}
      />
      <AuthFields settings={settings} onChange={onChange} />
      <ChoiceField
        label={t('connections.body')}
        value={body.type}
        options={(['file', 'json'] as const).map((value) => ({
          value,
          label: t(`connections.bodyType.${value}`),
        }))}
        onChange={(type) => {
          onChange(
            type === 'file'
              ? { ...settings, body: { type }, paging: { type: 'none' } }
              : { ...settings, body: { type, rows: '' } },
          );
        }}
      />
      {body.type === 'json' && (
        <>
          <TextField
            label={t('connections.rowsPointer')}
            hint={t('connections.pointerHint')}
            value={body.rows}
            onChange={(rows) => {
              onChange({ ...settings, body: { type: 'json', rows } });
            }}
          />
          <PagingFields settings={settings} onChange={onChange} />
        </>
      )}
    </>
  );
}
