import { useState } from 'react';
import { Alert, App, Button, Input, Modal, Select } from 'antd';
import type { PushKey } from '@miaotou/contracts';
import { dayOf, sourceFamilies, type SourceFamily } from '@miaotou/domain';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Answer, DataList, Fault, Field, instantText, Nothing, type ListColumn } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { OfficeField, TextField } from './fields.js';
import { useMakeKey, usePushKeys, useRevoke } from './queries.js';

/** The last day on which a key holds: it ends with that day. */
const lastDay = (expiresAt: string | null) =>
  expiresAt === null ? '—' : dayOf(new Date(Date.parse(expiresAt) - 1));

/** A new key: named, bound to sources, and shown once. */
function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const make = useMakeKey();
  const [name, setName] = useState('');
  const [sources, setSources] = useState<SourceFamily[]>([]);
  const [office, setOffice] = useState<string | null>(null);
  const [expiresOn, setExpiresOn] = useState('');
  const made = make.data;
  return (
    <Modal
      open
      title={t('connections.newKey')}
      okText={t(made === undefined ? 'connections.makeKey' : 'connections.keyNoted')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: made === undefined && (name.trim() === '' || sources.length === 0) }}
      cancelButtonProps={{ hidden: made !== undefined }}
      confirmLoading={make.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => {
        if (made !== undefined) onClose();
        else {
          make.mutate({
            name,
            sources,
            office,
            perMinute: 60,
            expiresOn: expiresOn === '' ? null : expiresOn,
          });
        }
      }}
    >
      {made === undefined ? (
        <div className="connection-form">
          <TextField label={t('connections.keyName')} value={name} onChange={setName} />
          <Field label={t('connections.keySources')}>
            <Select
              mode="multiple"
              aria-label={t('connections.keySources')}
              value={sources}
              options={sourceFamilies.map((value) => ({ value, label: t(`family.${value}`) }))}
              onChange={setSources}
            />
          </Field>
          <OfficeField label={t('connections.keyOffice')} value={office} onChange={setOffice} />
          <Field label={t('connections.expires')}>
            <Input
              type="date"
              value={expiresOn}
              onChange={({ target }) => {
                setExpiresOn(target.value);
              }}
            />
          </Field>
        </div>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={t('connections.keyOnce')}
          description={<code className="key-text">{made.key}</code>}
        />
      )}
      {make.error !== null && <Fault error={make.error} />}
    </Modal>
  );
}

function Revoke({ pushKey }: { readonly pushKey: PushKey }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const revoke = useRevoke();
  if (pushKey.revokedAt !== null) return null;
  return (
    <>
      <Button
        size="small"
        danger
        loading={revoke.isPending}
        onClick={() => {
          modal.confirm({
            title: t('connections.revokeTitle', { name: pushKey.name }),
            okText: t('connections.revoke'),
            cancelText: t('common.cancel'),
            onOk: () => {
              revoke.mutate(pushKey.id);
            },
          });
        }}
      >
        {t('connections.revoke')}
      </Button>
      {revoke.error !== null && <Fault error={revoke.error} />}
    </>
  );
}

function useColumns(now: number): readonly ListColumn<PushKey>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayConnect = useMay('connect');
  const stateOf = ({ revokedAt, expiresAt }: PushKey) => {
    if (revokedAt !== null) return 'revoked' as const;
    return expiresAt !== null && Date.parse(expiresAt) <= now ? ('expired' as const) : ('holds' as const);
  };
  const when = (instant: string | null) => (instant === null ? '—' : instantText(instant, language));
  return [
    {
      key: 'name',
      title: t('connections.keyName'),
      head: true,
      cell: ({ name, prefix }) => (
        <div className="alert-cell">
          <strong>{name}</strong>
          <div className="faint num">{prefix}…</div>
        </div>
      ),
    },
    {
      key: 'sources',
      title: t('connections.keySources'),
      cell: ({ sources }) => sources.map((source) => t(`family.${source}`)).join(' · '),
    },
    {
      key: 'state',
      title: t('imports.state'),
      width: '110px',
      cell: (one) => <span className="state-tag">{t(`connections.keyState.${stateOf(one)}`)}</span>,
    },
    {
      key: 'expires',
      title: t('connections.expires'),
      width: '150px',
      cell: ({ expiresAt }) => <span className="num">{lastDay(expiresAt)}</span>,
    },
    {
      key: 'used',
      title: t('connections.lastUsed'),
      width: '150px',
      cell: (one) => <span className="num">{when(one.lastUsedAt)}</span>,
    },
    ...(mayConnect
      ? [{ key: 'do', title: '', width: '110px', cell: (one: PushKey) => <Revoke pushKey={one} /> }]
      : []),
  ];
}

/** Keys with which other platforms push, and how it is done. */
export function PushKeys() {
  const { t } = useTranslation();
  const keys = usePushKeys();
  const mayConnect = useMay('connect');
  const [adding, setAdding] = useState(false);
  const columns = useColumns(keys.dataUpdatedAt);
  return (
    <section className="panel" aria-label={t('connections.keys')}>
      <div className="section-head">
        <h2>{t('connections.keys')}</h2>
        {mayConnect && (
          <Button
            onClick={() => {
              setAdding(true);
            }}
          >
            {t('connections.newKey')}
          </Button>
        )}
      </div>
      <p className="faint">{t('connections.keysHint')}</p>
      <code className="key-text">POST /api/v1/deliveries/&lt;source&gt;</code>
      <Answer asked={keys} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <Nothing>{t('connections.noKeys')}</Nothing>
          ) : (
            <DataList label={t('connections.keys')} items={items} columns={columns} rowKey={({ id }) => id} />
          )
        }
      </Answer>
      {adding && (
        <NewKey
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </section>
  );
}
